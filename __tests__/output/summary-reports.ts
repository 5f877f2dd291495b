import { readInconsistentObjects } from '../../src/hasura/inconsistent-objects.js';
import { readWarnings } from '../../src/hasura/responses.js';
import { compileIgnorePatterns } from '../../src/model/ignore.js';
import type { Findings, Location, Report } from '../../src/model/report.js';
import { judge } from '../../src/model/verdict.js';
import { inDefault, PAYMENTS, PERMISSION, SOURCE, TABLE, WARNINGS } from './summary-objects.js';

interface Parts extends Partial<Findings> {
  readonly ignore?: readonly string[];
  readonly failOnInconsistency?: boolean;
  readonly failOnWarning?: boolean;
  /** Where objects and warnings are, by their names. */
  readonly places?: Readonly<Record<string, readonly [file: string, line: number]>>;
}

/** A judged report of a shop's server. */
export function report(parts: Parts): Report {
  const {
    ignore = [],
    failOnInconsistency = true,
    failOnWarning = false,
    places,
    ...found
  } = parts;
  const findings: Findings = {
    server: 'shop.hasura.app',
    command: 'reload',
    serverVersion: 'v2.45.1',
    recovered: [],
    warnings: [],
    applied: 'not-requested',
    reloads: 1,
    notes: [],
    ...found,
  };
  const settings = { ignore: compileIgnorePatterns(ignore), failOnInconsistency, failOnWarning };
  const verdict = judge(findings, settings);
  const locations = new Map<object, Location[]>();
  for (const item of [...(findings.objects ?? []), ...findings.warnings]) {
    const [file, line] = places?.[item.name ?? ''] ?? [];
    if (file !== undefined && line !== undefined) {
      locations.set(item, [{ file, line, column: 1 }]);
    }
  }
  return {
    ...verdict,
    findings,
    locations: locations as Report['locations'],
    durationSeconds: 61.44,
  };
}

const objects = readInconsistentObjects;

const RELOADED = objects([...PAYMENTS, ...TABLE, PERMISSION]);

const T = 'hasura/metadata/databases/default/tables';

/** Reports as runs give them, by the name of their summary's file. */
export const REPORTS: Readonly<Record<string, Report>> = {
  consistent: report({ objects: [] }),
  inconsistent: report({
    objects: RELOADED,
    resourceVersion: 128,
    places: {
      'remote_schema payments-api': ['hasura/metadata/remote_schemas.yaml', 4],
      'remote_schema_permission user permission in remote schema payments-api': [
        'hasura/metadata/remote_schemas.yaml',
        9,
      ],
      'remote_relationship payment in table orders in source default': [
        `${T}/public_orders.yaml`,
        31,
      ],
      'table inventory.items in source default': [`${T}/inventory_items.yaml`, 1],
      'select_permission clerk in table orders in source default': [`${T}/public_orders.yaml`, 18],
    },
  }),
  tolerated: report({ objects: objects([PERMISSION]), failOnInconsistency: false }),
  refused: report({
    command: 'apply',
    applied: 'refused',
    resourceVersion: 127,
    objects: objects([...TABLE, PERMISSION]),
    reloads: 0,
  }),
  'refused-for-warnings': report({
    command: 'apply',
    applied: 'refused',
    resourceVersion: 127,
    warnings: WARNINGS.slice(0, 1),
    reloads: 0,
    failOnWarning: true,
  }),
  warnings: report({
    command: 'apply',
    applied: 'applied',
    resourceVersion: 129,
    objects: [],
    warnings: WARNINGS,
    places: {
      'event_trigger order created in table orders in source default': [
        `${T}/public_orders.yaml`,
        22,
      ],
    },
  }),
  'recovered-and-ignored': report({
    objects: objects([
      {
        ...PAYMENTS[0],
        name: 'remote_schema legacy-crm',
        definition: { name: 'legacy-crm' },
      },
    ]),
    ignore: ['*legacy*'],
    reloads: 3,
    recovered: [
      { object: objects([PAYMENTS[0]])[0] as never, dependents: 2, attempt: 3, seconds: 2.9 },
      { object: objects([SOURCE])[0] as never, dependents: 0, attempt: 2, seconds: 1 },
    ],
  }),
  shapes: report({
    command: 'check',
    reloads: 0,
    objects: objects([
      SOURCE,
      {
        reason: 'Conflicting objects: conflicting definitions for field "total"',
        objects: [
          {
            type: 'object_relation',
            name: 'object_relation total in table orders in source default',
            definition: { ...inDefault('orders'), name: 'total' },
          },
          {
            type: 'computed_field',
            name: 'computed_field total in table orders in source default',
            definition: { ...inDefault('orders'), name: 'total' },
          },
        ],
      },
      {
        type: 'remote_schema',
        reason: 'Multiple definitions for: remote_schema catalog-api',
        definitions: [{ name: 'catalog-api' }, { name: 'catalog-api', comment: 'again' }],
      },
      {
        type: 'rest_endpoint',
        name: 'rest_endpoint order',
        definition: { name: 'order', url: 'orders/:id/lines/:id', methods: ['GET'] },
        reason: 'Duplicate variables found in endpoint path: orders/:id/lines/:id',
      },
      {
        reason: 'Ambiguous URL paths: orders/:id, orders/latest',
        conflicts: [
          { name: 'by_id', url: 'orders/:id', methods: ['GET'] },
          { name: 'latest', url: 'orders/latest', methods: ['GET'] },
        ],
      },
      {
        type: 'inherited role permission inconsistency',
        name: 'supervisor',
        entity: { table: 'orders', source: 'default', permission_type: 'insert' },
        reason:
          "Could not inherit permission for the role 'supervisor' for the entity: 'insert permission, table: orders, source: 'default''",
      },
      { type: 'cron_trigger', definition: { name: 'nightly' }, reason: 'no such webhook' },
      {
        type: 'vector_index',
        name: 'vector_index by_meaning in table orders in source default',
        definition: { ...inDefault('orders'), name: 'by_meaning' },
        reason: 'Inconsistent object: the extension "vector" is not installed',
        hint: 'CREATE EXTENSION vector',
      },
    ]),
  }),
  failure: report({
    failure: {
      kind: 'unauthorized',
      message:
        'POST https://shop.hasura.app/v1/metadata (reload_metadata): HTTP 401, invalid x-hasura-admin-secret/x-hasura-access-key (access-denied). Compare "admin-secret" with the server\'s HASURA_GRAPHQL_ADMIN_SECRET.',
      fix: 'Compare "admin-secret" with the server\'s HASURA_GRAPHQL_ADMIN_SECRET.',
    },
  }),
  'failure-after-apply': report({
    command: 'apply',
    applied: 'applied',
    resourceVersion: 130,
    objects: [],
    failure: {
      kind: 'server-error',
      message:
        "POST https://shop.hasura.app/v1/metadata (reload_metadata): HTTP 500, database query error (postgres-error). Check the server's log and its metadata database.",
    },
  }),
  'failure-after-verdict': report({
    objects: objects([PERMISSION]),
    reloads: 2,
    failure: {
      kind: 'cancelled',
      message: 'The run was cancelled before the server gave a verdict.',
    },
  }),
  'failure-in-project': report({
    command: 'apply',
    applied: 'not-applied',
    server: 'shop.hasura.app',
    reloads: 0,
    failure: {
      kind: 'invalid-project',
      message: 'databases/default/tables/tables.yaml: the file "public_gone.yaml" does not exist.',
      location: { file: `${T}/tables.yaml`, line: 3, column: 3 },
    },
  }),
  'lost-answer': report({
    objects: [],
    notes: [
      'The answer to the reload was lost (HTTP 504, an HTML page). The verdict is from get_inconsistent_metadata, which the server answers after the reload. If several servers share a load balancer, another one may have answered.',
    ],
  }),
  'unknown-outcome': report({
    command: 'apply',
    applied: 'unknown',
    reloads: 0,
    failure: {
      kind: 'cancelled',
      message: 'The run was cancelled before the server gave a verdict.',
    },
  }),
  hostile: report({
    server: 'shop.hasura.app/*a*_b_',
    serverVersion: '<v2>',
    notes: ['::error::*remark* <b>'],
    ignore: ['*|</code><script>*'],
    objects: objects([
      {
        type: 'table',
        name: 'table a|b</b><script> in source [x](http://evil.example)',
        definition: { schema: 'public', name: 'a|b</b><script>' },
        reason:
          'Inconsistent object: | </details> ![x](http://evil.example/x.png)\n# heading\n- list\n1. list\n::error::stop\n@acme #1 `code` www.evil.example\u001b[31m\u202e',
        message: '```\n</details>\n$x$ ~~y~~ &amp; \\| end',
        hint: { '```': '</details>' },
      },
      {
        type: 'remote_schema',
        name: 'remote_schema |</code><script>',
        definition: { name: '|</code><script>' },
        reason: 'Inconsistent object: *',
      },
    ]),
    warnings: readWarnings([
      { message: '| <img src=x> |\n| --- |', name: 'source <i>*x*</i>', code: 'unheard-of' },
    ]),
    places: {
      'table a|b</b><script> in source [x](http://evil.example)': ['a b/[x](y)|`<z>`.yaml', 3],
    },
  }),
};
