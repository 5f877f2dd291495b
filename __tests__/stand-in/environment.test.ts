import { expect, test } from '@jest/globals';
import { type Json, metadataOf, problems, reload, source, standInFor, table } from './calling.js';

const env = 'MISSING';
const notSet = "Inconsistent object: environment variable 'MISSING' not set";

test.each<{ name: string; metadata: Json; reason: string }>([
  {
    name: 'source default',
    metadata: {
      version: 3,
      sources: [
        source([], { configuration: { connection_info: { database_url: { from_env: env } } } }),
      ],
    },
    reason: notSet,
  },
  {
    name: 'remote_schema pay',
    metadata: metadataOf([], {
      remote_schemas: [{ name: 'pay', definition: { url_from_env: env } }],
    }),
    reason: notSet,
  },
  {
    name: 'remote_schema pay',
    metadata: metadataOf([], {
      remote_schemas: [
        {
          name: 'pay',
          definition: { url: 'http://x.invalid', headers: [{ name: 'X', value_from_env: env }] },
        },
      ],
    }),
    reason: notSet,
  },
  {
    name: 'cron_trigger nightly',
    metadata: metadataOf([], {
      cron_triggers: [{ name: 'nightly', webhook: `{{${env}}}/x`, schedule: '0 0 * * *' }],
    }),
    reason: 'Inconsistent object: Value for environment variables not found: MISSING',
  },
  {
    name: 'action pay',
    metadata: metadataOf([], {
      actions: [{ name: 'pay', definition: { handler: `{{${env}}}/x`, output_type: 'String' } }],
    }),
    reason: 'Inconsistent object: Value for environment variables not found: MISSING',
  },
  {
    name: 'event_trigger t in table orders in source default',
    metadata: metadataOf([
      table('orders', { event_triggers: [{ name: 't', definition: {}, webhook_from_env: env }] }),
    ]),
    reason: `Inconsistent object: in table "orders": in event trigger "t": environment variable 'MISSING' not set`,
  },
])('a missing environment variable breaks $name', async ({ name, metadata, reason }) => {
  expect(await problems(metadata)).toEqual([[name, reason]]);
});

test('a variable that is set at last is seen by the reload', async () => {
  const standIn = await standInFor({
    metadata: metadataOf([], {
      cron_triggers: [{ name: 'nightly', webhook: { from_env: env }, schedule: '0 0 * * *' }],
    }),
  });
  expect((await reload(standIn)).is_consistent).toBe(false);
  standIn.env[env] = 'http://handlers.invalid';
  expect((await reload(standIn)).is_consistent).toBe(true);
});
