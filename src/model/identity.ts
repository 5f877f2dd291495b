import { asRecord, asText, entryOf, type Fields } from '../lib/narrow.js';
import {
  qualifiedName,
  splitFirst,
  splitLast,
  splitQualified,
  splitTableObject,
  withoutPrefix,
} from './names.js';
import type { Identity } from './report.js';

/**
 * Finds out what an inconsistent object is, from its definition first and from its name for what
 * the definition leaves out. Names come from `moiName` in the server's
 * `Hasura.RQL.Types.Metadata.Object`; definitions from where each object is built for the schema
 * cache. Old servers send no name: what their definition lacks stays absent.
 */
export function identify(type: string, name: string | undefined, definition: unknown): Identity {
  const fields = asRecord(definition) ?? {};
  const rest = withoutPrefix(name, `${type} `);
  const kind = entryOf(KINDS, type) ?? ofUnlisted;
  return { type, ...kind(rest, fields, definition) };
}

type Finder = (rest: string | undefined, fields: Fields, definition: unknown) => Partial<Identity>;

const byOwnName: Finder = (rest, fields) => defined({ name: asText(fields['name']) ?? rest });

const ofTable: Finder = (rest, fields) => {
  // A permission of a logical model or a native query has the same type as a table's.
  const own = asText(fields['name']) ?? asText(fields['role']) ?? eventTriggerName(fields);
  const logical = LOGICAL_OWNERS.some(([word]) => rest?.includes(word));
  if (fields['table'] === undefined && logical) return ofLogicalModel(rest, fields, undefined);
  const table = qualifiedName(fields['table']) ?? qualifiedName(fields['table_name']);
  const source = asText(fields['source']);
  const spoken = splitTableObject(rest, own, table, source);
  return defined({
    name: own ?? spoken.name,
    table: table ?? spoken.table,
    source: source ?? spoken.source,
  });
};

/**
 * `X in Q` is all that the server says of a native query's relationship: neither its source nor
 * what Q is. A query's name is GraphQL's, so that it has no blanks and cannot be a place in a table.
 */
const ofRelationship: Finder = (rest, fields, definition) => {
  const own = asText(fields['name']);
  const inTable = fields['table'] !== undefined || rest?.includes(' in table ');
  const [head, query] = splitLast(rest, ' in ') ?? [];
  const isQuery = query !== undefined && /^[_a-z]\w*$/i.test(query) && (own ?? head) === head;
  if (inTable || !isQuery) return ofTable(rest, fields, definition);
  return defined({ name: head, nativeQuery: query, source: asText(fields['source']) });
};

const ofLogicalModel: Finder = (rest, fields) => {
  for (const [word, key] of LOGICAL_OWNERS) {
    const parts = splitLast(rest, word);
    if (!parts) continue;
    const [owner, source] = splitLast(parts[1], ' in source ') ?? [parts[1], undefined];
    // The definition's name, where it has one, is the owner's.
    return defined({ name: asText(fields['role']) ?? parts[0], [key]: owner, source });
  }
  const [name, source] = splitLast(rest, ' in source ') ?? [rest, undefined];
  return defined({
    name: asText(fields['name']) ?? asText(fields['role']) ?? name,
    source: asText(fields['source']) ?? source,
  });
};

const LOGICAL_OWNERS = [
  [' in logical_model ', 'logicalModel'],
  [' in native_query ', 'nativeQuery'],
] as const;

const KINDS: Readonly<Record<string, Finder>> = {
  source: (rest, _fields, definition) => defined({ source: asText(definition) ?? rest }),
  table: (rest, fields, definition) => {
    // Some servers wrap the name in `{table}`; the plain form is the table's name itself.
    const table = qualifiedName(fields['table'] ?? definition);
    const spoken = splitQualified(rest, table);
    return defined({
      table: table ?? spoken.name,
      source: asText(fields['source']) ?? spoken.source,
    });
  },
  function: (rest, fields, definition) => {
    const own = qualifiedName(fields['function'] ?? definition);
    const spoken = splitQualified(rest, own);
    return defined({
      function: own ?? spoken.name,
      source: asText(fields['source']) ?? spoken.source,
    });
  },
  function_permission: (rest, fields) => {
    const own = qualifiedName(fields['function']);
    const role = asText(fields['role']) ?? splitFirst(rest, ' permission for function ')?.[0];
    const spoken = splitQualified(withoutPrefix(rest, `${role} permission for function `), own);
    return defined({
      name: role,
      function: own ?? spoken.name,
      source: asText(fields['source']) ?? spoken.source,
    });
  },
  stored_procedure: (rest, fields) => {
    const own = qualifiedName(fields['stored_procedure']);
    const spoken = splitQualified(rest, own);
    return defined({
      function: own ?? spoken.name,
      source: asText(fields['source']) ?? spoken.source,
    });
  },
  native_query: ofLogicalModel,
  logical_model: ofLogicalModel,
  object_relation: ofRelationship,
  array_relation: ofRelationship,
  object_relationship: ofRelationship,
  array_relationship: ofRelationship,
  select_permission: ofTable,
  insert_permission: ofTable,
  update_permission: ofTable,
  delete_permission: ofTable,
  event_trigger: ofTable,
  computed_field: ofTable,
  remote_relationship: ofTable,
  remote_schema: (rest, fields) => defined({ remoteSchema: asText(fields['name']) ?? rest }),
  remote_schema_permission: (rest, fields) => {
    const spoken = splitFirst(rest, ' permission in remote schema ');
    return defined({
      name: asText(fields['role']) ?? spoken?.[0],
      remoteSchema: asText(fields['remote_schema']) ?? spoken?.[1],
    });
  },
  remote_schema_remote_relationship: (rest, fields) => {
    const [own, place] = splitFirst(withoutPrefix(rest, 'remote_relationship '), ' on type ') ?? [];
    const [typeName, remoteSchema] = splitFirst(place, ' in remote schema ') ?? [];
    return defined({
      name: asText(fields['name']) ?? own,
      typeName: asText(fields['type_name']) ?? typeName,
      remoteSchema: asText(fields['remote_schema']) ?? remoteSchema,
    });
  },
  action_permission: (rest, fields) => {
    const spoken = splitFirst(rest, ' permission in ');
    return defined({
      name: asText(fields['role']) ?? spoken?.[0],
      action: asText(fields['action']) ?? spoken?.[1],
    });
  },
  action: (rest, fields) => defined({ action: asText(fields['name']) ?? rest }),
  custom_types: () => ({}),
  cron_trigger: byOwnName,
  rest_endpoint: byOwnName,
  endpoint: byOwnName,
  inherited_role: (rest, fields) =>
    defined({ name: asText(fields['role_name']) ?? withoutPrefix(rest, 'inherited role ') }),
  query_collections: (rest, fields) => {
    const name = asText(fields['name']);
    const collection = name === undefined ? undefined : withoutPrefix(rest, `${name} in `);
    const [own, spoken] = splitFirst(rest, ' in ') ?? [rest];
    return defined({ name: name ?? own, collection: collection ?? spoken });
  },
  data_connector_agent: (rest, _fields, definition) =>
    defined({ name: asText(definition) ?? rest }),
  open_telemetry: (rest) => defined({ name: rest }),
};

/** A newer server's type: where it lies is told in the ways of those that are known. */
const ofUnlisted: Finder = (rest, fields, definition) => {
  const inTable = fields['table'] !== undefined || rest?.includes(' in table ');
  return (inTable ? ofTable : ofLogicalModel)(rest, fields, definition);
};

/** The entity of a permission that could not be inherited: a table's or a remote schema's. */
export function identifyInherited(
  type: string,
  role: string | undefined,
  entity: unknown,
): Identity {
  const fields = asRecord(entity) ?? {};
  return {
    type,
    ...defined({
      name: role,
      table: qualifiedName(fields['table']),
      source: asText(fields['source']),
      permission: asText(fields['permission_type']),
      remoteSchema: asText(fields['remote_schema']),
    }),
  };
}

function eventTriggerName(fields: Fields): string | undefined {
  return asText(asRecord(fields['configuration'])?.['name']);
}

/** Leaves out what is undefined, so that an absent part is an absent key. */
function defined<T extends object>(parts: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(
    Object.entries(parts).filter(([, value]) => value !== undefined),
  ) as never;
}
