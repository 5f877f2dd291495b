import { afterEach } from '@jest/globals';
import type { InputName } from '../../src/settings/inputs.js';
import { startStandIn } from '../../tools/stand-in/server.js';
import type { JsonObject, StandIn, StandInOptions } from '../../tools/stand-in/types.js';
import { type ActionResult, type RunOptions, runAction } from './action.js';
import { type Files, workspaceWith } from './workspaces.js';

export type { Files };

const TABLES = 'hasura/metadata/databases/default/tables';
/** Where the one table of the project stands. */
export const USERS = `${TABLES}/public_users.yaml`;

const USERS_YAML = `table:
  schema: public
  name: users
select_permissions:
  - role: clerk
    permission:
      columns:
        - id
        - email
      filter: {}
event_triggers:
  - name: user_created
    definition:
      enable_manual: false
      insert:
        columns: '*'
    retry_conf:
      interval_sec: 10
      num_retries: 0
      timeout_sec: 60
    webhook: https://hooks.example/user-created
`;

/** A project of one table, with some of its files replaced. */
export function projectFiles(files: Files = {}): Files {
  return {
    'hasura/config.yaml': 'version: 3\nmetadata_directory: metadata\n',
    'hasura/metadata/version.yaml': 'version: 3\n',
    'hasura/metadata/databases/databases.yaml': `- name: default
  kind: postgres
  configuration:
    connection_info:
      database_url:
        from_env: USERS_DATABASE_URL
  tables: '!include default/tables/tables.yaml'
`,
    [`${TABLES}/tables.yaml`]: "- '!include public_users.yaml'\n",
    [USERS]: USERS_YAML,
    ...files,
  };
}

/** The metadata that the project is, as JSON. */
export function projectMetadata(table: JsonObject = {}): JsonObject {
  return {
    version: 3,
    sources: [
      {
        name: 'default',
        kind: 'postgres',
        configuration: { connection_info: { database_url: { from_env: 'USERS_DATABASE_URL' } } },
        tables: [{ ...usersTable(), ...table }],
      },
    ],
  };
}

function usersTable(): JsonObject {
  return {
    table: { schema: 'public', name: 'users' },
    select_permissions: [{ role: 'clerk', permission: { columns: ['id', 'email'], filter: {} } }],
    event_triggers: [eventTrigger('user_created')],
  };
}

/** The project with its table's file edited: each text replaced by the next. */
export function editedTable(...edits: readonly (readonly [from: string, to: string])[]): Files {
  let yaml = USERS_YAML;
  for (const [from, to] of edits) {
    if (!yaml.includes(from)) throw new Error(`${from} is not in the project`);
    yaml = yaml.replace(from, to);
  }
  return projectFiles({ [USERS]: yaml });
}

/** An event trigger as the project writes it. */
export function eventTrigger(name: string): JsonObject {
  return {
    name,
    definition: { enable_manual: false, insert: { columns: '*' } },
    retry_conf: { interval_sec: 10, num_retries: 0, timeout_sec: 60 },
    webhook: 'https://hooks.example/user-created',
  };
}

/** What the server has before: the same table, and no permission on it. */
export const BEFORE = projectMetadata({ select_permissions: [] });

const started: StandIn[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.close()));
});

/** Starts a server with the metadata from before, at resource version 5; it ends with the test. */
export async function startServer(options: StandInOptions = {}): Promise<StandIn> {
  const server = await startStandIn({
    metadata: BEFORE,
    resourceVersion: 5,
    env: { USERS_DATABASE_URL: 'postgres://db.internal/users' },
    ...options,
  });
  started.push(server);
  return server;
}

/** How a run is to go; the project is the one above unless files are given. */
export interface Applying {
  readonly files?: Files;
  readonly inputs?: Partial<Record<InputName, string>>;
  readonly options?: RunOptions;
}

/** Runs the action, so that it applies a project on disk. */
export function applyTo(server: StandIn, applying: Applying = {}): Promise<ActionResult> {
  const { files = projectFiles(), inputs, options } = applying;
  return runAction(
    { endpoint: server.url, project: 'hasura', command: 'apply', timeout: '1', ...inputs },
    { workspace: workspaceWith(files), ...options },
  );
}

/** The metadata calls that a server has got, in their order. */
export function callsOf(server: StandIn): (string | undefined)[] {
  return server.calls.filter(({ method }) => method === 'POST').map(({ type }) => type);
}

/** How often the metadata was sent. */
export function timesSent(server: StandIn): number {
  return callsOf(server).filter((type) => type === 'replace_metadata').length;
}

/** Errors and warnings that stand at a line, as `file:line`. */
export function places(result: ActionResult, command: string): string[] {
  return result.annotations
    .filter((annotation) => annotation.command === command && annotation.properties['file'])
    .map(({ properties }) => `${properties['file']}:${properties['line']}`);
}
