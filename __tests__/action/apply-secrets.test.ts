import { expect, test } from '@jest/globals';
import type { Call, Fault } from '../../tools/stand-in/types.js';
import {
  applyTo,
  editedTable,
  eventTrigger,
  projectFiles,
  projectMetadata,
  startServer,
} from '../support/applying.js';
import { STACK, shown, traces } from '../support/traces.js';

/** Made up at run time, so that no scanner takes them for real. */
const secret = (what: string) => ['planted', what, '7f3a9c'].join('-');
const SECRETS = ['password', 'header', 'service-header', 'repository'].map(secret);
const [PASSWORD = '', HEADER = '', SERVICE = '', REPOSITORY = ''] = SECRETS;

/** What the server holds: it is exported before each apply, and must not be shown anywhere. */
const HELD = {
  ...projectMetadata({
    event_triggers: [
      { ...eventTrigger('user_gone'), headers: [{ name: 'Authorization', value: HEADER }] },
    ],
  }),
  remote_schemas: [
    {
      name: 'payments',
      definition: {
        url: 'http://127.0.0.1:1/graphql',
        headers: [{ name: 'X-Key', value: SERVICE }],
      },
    },
  ],
};
HELD.sources[0].configuration.connection_info.database_url = `postgres://shop:${PASSWORD}@db/shop`;

/** The repository has a secret as well, and a remote schema that is down. */
const FILES = {
  ...editedTable(['user_created', 'user created']),
  'hasura/metadata/remote_schemas.yaml': `- name: payments
  definition:
    url: http://ci:${REPOSITORY}@127.0.0.1:1/graphql
    headers:
      - name: X-Key
        value: ${REPOSITORY}
`,
};

const onReplace =
  (fault: Fault) =>
  ({ type }: Call): Fault | undefined =>
    type === 'replace_metadata' ? fault : undefined;

const ALLOWED = { 'allow-inconsistent-metadata': 'true' };
const LOST = '<html>';

test.each<[what: string, inputs: Record<string, string>, fault: Fault]>([
  ['refused for inconsistency', {}, {}],
  ['applied, inconsistent, with warnings', ALLOWED, {}],
  ['refused for warnings', { ...ALLOWED, 'fail-on-warning': 'true' }, {}],
  ['lost, and not applied', {}, { status: 504, body: LOST }],
  ['lost, and applied', ALLOWED, { applyThen: { reset: 'mid-body' } }],
  [
    'an answer that is not JSON, and echoes the metadata',
    {},
    { status: 200, body: `<html><title>${JSON.stringify(HELD)}</title>` },
  ],
  [
    'an error that echoes the metadata',
    {},
    {
      status: 400,
      body: {
        path: '$.args.metadata.remote_schemas[0]',
        error: `bad url http://ci:${REPOSITORY}@127.0.0.1:1/graphql`,
        code: 'parse-failed',
        internal: HELD,
      },
    },
  ],
])('%s: no secret of the metadata is shown', async (_what, inputs, fault) => {
  const server = await startServer({
    metadata: HELD,
    onRequest: onReplace(fault),
  });
  const result = await applyTo(server, { files: projectFiles(FILES), inputs });
  expect(result.exitCode).toBe(1);
  expect(shown(traces(result), SECRETS)).toEqual([]);
  expect(traces(result)).not.toMatch(STACK);
  expect(result.stderr).toBe('');
});
