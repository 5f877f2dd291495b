import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import type { Fields } from '../../src/lib/json.js';
import type { InconsistentObject } from '../../src/model/report.js';
import { predictWarnings, sideEffects } from '../../src/model/triggers.js';
import { recordedPairs, richMetadata } from './metadata.js';

const NOTHING = { added: [], removed: [], changed: [] };

const trigger = (name: string, more: Fields = {}) => ({
  name,
  definition: { enable_manual: false, insert: { columns: '*' } },
  webhook: 'http://h',
  ...more,
});

/** One source with the tables `a` and `b`, which have these event triggers. */
const metadata = (a: Fields[] = [], b: Fields[] = [], source: Fields = {}, more: Fields = {}) => ({
  version: 3,
  sources: [
    {
      name: 'default',
      kind: 'postgres',
      configuration: { connection_info: { database_url: 'u' } },
      tables: [
        { table: { schema: 'public', name: 'a' }, event_triggers: a },
        { table: { schema: 'public', name: 'b' }, event_triggers: b },
      ],
      ...source,
    },
  ],
  ...more,
});

const namesOf = (before: Fields, after: Fields) => {
  const { added, removed, changed } = sideEffects(before, after).eventTriggers;
  return [added, removed, changed].map((list) =>
    list.map(({ source, table, name }) => `${source}/${table?.text}/${name}`),
  );
};

const e = trigger('e');
test.each<[string, Fields, Fields, string[][]]>([
  ['the same', metadata([e]), metadata([e]), [[], [], []]],
  [
    'reprinted by the server',
    metadata([{ ...e, headers: [], trigger_on_replication: false }], [], {
      tables: [{ table: 'a', event_triggers: [e] }],
    }),
    metadata([e]),
    [[], [], []],
  ],
  ['new', metadata(), metadata([e]), [['default/a/e'], [], []]],
  ['gone', metadata([e]), metadata(), [[], ['default/a/e'], []]],
  ['on another table', metadata([e]), metadata([], [e]), [[], [], ['default/b/e']]],
  [
    'with another webhook',
    metadata([e]),
    metadata([trigger('e', { webhook: 'x' })]),
    [[], [], ['default/a/e']],
  ],
  [
    'with other operations',
    metadata([e]),
    metadata([trigger('e', { definition: { delete: { columns: '*' } } })]),
    [[], [], ['default/a/e']],
  ],
  [
    'in a source with another configuration',
    metadata([e]),
    metadata([e], [], { configuration: { connection_info: { database_url: 'v' } } }),
    [[], [], ['default/a/e']],
  ],
  [
    'in another source',
    metadata([e]),
    metadata([e], [], { name: 's' }),
    [['s/a/e'], ['default/a/e'], []],
  ],
])('an event trigger that is %s', (_what, before, after, names) => {
  expect(namesOf(before, after)).toEqual(names);
});

test('only the kind and the configuration of a source count', () => {
  const effects = (source: Fields) => sideEffects(metadata(), metadata([], [], source)).sources;
  expect(effects({ customization: { naming_convention: 'graphql-default' } })).toEqual(NOTHING);
  expect(effects({ tables: [] })).toEqual(NOTHING);
  expect(effects({ kind: 'citus' })).toEqual({ ...NOTHING, changed: ['default'] });
  expect(effects({ configuration: {} })).toEqual({ ...NOTHING, changed: ['default'] });
  expect(effects({ name: 'x' })).toEqual({ added: ['x'], removed: ['default'], changed: [] });
});

test('a cron trigger counts in every part, and always if the server does not export it', () => {
  const cron = (more: Fields = {}) => ({
    ...metadata(),
    cron_triggers: [{ name: 'c', schedule: '0 * * * *', include_in_metadata: true, ...more }],
  });
  const effects = (a: Fields, b: Fields) => sideEffects(a, b).cronTriggers;
  expect(effects(cron(), cron({ schedule: '@hourly', headers: [] }))).toEqual(NOTHING);
  expect(effects(cron(), cron({ schedule: '1 * * * *' }))).toEqual({ ...NOTHING, changed: ['c'] });
  expect(effects(cron(), metadata())).toEqual({ ...NOTHING, removed: ['c'] });
  expect(effects(metadata(), cron({ include_in_metadata: false }))).toEqual({
    ...NOTHING,
    added: ['c'],
  });
});

test('recorded exports have no side effects against what was sent', () => {
  const none = { sources: NOTHING, eventTriggers: NOTHING, cronTriggers: NOTHING };
  for (const { sent, exported } of recordedPairs('__tests__/__fixtures__/recorded')) {
    expect(sideEffects(exported, sent)).toEqual(none);
  }
  expect(sideEffects(richMetadata(), richMetadata()).sources.changed).toEqual([]);
});

const inconsistent = (type: string, source: string): InconsistentObject => ({
  shape: 'object',
  type,
  name: `${type} ${source}`,
  identity: { type, source },
  members: [],
  reason: 'r',
});

test('a new event trigger with an illegal name is predicted as the recorded server warns', () => {
  const { exchanges } = JSON.parse(
    readFileSync('__tests__/__fixtures__/recorded/warnings.json', 'utf8'),
  );
  const [prepare, strict] = exchanges;
  const [before, after] = [prepare, strict].map(({ request }) => request.body.args.metadata);
  const [warned] = strict.response.body.internal;
  expect(predictWarnings(before, after, [])).toMatchObject([
    { code: warned.code, name: warned.name, origin: 'predicted' },
  ]);
});

test.each<[string, Fields, Fields, string[]]>([
  ['new', metadata(), metadata([trigger('a.b')]), ['illegal-event-trigger-name']],
  [
    'that begins with a digit',
    metadata(),
    metadata([trigger('1a')]),
    ['illegal-event-trigger-name'],
  ],
  ['legal', metadata(), metadata([trigger('a_B-1')]), []],
  ['old', metadata([trigger('a.b')]), metadata([trigger('a.b', { webhook: 'x' })]), []],
  ['in a new source', metadata(), metadata([trigger('a.b')], [], { name: 's' }), []],
])('a name of an event trigger that is %s', (_what, before, after, codes) => {
  expect(predictWarnings(before, after, []).map(({ code }) => code)).toEqual(codes);
});

test.each<[string, Fields, Fields, InconsistentObject[], number]>([
  ['loses an event trigger', metadata([e]), metadata(), [inconsistent('source', 'default')], 1],
  ['is removed with one', metadata([e]), { sources: [] }, [inconsistent('source', 'default')], 1],
  ['is removed and had none', metadata(), { sources: [] }, [inconsistent('source', 'default')], 0],
  [
    'keeps its event triggers',
    metadata([e]),
    metadata([e]),
    [inconsistent('source', 'default')],
    0,
  ],
  ['is consistent', metadata([e]), metadata(), [inconsistent('source', 'other')], 0],
  [
    'gets another configuration',
    metadata([e]),
    metadata([], [], { configuration: {} }),
    [inconsistent('source', 'default')],
    0,
  ],
])('cleaning up an inconsistent source that %s', (_what, before, after, now, count) => {
  const warnings = predictWarnings(before, after, now);
  expect(warnings.map(({ code }) => code)).toEqual(Array(count).fill('source-cleanup-failed'));
});
