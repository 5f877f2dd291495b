import { expect, test } from '@jest/globals';
import { HttpError } from '../../src/hasura/http.js';
import { explainNoAnswer } from '../../src/hasura/no-answer.js';
import type { Fields } from '../../src/lib/narrow.js';
import { createRedactor } from '../../src/redact/redactor.js';
import { tellsApplied } from '../../src/run/compare.js';

/** Metadata of one table, on which a role may see these columns. */
function shop(columns: readonly string[], more: Fields = {}): Fields {
  const table = { schema: 'public', name: 'orders' };
  const permission = { columns, filter: {} };
  return {
    version: 3,
    sources: [
      {
        name: 'default',
        kind: 'postgres',
        configuration: { connection_info: { database_url: { from_env: 'URL' } } },
        tables: [{ table, select_permissions: [{ role: 'clerk', permission }] }],
      },
    ],
    ...more,
  };
}

const OLD = shop(['id']);
const NEW = shop(['id', 'total']);
const timeout = (seconds: number) => ({
  remote_schemas: [{ name: 'a', definition: { url: 'http://a', timeout_seconds: seconds } }],
});
/** As the server prints it: another order, defaults, a name in full, what is empty left out. */
const REPRINTED = shop(['total', 'id'], {
  metrics_config: { analyze_query_variables: false, analyze_response_body: false },
  cron_triggers: [],
});
/** As somebody wrote it by hand. */
const BY_HAND = {
  version: 3,
  sources: [
    {
      name: 'default',
      kind: 'postgres',
      configuration: { connection_info: { database_url: { from_env: 'URL' } } },
      tables: [
        {
          table: 'orders',
          is_enum: false,
          select_permissions: [
            { role: 'clerk', permission: { columns: ['id', 'total'], filter: {} }, comment: '' },
          ],
        },
      ],
    },
  ],
  actions: [],
};
const VERSION_2 = {
  version: 2,
  tables: [
    {
      table: { schema: 'public', name: 'orders' },
      select_permissions: [{ role: 'clerk', permission: { columns: ['id', 'total'], filter: {} } }],
    },
  ],
};

test.each<[what: string, applied: boolean, sent: Fields, before: Fields, now: Fields]>([
  ['what was sent is there', true, NEW, OLD, NEW],
  ['and printed anew', true, NEW, OLD, REPRINTED],
  ['and was written by hand', true, BY_HAND, OLD, REPRINTED],
  ['and is of version 2, without sources', true, VERSION_2, OLD, NEW],
  ['what was sent had been there before', true, NEW, NEW, NEW],
  ['all is as before', false, NEW, OLD, OLD],
  ['all is as before, which has more', false, OLD, NEW, NEW],
  ['all is as before, and of version 2', false, VERSION_2, OLD, OLD],
  [
    'a value is as before',
    false,
    shop(['id'], timeout(5)),
    shop(['id'], timeout(9)),
    shop(['id'], timeout(9)),
  ],
  [
    'a value is what was sent',
    true,
    shop(['id'], timeout(5)),
    shop(['id'], timeout(9)),
    shop(['id'], timeout(5)),
  ],
  ['the names are others', false, NEW, OLD, { ...NEW, actions: [{ name: 'a' }] }],
  ['somebody else has changed something else', false, NEW, OLD, shop(['id', 'secret'])],
  ['there is nothing', false, NEW, OLD, { version: 3, sources: [] }],
])('%s: %s', (_what, applied, sent, before, now) => {
  expect(tellsApplied(sent, before, now)).toBe(applied);
});

test('big metadata is compared in one go', () => {
  const tables = Array.from({ length: 20_000 }, (_, at) => ({ table: `t${at}`, is_enum: at % 2 }));
  const big = { version: 3, sources: [{ name: 'default', tables }] };
  expect(tellsApplied(big, { version: 3 }, structuredClone(big))).toBe(true);
});

test.each([
  ['ECONNREFUSED', false],
  ['ENOTFOUND', false],
  ['ETIMEDOUT', false],
  ['CERT_HAS_EXPIRED', false],
  ['PROXY', false],
  ['ECONNRESET', true],
  ['EPIPE', true],
  ['TIMEOUT', true],
  // What came back is no HTTP.
  ['HPE_INVALID_CONSTANT', true],
])('before an answer, %s: the server may have done its work: %s', (code, mayHaveHappened) => {
  const attempt = { tried: 'POST /', timeoutSeconds: 1, hasSecret: false };
  const error = new HttpError(code, 'sending', 'odd');
  expect(explainNoAnswer(error, attempt, createRedactor([]))).toMatchObject({ mayHaveHappened });
});
