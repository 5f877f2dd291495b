import { describe, expect, test } from '@jest/globals';
import { load } from './temporary-project.js';

describe('what a file without content is sent as, as the CLI does it', () => {
  const SOURCE = { name: 'default', tables: [] };

  test.each<[file: string, key: string, blank: unknown, empty: string, sent: unknown]>([
    ['remote_schemas.yaml', 'remote_schemas', [], '[]', []],
    ['query_collections.yaml', 'query_collections', [], '[]', []],
    ['allow_list.yaml', 'allowlist', [], '[]', []],
    ['cron_triggers.yaml', 'cron_triggers', [], '[]', []],
    ['inherited_roles.yaml', 'inherited_roles', [], '[]', []],
    ['rest_endpoints.yaml', 'rest_endpoints', undefined, '[]', undefined],
    ['network.yaml', 'network', {}, '{}', {}],
    ['api_limits.yaml', 'api_limits', {}, '{}', {}],
    [
      'graphql_schema_introspection.yaml',
      'graphql_schema_introspection',
      { disabled_for_roles: [] },
      '{}',
      { disabled_for_roles: [] },
    ],
    ['metrics_config.yaml', 'metrics_config', undefined, '{}', undefined],
    ['opentelemetry.yaml', 'opentelemetry', undefined, '{}', {}],
    ['backend_configs.yaml', 'backend_configs', undefined, '{}', {}],
  ])('%s', async (file, key, blank, empty, sent) => {
    const metadataOf = async (content: string) => {
      const files = {
        'version.yaml': 'version: 3\n',
        'databases/databases.yaml': JSON.stringify([SOURCE]),
        [file]: content,
      };
      return (await load(files)).metadata;
    };
    for (const content of ['', '# none\n', '---\n', 'null\n']) {
      expect(await metadataOf(content)).toEqual({ version: 3, sources: [SOURCE], [key]: blank });
    }
    expect(await metadataOf(`${empty}\n`)).toEqual({ version: 3, sources: [SOURCE], [key]: sent });
  });

  test('sources, which the server wants in any case', async () => {
    const files = { 'remote_schemas.yaml': '[{name: a}]\n', 'databases/databases.yaml': '[]\n' };
    expect((await load(files)).metadata).toEqual({
      version: 3,
      sources: [],
      remote_schemas: [{ name: 'a' }],
    });
  });

  test('an empty list where a map belongs, as the CLI begins network.yaml, leaves its key out', async () => {
    const files = { 'network.yaml': '[]\n', 'remote_schemas.yaml': '[{name: a}]\n' };
    expect((await load(files)).metadata).toEqual({ remote_schemas: [{ name: 'a' }] });
  });

  test('actions', async () => {
    const files = {
      'remote_schemas.yaml': '[{name: a}]\n',
      'actions.graphql': '',
      'actions.yaml': 'actions: []\ncustom_types:\n  enums: []\n',
    };
    expect((await load(files)).metadata).toEqual({ remote_schemas: [{ name: 'a' }] });
  });
});
