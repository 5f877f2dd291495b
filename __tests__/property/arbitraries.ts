import fc from 'fast-check';
import { text } from './hostile-text.js';

/** Any JSON as `JSON.parse` gives it, with hostile keys and texts. */
export const json: fc.Arbitrary<unknown> = fc
  .letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      text,
      fc.constant(null),
      fc.boolean(),
      fc.double(),
      tie('list'),
      tie('object'),
    ),
    list: fc.array(tie('any'), { maxLength: 4 }),
    object: fc.dictionary(text, tie('any'), { maxKeys: 4 }),
  }))
  .any.map((value) => JSON.parse(JSON.stringify(value) ?? 'null') as unknown);

const TYPES = [
  'source',
  'table',
  'function',
  'function_permission',
  'native_query',
  'logical_model',
  'stored_procedure',
  'object_relation',
  'select_permission',
  'event_trigger',
  'computed_field',
  'remote_relationship',
  'remote_schema',
  'remote_schema_permission',
  'remote_schema_remote_relationship',
  'cron_trigger',
  'custom_types',
  'action',
  'action_permission',
  'inherited_role',
  'inherited role permission inconsistency',
  'rest_endpoint',
  'endpoint',
  'query_collections',
  'data_connector_agent',
  'open_telemetry',
  'inner_logical_model_x',
  'newer_than_known',
] as const;

const PREFIXES = [
  '',
  'Inconsistent object: ',
  'Conflicting objects: ',
  'Multiple definitions for: ',
  'Ambiguous URL paths: ',
  'Duplicate variables found in endpoint path: ',
  'Empty segments or unnamed variables are not allowed: ',
  'Could not inherit permission for the role ',
] as const;

const anyOr = (usual: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 4, arbitrary: usual }, { weight: 1, arbitrary: json });

const type = fc.constantFrom(...TYPES);
const qualified = fc.oneof(
  text,
  fc.record({ schema: text, name: text }),
  fc.array(text, { maxLength: 3 }),
);
const definition = fc.oneof(
  text,
  fc.record(
    {
      name: text,
      source: text,
      table: qualified,
      role: text,
      remote_schema: text,
      url: text,
      headers: json,
      using: json,
      definition: json,
    },
    { requiredKeys: [] },
  ),
);
const member = fc.record(
  { type: anyOr(type), name: anyOr(text), definition: anyOr(definition) },
  { requiredKeys: [] },
);
const message = fc.oneof(
  text,
  fc.record(
    {
      type: text,
      message: text,
      request: fc.record({
        host: text,
        port: fc.nat(),
        path: text,
        method: text,
        requestHeaders: json,
      }),
    },
    { requiredKeys: [] },
  ),
);

/** One inconsistent object, in any of the server's shapes or in none. */
export const inconsistentObject = fc
  .record(
    {
      type: anyOr(type),
      name: anyOr(fc.tuple(type, text).map(([kind, rest]) => `${kind} ${rest}`)),
      definition: anyOr(definition),
      reason: anyOr(fc.tuple(fc.constantFrom(...PREFIXES), text).map((parts) => parts.join(''))),
      message: anyOr(message),
      objects: anyOr(fc.array(member, { maxLength: 4 })),
      conflicts: anyOr(fc.array(definition, { maxLength: 3 })),
      definitions: anyOr(fc.array(definition, { maxLength: 3 })),
      entity: anyOr(
        fc.record({ table: qualified, source: text, permission_type: text }, { requiredKeys: [] }),
      ),
      unforeseen: json,
    },
    { requiredKeys: ['reason'] },
  )
  .map((object) => JSON.parse(JSON.stringify(object)) as Record<string, unknown>);

export const warning = fc
  .oneof(
    json,
    fc.record(
      { code: anyOr(text), type: anyOr(type), name: anyOr(text), message: anyOr(text) },
      { requiredKeys: [] },
    ),
  )
  .map((value) => JSON.parse(JSON.stringify(value)) as unknown);

/** An answer to `reload_metadata`, `get_inconsistent_metadata` or `replace_metadata`, or anything. */
export const answer: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 1, arbitrary: json },
  {
    weight: 3,
    arbitrary: fc.record(
      {
        message: anyOr(fc.constant('success')),
        is_consistent: anyOr(fc.boolean()),
        inconsistent_objects: anyOr(fc.array(anyOr(inconsistentObject), { maxLength: 4 })),
        warnings: anyOr(fc.array(warning, { maxLength: 3 })),
        resource_version: anyOr(fc.nat()),
        metadata: json,
      },
      { requiredKeys: [] },
    ),
  },
);

/** Where an object stands in a repository, whose file may have any name. */
export const location = fc.record({
  file: text.map((name) => `hasura/${name}`),
  line: fc.integer({ min: 1, max: 9999 }),
  column: fc.integer({ min: 1, max: 99 }),
});
