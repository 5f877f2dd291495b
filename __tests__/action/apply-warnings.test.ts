import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  applyTo,
  callsOf,
  editedTable,
  type Files,
  places,
  projectMetadata,
  startServer,
  USERS,
} from '../support/applying.js';
import { SentryEndpoint } from '../support/sentry-endpoint.js';

/** The name of the event trigger is a bad one, which the server only warns of. */
const WEIRD: Files = editedTable(['user_created', 'user created']);
const NAME = 'event_trigger user created in table users in source default';
const REMEDY = 'Use only letters, digits, "_" and "-" in the name of an event trigger.';
/** A server whose table has no event trigger yet, so that nothing goes. */
const WITHOUT = { metadata: projectMetadata({ event_triggers: [] }) };
const STRICT = { 'fail-on-warning': 'true' } as const;

describe('metadata with warnings', () => {
  test.each([
    ['v2.45.1', 'illegal-event-trigger-name'],
    ['v2.23.0', null],
  ])('is applied by %s; each warning stands at its line', async (version, code) => {
    const server = await startServer({ ...WITHOUT, version });
    const result = await applyTo(server, { files: WEIRD });
    expect(result.exitCode).toBe(0);
    expect(callsOf(server)).toEqual(['export_metadata', 'replace_metadata', 'reload_metadata']);
    expect(result.annotations).toEqual([
      {
        command: 'warning',
        properties: { title: `Metadata warning: ${NAME}`, file: USERS, line: '12', col: '5' },
        message: expect.stringMatching(/"user created" may not work as expected[^\n]*\nUse only/),
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
    expect(result.summary).toContain('### ⚠️ 1 warning from <code>replace_metadata</code>');
    expect(result.summary).toContain('event trigger <b>user created</b> on <b>users</b>');
    expect(result.summary).toContain('public\\_users.yaml:12');
    expect(result.log).toContain(`  What to do: ${REMEDY}`);
  });

  test('that are fatal: the server refuses it, and keeps what it had', async () => {
    const server = await startServer(WITHOUT);
    const result = await applyTo(server, { files: WEIRD, inputs: STRICT });
    expect(result.exitCode).toBe(1);
    expect(server.metadata).toEqual(WITHOUT.metadata);
    expect(callsOf(server)).toEqual(['export_metadata', 'replace_metadata']);
    expect(result.outputs).toMatchObject({ applied: 'false', 'warning-count': '1' });
    expect(places(result, 'warning')).toEqual([`${USERS}:12`]);
    expect(result.annotations.at(-1)).toMatchObject({
      command: 'error',
      message:
        'Nothing was applied: the server refused the metadata for 1 warning, which "fail-on-warning" makes fatal',
    });
    expect(result.summary).toMatch(/^## ❌ Nothing was applied/);
    expect(result.summary).toContain('### ⚠️ 1 warning from');
  });

  test('that are fatal, on a server that knows no strict mode: applied, and the step fails', async () => {
    const server = await startServer({
      ...WITHOUT,
      onRequest: ({ type, json }) => {
        if (type === 'replace_metadata') Reflect.deleteProperty(json.args, 'allow_warnings');
      },
    });
    const result = await applyTo(server, { files: WEIRD, inputs: STRICT });
    expect(result.exitCode).toBe(1);
    expect(server.metadata.sources[0].tables[0].event_triggers[0].name).toBe('user created');
    expect(callsOf(server)).toEqual(['export_metadata', 'replace_metadata', 'reload_metadata']);
    expect(result.outputs).toMatchObject({ applied: 'true', consistent: 'true' });
    expect(result.annotations.at(-1)?.message).toMatch(/has 1 warning, fatal here/);
    expect(result.summary).toMatch(/^## ❌ Hasura metadata has warnings/);
    expect(result.summary).toContain('applied in spite of its warnings');
  });

  test('strict, and none: applied, and nothing fails', async () => {
    const server = await startServer();
    const result = await applyTo(server, { inputs: STRICT });
    expect(result.exitCode).toBe(0);
    expect(result.outputs).toMatchObject({ applied: 'true', 'warning-count': '0' });
  });

  test.each([10, 11, 40])('%d of them make ten annotations at most', async (count) => {
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
    expect(result.summary).toContain(`### ⚠️ ${count} warnings from`);
  });
});

describe('Sentry', () => {
  let sentry: SentryEndpoint;
  beforeEach(async () => {
    sentry = await SentryEndpoint.start();
  });
  afterEach(() => sentry.close());

  test.each([
    ['not hear of', 'false', 0],
    ['hears of', 'true', 1],
  ])('does %s warnings with fail-on-warning %s', async (_what, strict, events) => {
    const server = await startServer(WITHOUT);
    const result = await applyTo(server, {
      files: WEIRD,
      inputs: { 'fail-on-warning': strict, 'sentry-dsn': sentry.dsn },
    });
    expect(result.outputs['warning-count']).toBe('1');
    expect(sentry.events).toHaveLength(events);
  });
});
