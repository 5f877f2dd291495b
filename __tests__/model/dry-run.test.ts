import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { readInconsistentObjects } from '../../src/hasura/inconsistent-objects.js';
import type { Fields } from '../../src/lib/json.js';
import { isSame } from '../../src/model/difference.js';
import {
  type DryRun,
  dryRunMetadata,
  isMarker,
  isOutdated,
  objectsOf,
} from '../../src/model/dry-run.js';
import type { InconsistentObject } from '../../src/model/report.js';
import { richMetadata } from './metadata.js';

const trigger = (name: string, webhook = 'http://h') => ({
  name,
  definition: { insert: { columns: '*' } },
  webhook,
});
const table = (name: string, ...triggers: Fields[]) => ({
  table: { schema: 'public', name },
  ...(triggers.length > 0 && { event_triggers: triggers }),
});
const metadata = (tables: Fields[], more: Fields = {}, source: Fields = {}) => ({
  version: 3,
  sources: [{ name: 'default', kind: 'postgres', configuration: {}, tables, ...source }],
  ...more,
});
const cron = (schedule: string) => ({
  cron_triggers: [{ name: 'c', schedule, webhook: 'w', include_in_metadata: true }],
});

/** The dry run's metadata without what makes it one. */
function withoutMarker({ metadata: sent, marker }: DryRun): Fields {
  const others = (list: string) =>
    (sent[list] as Fields[]).filter(({ name }) => name !== marker.endpoint);
  return {
    ...sent,
    rest_endpoints: others('rest_endpoints'),
    query_collections: others('query_collections'),
  };
}

test('it has the event triggers of the server where both have the table, and no others', () => {
  const server = metadata([
    table('kept', trigger('same'), trigger('old'), trigger('other', 'http://a')),
    table('gone', trigger('with_table')),
  ]);
  const project = metadata([
    {
      ...table('kept', trigger('same'), trigger('new'), trigger('other', 'http://b')),
      table: 'kept',
    },
    table('added', trigger('more')),
  ]);
  const run = dryRunMetadata(project, server);
  const serversOwn = [trigger('same'), trigger('old'), trigger('other', 'http://a')];
  expect(isSame(withoutMarker(run), metadata([table('kept', ...serversOwn), table('added')]))).toBe(
    true,
  );
  expect(run.notValidated).toEqual([
    'new event trigger new on kept in default',
    'new event trigger more on added in default',
    'changed event trigger other on kept in default',
  ]);
});

test('it has the cron triggers of the server, also if the project has none', () => {
  const run = dryRunMetadata(metadata([], cron('1 * * * *')), metadata([], cron('0 * * * *')));
  expect(withoutMarker(run)['cron_triggers']).toEqual(cron('0 * * * *').cron_triggers);
  expect(run.notValidated).toEqual(['changed cron trigger c']);
  const removed = dryRunMetadata(metadata([]), metadata([], cron('0 * * * *')));
  expect(withoutMarker(removed)['cron_triggers']).toEqual(cron('0 * * * *').cron_triggers);
  expect(removed.notValidated).toEqual([]);
  const added = dryRunMetadata(metadata([], cron('0 * * * *')), metadata([]));
  expect(withoutMarker(added)).not.toHaveProperty('cron_triggers');
  expect(added.notValidated).toEqual(['new cron trigger c']);
});

test('a source with another configuration has no event triggers, so that none reach its database', () => {
  const server = metadata([table('t', trigger('e'))]);
  const project = metadata([table('t', trigger('e'))], {}, { configuration: { a: 1 } });
  const run = dryRunMetadata(project, server);
  expect(JSON.stringify(run.metadata)).not.toContain('event_triggers');
  expect(run.notValidated).toEqual(['changed event trigger e on t in default']);
});

test('a source of the project only has no event triggers', () => {
  const run = dryRunMetadata(metadata([table('t', trigger('e'))], {}, { name: 's' }), metadata([]));
  expect(JSON.stringify(run.metadata)).not.toContain('event_triggers');
});

test('everything else is as in the project, which is not changed', () => {
  const project = richMetadata();
  const copy = structuredClone(project);
  expect(isSame(withoutMarker(dryRunMetadata(project, project)), project)).toBe(true);
  expect(project).toEqual(copy);
});

test('a project of version 2 keeps what the server has in its source "default"', () => {
  const server = metadata([table('t', trigger('e'))], {
    rest_endpoints: [{ name: 'r', url: 'r' }],
  });
  const run = dryRunMetadata({ version: 2, tables: [{ table: 't' }] }, server);
  expect(isSame(withoutMarker(run), server)).toBe(true);
});

test('the marker is an endpoint with an empty segment, with names and segments that no other has', () => {
  const taken = { rest_endpoints: [{ name: 'dry_run', url: ':a/:b/:c/:d' }] };
  const collections = { query_collections: [{ name: 'dry_run_2' }] };
  const { metadata: sent, marker } = dryRunMetadata(metadata([], taken), metadata([], collections));
  expect(marker).toEqual({
    endpoint: 'dry_run_3',
    collection: 'dry_run_3',
    url: 'dry_run_3//dry_run_3/dry_run_3/dry_run_3',
  });
  expect(sent['query_collections']).toEqual([
    {
      name: 'dry_run_3',
      definition: { queries: [{ name: 'dry_run_3', query: 'query dry_run_3 { __typename }' }] },
    },
  ]);
  expect(sent['rest_endpoints']).toContainEqual({
    name: 'dry_run_3',
    url: marker.url,
    methods: ['GET'],
    definition: { query: { collection_name: 'dry_run_3', query_name: 'dry_run_3' } },
  });
});

/** What a recorded server listed when it refused, as this project reads it. */
const refused = (file: string, step: string): readonly InconsistentObject[] => {
  const { exchanges } = JSON.parse(
    readFileSync(`__tests__/__fixtures__/recorded/${file}.json`, 'utf8'),
  );
  const exchange = exchanges.find((each: { step?: string }) => each.step === step);
  return readInconsistentObjects(exchange.response.body.internal);
};

test('the marker is found in the refusals of a recorded dry run, and nothing else is', () => {
  const marker = { endpoint: 'plan', collection: 'plan', url: 'plan//plan' };
  const [fault, own] = refused('dry-run', 'sentinel endpoint and a real fault');
  expect([fault, own].map((object) => object && isMarker(object, marker))).toEqual([false, true]);
  expect(own && isMarker(own, { ...marker, endpoint: 'plan_2' })).toBe(false);
});

test("an inconsistent event trigger of the server's counts only if the project keeps it as it is", () => {
  const triggers = ['no_env', 'no_header_env', 'no_column'].map((name) => trigger(name));
  const server = metadata([table('articles', ...triggers)]);
  const kept = trigger('no_column');
  const run = dryRunMetadata(metadata([table('articles', trigger('no_env', 'x'), kept)]), server);
  const objects = refused('bad-event-triggers', 'refused');
  expect(objects.map((object) => [object.identity.name, isOutdated(object, run)])).toEqual([
    ['no_env', true],
    ['no_header_env', true],
    ['no_column', false],
  ]);
});

test('the columns of a new event trigger are validated by a permission, which is read back as the trigger', () => {
  const columns = ['id', 'gone'];
  const trigger = {
    name: 'changed',
    definition: { insert: { columns: '*' }, update: { columns, payload: ['id'] } },
  };
  const table = (more: Fields): Fields => ({
    version: 3,
    sources: [
      {
        name: 's',
        kind: 'postgres',
        tables: [{ table: { schema: 'public', name: 't' }, ...more }],
      },
    ],
  });
  const run = dryRunMetadata(table({ event_triggers: [trigger] }), table({}));
  const [source] = run.metadata['sources'] as { tables: Fields[] }[];
  expect(source?.tables[0]).toEqual({
    table: { schema: 'public', name: 't' },
    select_permissions: [{ role: 'dry_run_1', permission: { columns, filter: {} } }],
  });
  const refusedFor = (role: string) =>
    readInconsistentObjects([
      {
        type: 'rest_endpoint',
        name: `rest_endpoint ${run.marker.endpoint}`,
        definition: { name: run.marker.endpoint },
        reason: `Empty segments or unnamed variables are not allowed: ${run.marker.url}`,
      },
      {
        type: 'select_permission',
        name: `select_permission ${role} in table t in source s`,
        definition: { source: 's', table: { schema: 'public', name: 't' }, role },
        reason: `Inconsistent object: in table "t": in permission for role "${role}": column "gone" does not exist`,
      },
    ]);
  expect(objectsOf(refusedFor('dry_run_1'), run)).toMatchObject([
    {
      type: 'event_trigger',
      name: 'event_trigger changed in table t in source s',
      reason: 'table "t" has no field named "gone"',
    },
  ]);
  expect(objectsOf(refusedFor('user'), run)).toMatchObject([{ type: 'select_permission' }]);
});

test('an answer without the marker says nothing', () => {
  const run = dryRunMetadata(metadata([]), metadata([]));
  expect(objectsOf([], run)).toBeUndefined();
});
