import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { StandIn } from '../../tools/stand-in/types.js';
import {
  applyTo,
  BEFORE,
  callsOf,
  editedTable,
  type Files,
  places,
  projectFiles,
  projectMetadata,
  startServer,
  USERS,
} from '../support/applying.js';
import { SentryEndpoint } from '../support/sentry-endpoint.js';

/** An event trigger with a name that the server only warns about. */
const WEIRD: Files = editedTable(['user_created', 'user created']);
const NAME = 'event_trigger user created in table users in source default';
const REMEDY = 'Use only letters, digits, "_" and "-" in the name of an event trigger.';
/** A server whose table has no event trigger. */
const WITHOUT = { metadata: projectMetadata({ event_triggers: [] }) };
const STRICT = { 'fail-on-warning': 'true' } as const;
const UNFORESEEN = { warnings: [{ code: 'new-code', message: 'beware of the dog' }] };

/** What each replacement says about warnings; a dry run allows them, since it is refused anyway. */
const allowWarnings = (server: StandIn) =>
  server.calls
    .filter(({ type }) => type === 'replace_metadata')
    .map(({ json }) => json.args.allow_warnings);

describe('metadata with warnings', () => {
  test.each([
    ['v2.45.1', 'illegal-event-trigger-name'],
    ['v2.23.0', null],
  ])('is applied by %s; each warning is at its line', async (version, code) => {
    const server = await startServer({ ...WITHOUT, version });
    const result = await applyTo(server, { files: WEIRD });
    expect(result.exitCode).toBe(0);
    expect(callsOf(server)).toEqual(['export_metadata', 'replace_metadata', 'replace_metadata']);
    expect(result.annotations).toEqual([
      {
        command: 'warning',
        properties: {
          title: 'Metadata warning: event trigger user created on users in default',
          file: USERS,
          line: '12',
          col: '5',
        },
        message: expect.stringMatching(
          /"user created" may not work as expected[^\n]*\nHow to fix: Use only/,
        ),
      },
    ]);
    expect(result.outputs).toMatchObject({ applied: 'true', 'warning-count': '1' });
    expect(JSON.parse(result.outputs.warnings ?? '')).toEqual([
      {
        code,
        name: NAME,
        message: expect.any(String),
        remedy: REMEDY,
        file: USERS,
        line: 12,
        column: 5,
      },
    ]);
    expect(result.report?.['warnings']).toHaveLength(1);
    expect(result.summary).toContain('### ⚠️ 1 warning\n');
    expect(result.summary).toContain('event trigger <b>user created</b> on <b>users</b>');
    expect(result.summary).toContain('public\\_users.yaml:12');
    expect(result.log).toContain(`  How to fix: ${REMEDY}`);
  });

  test.each([10, 11, 40])('are shown in at most ten annotations if there are %d', async (count) => {
    const warnings = Array.from({ length: count }, (_, at) => ({
      code: 'new-code',
      message: `the ${at}th thing`,
    }));
    const server = await startServer({ warnings });
    const result = await applyTo(server);
    const shown = result.annotations.filter(({ command }) => command === 'warning');
    expect(shown.length).toBeLessThanOrEqual(10);
    expect(result.outputs['warning-count']).toBe(String(count));
    expect(JSON.parse(result.outputs.warnings ?? '')).toHaveLength(count);
    const beyond = Number(
      /^(\d+) more warnings?$/.exec(shown.at(-1)?.properties['title'] ?? '')?.[1],
    );
    expect(shown.length - 1 + beyond).toBe(count);
    expect(shown.at(-1)?.message).toContain(`the ${count - 1}th thing`);
    expect(result.summary).toContain(`### ⚠️ ${count} warnings\n`);
  });
});

describe('with fail-on-warning', () => {
  test('a name that the server would warn about is refused before anything is sent', async () => {
    const server = await startServer(WITHOUT);
    const result = await applyTo(server, { files: WEIRD, inputs: STRICT });
    expect(result.exitCode).toBe(1);
    expect(server.metadata).toEqual(WITHOUT.metadata);
    expect(callsOf(server)).toEqual(['export_metadata']);
    expect(result.outputs).toMatchObject({ applied: 'false', 'warning-count': '1' });
    expect(places(result, 'warning')).toEqual([`${USERS}:12`]);
    expect(result.annotations.at(-1)).toMatchObject({
      command: 'error',
      message: 'Nothing was applied: the metadata has 1 warning, and "fail-on-warning" is "true"',
    });
    expect(result.summary).toMatch(/^## ❌ Nothing was applied: the metadata has warnings\n/);
    expect(result.summary).toContain('### ⚠️ 1 warning\n');
  });

  test('the removal of a source that is inconsistent now is refused before anything is sent', async () => {
    const [source] = projectMetadata().sources;
    const metadata = { version: 3, sources: [source, { ...source, name: 'second' }] };
    const databases = {
      default: { tables: { users: ['id', 'email'] } },
      second: { tables: { users: ['id', 'email'] }, reachable: true },
    };
    const server = await startServer({ metadata, databases });
    databases.second.reachable = false;
    await server.load(metadata);
    const result = await applyTo(server, { inputs: STRICT });
    expect(result.exitCode).toBe(1);
    expect(callsOf(server)).toEqual(['export_metadata', 'get_inconsistent_metadata']);
    expect(JSON.parse(result.outputs.warnings ?? '')).toMatchObject([
      { code: 'source-cleanup-failed', name: 'source second' },
    ]);
  });

  test('the server is asked to refuse warnings if a refusal leaves no traces, and refuses them', async () => {
    const server = await startServer(UNFORESEEN);
    const result = await applyTo(server, { inputs: STRICT });
    expect(result.exitCode).toBe(1);
    expect(server.metadata).toEqual(BEFORE);
    expect(allowWarnings(server)).toEqual([false]);
    expect(result.outputs).toMatchObject({ applied: 'false', 'warning-count': '1' });
    expect(result.summary).toMatch(/^## ❌ Nothing was applied: the server refused the metadata\n/);
  });

  test.each([
    ['an event trigger is added', WITHOUT.metadata, [true, true]],
    [
      'a source is removed',
      {
        version: 3,
        sources: [...BEFORE.sources, { ...BEFORE.sources[0], name: 'second', tables: [] }],
      },
      [true],
    ],
  ])(
    'if %s, it is not asked to: the step fails after the apply',
    async (_when, metadata, allowed) => {
      const server = await startServer({ ...UNFORESEEN, metadata });
      const result = await applyTo(server, { inputs: STRICT });
      expect(result.exitCode).toBe(1);
      expect(server.metadata).toEqual(projectMetadata());
      expect(allowWarnings(server)).toEqual(allowed);
      expect(result.outputs).toMatchObject({ applied: 'true', 'warning-count': '1' });
      expect(result.report?.['notes']).toEqual([
        'The metadata was applied although it has warnings: the server was not asked to refuse it for them, because it would have changed databases before it refused.',
      ]);
    },
  );

  test('a server without strict mode applies the metadata, and the step fails', async () => {
    const server = await startServer({
      ...UNFORESEEN,
      onRequest: ({ type, json }) => {
        if (type === 'replace_metadata') Reflect.deleteProperty(json.args, 'allow_warnings');
      },
    });
    const result = await applyTo(server, { inputs: STRICT });
    expect(result.exitCode).toBe(1);
    expect(server.metadata).toEqual(projectMetadata());
    expect(result.outputs).toMatchObject({ applied: 'true', consistent: 'true' });
    expect(result.annotations.at(-1)?.message).toMatch(
      /has 1 warning, and "fail-on-warning" is "true"$/,
    );
    expect(result.summary).toMatch(/^## ❌ Hasura metadata has warnings/);
    expect(result.summary).toContain('this server does not know how to refuse it for them');
  });

  test('metadata without warnings is applied, and nothing fails', async () => {
    const server = await startServer();
    const result = await applyTo(server, { inputs: STRICT });
    expect(result.exitCode).toBe(0);
    expect(result.outputs).toMatchObject({ applied: 'true', 'warning-count': '0' });
  });
});

describe('a table that the project has twice, of which the server keeps the last one silently', () => {
  const TABLES = 'hasura/metadata/databases/default/tables/tables.yaml';
  const TWICE = projectFiles({
    [TABLES]:
      "- table: {schema: public, name: users}\n  select_permissions: []\n- '!include public_users.yaml'\n",
  });

  test('is a warning at both lines', async () => {
    const result = await applyTo(await startServer(), { files: TWICE });
    expect(result.exitCode).toBe(0);
    expect(result.outputs).toMatchObject({ applied: 'true', 'warning-count': '1' });
    expect(places(result, 'warning')).toEqual([`${TABLES}:1`, `${USERS}:1`]);
    expect(result.annotations[0]?.message).toMatch(
      /^The project has the table users in default twice: the server keeps only the last one/,
    );
  });

  test('is refused before anything is sent with fail-on-warning', async () => {
    const server = await startServer();
    const result = await applyTo(server, { files: TWICE, inputs: STRICT });
    expect(result.exitCode).toBe(1);
    expect(callsOf(server)).toEqual(['export_metadata']);
    expect(places(result, 'warning')).toEqual([`${TABLES}:1`, `${USERS}:1`]);
  });
});

describe('Sentry', () => {
  let sentry: SentryEndpoint;
  beforeEach(async () => {
    sentry = await SentryEndpoint.start();
  });
  afterEach(() => sentry.close());

  test.each([
    ['gets no event', 'false', 0],
    ['gets an event', 'true', 1],
  ])('%s for warnings with fail-on-warning %s', async (_what, strict, events) => {
    const server = await startServer(WITHOUT);
    const result = await applyTo(server, {
      files: WEIRD,
      inputs: { 'fail-on-warning': strict, 'sentry-dsn': sentry.dsn },
    });
    expect(result.outputs['warning-count']).toBe('1');
    expect(sentry.events).toHaveLength(events);
  });
});
