import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { type Json, metadataOf, post, source, standInFor, table } from './calling.js';

async function exportOf(metadata: Json, version?: string): Promise<Json> {
  const standIn = await standInFor({ metadata, ...(version && { version }) });
  return (await post(standIn, { type: 'export_metadata', args: {} })).body;
}

test('exporting, replacing and exporting again gives the same metadata', async () => {
  const fixture = new URL('../__fixtures__/projects/library/metadata.json', import.meta.url);
  const { metadata } = JSON.parse(readFileSync(fixture, 'utf8'));
  const exported = await exportOf(metadata);
  expect(JSON.stringify(await exportOf(exported))).toBe(JSON.stringify(exported));
});

const permission = (rest: Json) => ({ role: 'user', permission: { columns: ['id'], ...rest } });
const action = (definition: Json) => ({
  name: 'go',
  definition: { handler: 'http://x', output_type: 'String', ...definition },
});

test.each<{ form: string; sent: Json; exported: Json }>([
  {
    form: 'the name of a table',
    sent: { table: 'a' },
    exported: { table: { name: 'a', schema: 'public' } },
  },
  {
    form: 'empty lists and defaults of a table',
    sent: { ...table('a'), is_enum: false, configuration: {}, select_permissions: [] },
    exported: table('a'),
  },
  {
    form: 'custom names of columns',
    sent: table('a', { configuration: { custom_column_names: { id: 'key' } } }),
    exported: table('a', {
      configuration: {
        custom_root_fields: {},
        column_config: { id: { custom_name: 'key' } },
        custom_column_names: { id: 'key' },
      },
    }),
  },
  {
    form: 'a foreign key of one column',
    sent: table('a', {
      object_relationships: [{ name: 'b', using: { foreign_key_constraint_on: ['b_id'] } }],
    }),
    exported: table('a', {
      object_relationships: [{ name: 'b', using: { foreign_key_constraint_on: 'b_id' } }],
    }),
  },
  {
    form: 'a filter with old operators',
    sent: table('a', {
      select_permissions: [permission({ filter: { $and: [{ $not: { id: { $eq: 1 } } }] } })],
    }),
    exported: table('a', {
      select_permissions: [permission({ filter: { _and: [{ _not: { id: { $eq: 1 } } }] } })],
    }),
  },
  {
    form: 'defaults of an update permission',
    sent: table('a', {
      update_permissions: [
        permission({ filter: {}, set: {}, backend_only: false, validate_input: null }),
      ],
    }),
    exported: table('a', { update_permissions: [permission({ filter: {}, check: null })] }),
  },
])('$form has a normal form', async ({ sent, exported }) => {
  expect((await exportOf(metadataOf([sent]))).sources[0].tables).toEqual([exported]);
});

test.each<{ form: string; sent: Json; exported: Json }>([
  { form: 'empty lists', sent: { actions: [], cron_triggers: [], network: {} }, exported: {} },
  {
    form: 'a schedule by name and default retries',
    sent: {
      cron_triggers: [
        {
          name: 'c',
          webhook: 'http://x',
          schedule: '@hourly',
          include_in_metadata: true,
          retry_conf: {},
        },
      ],
    },
    exported: {
      cron_triggers: [
        { name: 'c', webhook: 'http://x', schedule: '0 * * * *', include_in_metadata: true },
      ],
    },
  },
  {
    form: 'an allowlist without a scope',
    sent: { allowlist: [{ collection: 'c' }] },
    exported: { allowlist: [{ collection: 'c', scope: { global: true } }] },
  },
  {
    form: 'limits without roles',
    sent: { api_limits: { rate_limit: { global: 1 }, node_limit: null } },
    exported: { api_limits: { disabled: false, rate_limit: { global: 1, per_role: {} } } },
  },
])('$form at the top level has a normal form', async ({ sent, exported }) => {
  const {
    sources: _sources,
    version: _version,
    ...rest
  } = await exportOf({ ...metadataOf([]), ...sent });
  expect(rest).toEqual(exported);
});

test('an action gets its defaults, and ignored client headers as of v2.43', async () => {
  const metadata = metadataOf([], { actions: [action({ timeout: 30, headers: [] })] });
  const { definition: old } = (await exportOf(metadata, 'v2.36.0')).actions[0];
  const { definition } = (await exportOf(metadata)).actions[0];
  expect(old).toEqual({ ...action({}).definition, kind: 'synchronous', type: 'mutation' });
  const { ignored_client_headers: ignored, ...rest } = definition;
  expect(rest).toEqual(old);
  expect(ignored).toHaveLength(14);
});

test('sources and tables are sorted, and the last of two with one name counts', async () => {
  const tables = [table('b'), table('a', { is_enum: true }), table('Z'), table('a')];
  const sources = [source([], { name: 'b' }), source(tables, { name: 'a' })];
  const exported = await exportOf({ version: 3, sources });
  expect(exported.sources.map(({ name }: Json) => name)).toEqual(['a', 'b']);
  expect(exported.sources[0].tables).toEqual([table('Z'), table('a'), table('b')]);
});
