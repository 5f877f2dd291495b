import type { Identity, QualifiedName } from './model.js';

/**
 * Finds out what an inconsistent object is, from its definition first and from its name for what
 * the definition leaves out. Names come from `moiName` in the server's
 * `Hasura.RQL.Types.Metadata.Object`; definitions from where each object is built for the schema
 * cache. Old servers send no name: what their definition lacks stays absent.
 */
export function identify(type: string, name: string | undefined, definition: unknown): Identity {
  const fields = isRecord(definition) ? definition : {};
  const rest = withoutPrefix(name, `${type} `);
  const kind = KINDS[type] ?? kindOfUnlisted(type);
  return { type, ...kind(rest, fields, definition) };
}

type Finder = (rest: string | undefined, fields: Fields, definition: unknown) => Partial<Identity>;
type Fields = Readonly<Record<string, unknown>>;

const byOwnName: Finder = (rest, fields) => defined({ name: text(fields['name']) ?? rest });

const ofTable: Finder = (rest, fields) => {
  // A relationship of a native query, and a permission of a logical model, have the same types.
  const own = text(fields['name']) ?? text(fields['role']) ?? eventTriggerName(fields);
  const logical = within(rest, ' in logical_model ') ?? within(rest, ' in native_query ');
  if (fields['table'] === undefined && logical) return ofLogicalModel(rest, fields, undefined);
  const table = qualifiedName(fields['table']) ?? qualifiedName(fields['table_name']);
  const source = text(fields['source']);
  const spoken = splitTableObject(rest, own, table, source);
  return defined({
    name: own ?? spoken.name,
    table: table ?? spoken.table,
    source: source ?? spoken.source,
  });
};

const ofLogicalModel: Finder = (rest, fields) => {
  const own = text(fields['name']) ?? text(fields['role']);
  for (const [word, key] of LOGICAL_OWNERS) {
    const parts = splitLast(rest, word);
    if (!parts) continue;
    const [owner, source] = splitLast(parts[1], ' in source ') ?? [parts[1], undefined];
    return defined({ name: own ?? parts[0], [key]: owner, source });
  }
  const [name, source] = splitLast(rest, ' in source ') ?? [rest, undefined];
  return defined({ name: own ?? name, source: text(fields['source']) ?? source });
};

const LOGICAL_OWNERS = [
  [' in logical_model ', 'logicalModel'],
  [' in native_query ', 'nativeQuery'],
] as const;

const KINDS: Readonly<Record<string, Finder>> = {
  source: (rest, _fields, definition) => defined({ source: text(definition) ?? rest }),
  table: (rest, fields, definition) => {
    // Some servers wrap the name in `{table}`; the plain form is the table's name itself.
    const table = qualifiedName(fields['table'] ?? definition);
    const spoken = splitQualified(rest, table);
    return defined({
      table: table ?? spoken.name,
      source: text(fields['source']) ?? spoken.source,
    });
  },
  function: (rest, fields, definition) => {
    const own = qualifiedName(fields['function'] ?? definition);
    const spoken = splitQualified(rest, own);
    return defined({
      function: own ?? spoken.name,
      source: text(fields['source']) ?? spoken.source,
    });
  },
  function_permission: (rest, fields) => {
    const own = qualifiedName(fields['function']);
    const role = text(fields['role']) ?? splitFirst(rest, ' permission for function ')?.[0];
    const spoken = splitQualified(withoutPrefix(rest, `${role} permission for function `), own);
    return defined({
      name: role,
      function: own ?? spoken.name,
      source: text(fields['source']) ?? spoken.source,
    });
  },
  stored_procedure: (rest, fields) => {
    const own = qualifiedName(fields['stored_procedure']);
    const spoken = splitQualified(rest, own);
    return defined({
      function: own ?? spoken.name,
      source: text(fields['source']) ?? spoken.source,
    });
  },
  native_query: ofLogicalModel,
  logical_model: ofLogicalModel,
  object_relation: ofTable,
  array_relation: ofTable,
  object_relationship: ofTable,
  array_relationship: ofTable,
  select_permission: ofTable,
  insert_permission: ofTable,
  update_permission: ofTable,
  delete_permission: ofTable,
  event_trigger: ofTable,
  computed_field: ofTable,
  remote_relationship: ofTable,
  remote_schema: (rest, fields) => defined({ remoteSchema: text(fields['name']) ?? rest }),
  remote_schema_permission: (rest, fields) => {
    const spoken = splitFirst(rest, ' permission in remote schema ');
    return defined({
      name: text(fields['role']) ?? spoken?.[0],
      remoteSchema: text(fields['remote_schema']) ?? spoken?.[1],
    });
  },
  remote_schema_remote_relationship: (rest, fields) => {
    const [own, place] = splitFirst(withoutPrefix(rest, 'remote_relationship '), ' on type ') ?? [];
    const [typeName, remoteSchema] = splitFirst(place, ' in remote schema ') ?? [];
    return defined({
      name: text(fields['name']) ?? own,
      typeName: text(fields['type_name']) ?? typeName,
      remoteSchema: text(fields['remote_schema']) ?? remoteSchema,
    });
  },
  action_permission: (rest, fields) => {
    const spoken = splitFirst(rest, ' permission in ');
    return defined({ name: text(fields['role']) ?? spoken?.[0], action: spoken?.[1] });
  },
  action: (rest, fields) => defined({ action: text(fields['name']) ?? rest }),
  custom_types: () => ({}),
  cron_trigger: byOwnName,
  rest_endpoint: byOwnName,
  endpoint: byOwnName,
  inherited_role: (rest, fields) =>
    defined({ name: text(fields['role_name']) ?? withoutPrefix(rest, 'inherited role ') }),
  query_collections: (rest, fields) => {
    const name = text(fields['name']);
    const collection = name === undefined ? undefined : withoutPrefix(rest, `${name} in `);
    const [own, spoken] = splitFirst(rest, ' in ') ?? [rest];
    return defined({ name: name ?? own, collection: collection ?? spoken });
  },
  data_connector_agent: (rest, _fields, definition) => defined({ name: text(definition) ?? rest }),
  open_telemetry: (rest) => defined({ name: rest }),
};

function kindOfUnlisted(type: string): Finder {
  return type.startsWith('inner_logical_model_') ? ofLogicalModel : byOwnName;
}

/** The entity of a permission that could not be inherited: a table's or a remote schema's. */
export function identifyInherited(
  type: string,
  role: string | undefined,
  entity: unknown,
): Identity {
  const fields = isRecord(entity) ? entity : {};
  return {
    type,
    ...defined({
      name: role,
      table: qualifiedName(fields['table']),
      source: text(fields['source']),
      permission: text(fields['permission_type']),
      remoteSchema: text(fields['remote_schema']),
    }),
  };
}

/**
 * Reads a table's or function's name in any backend's form, and prints it as the server does: the
 * parts joined by dots, Postgres' schema `public` left out. `undefined` when it is none.
 */
export function qualifiedName(raw: unknown): QualifiedName | undefined {
  if (typeof raw === 'string') return { text: raw, raw };
  if (Array.isArray(raw)) {
    return raw.length > 0 && raw.every((part) => typeof part === 'string')
      ? { text: raw.join('.'), raw }
      : undefined;
  }
  if (!isRecord(raw)) return undefined;
  const name = text(raw['name']);
  const space = text(raw['schema']) ?? text(raw['dataset']);
  if (name === undefined) return undefined;
  const bare = space === undefined || (space === 'public' && raw['schema'] !== undefined);
  return { text: bare ? name : `${space}.${name}`, raw };
}

/** `X in table T in source S`, with what the definition already told taken as given. */
function splitTableObject(
  rest: string | undefined,
  own: string | undefined,
  table: QualifiedName | undefined,
  source: string | undefined,
): { name?: string; table?: QualifiedName; source?: string } {
  if (rest === undefined) return {};
  const place =
    own === undefined
      ? splitFirst(rest, ' in table ')
      : withHead(own, withoutPrefix(rest, `${own} in table `));
  if (!place) return {};
  const known = source === undefined ? undefined : withoutSuffix(place[1], ` in source ${source}`);
  if (known !== undefined) return { name: place[0], table: table ?? { text: known } };
  const spoken = splitQualified(place[1], table);
  return defined({ name: place[0], table: spoken.name, source: spoken.source });
}

/** `T in source S`: after T where it is known, else at the last ` in source `. */
function splitQualified(
  rest: string | undefined,
  known: QualifiedName | undefined,
): { name?: QualifiedName; source?: string } {
  const source = known && withoutPrefix(rest, `${known.text} in source `);
  if (source !== undefined) return { source };
  const parts = splitLast(rest, ' in source ');
  if (parts) return { name: { text: parts[0] }, source: parts[1] };
  return rest === undefined ? {} : { name: { text: rest } };
}

function eventTriggerName(fields: Fields): string | undefined {
  const configuration = fields['configuration'];
  return isRecord(configuration) ? text(configuration['name']) : undefined;
}

function withHead(head: string, tail: string | undefined): [string, string] | undefined {
  return tail === undefined ? undefined : [head, tail];
}

function withoutPrefix(from: string | undefined, prefix: string): string | undefined {
  return from?.startsWith(prefix) ? from.slice(prefix.length) : undefined;
}

function withoutSuffix(from: string, suffix: string): string | undefined {
  return from.endsWith(suffix) ? from.slice(0, -suffix.length) : undefined;
}

function within(from: string | undefined, word: string): true | undefined {
  return from?.includes(word) || undefined;
}

function splitFirst(from: string | undefined, by: string): [string, string] | undefined {
  const at = from?.indexOf(by) ?? -1;
  return from !== undefined && at >= 0
    ? [from.slice(0, at), from.slice(at + by.length)]
    : undefined;
}

function splitLast(from: string | undefined, by: string): [string, string] | undefined {
  const at = from?.lastIndexOf(by) ?? -1;
  return from !== undefined && at >= 0
    ? [from.slice(0, at), from.slice(at + by.length)]
    : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Leaves out what is undefined, so that an absent part is an absent key. */
function defined<T extends object>(parts: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(
    Object.entries(parts).filter(([, value]) => value !== undefined),
  ) as never;
}
