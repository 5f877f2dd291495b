import { asRecord, asText, defined, valueAt } from '../lib/json.js';
import type { Kind, NamePart } from './kind.js';
import { kindOf } from './kinds.js';
import type { Identity, QualifiedName } from './report.js';

/**
 * Finds out what an inconsistent object is, from its definition first and from its name for what
 * the definition leaves out. Names come from `moiName` in the server's
 * `Hasura.RQL.Types.Metadata.Object`; definitions from where each object is built for the schema
 * cache. What neither names is absent.
 */
export function identify(type: string, name: string | undefined, definition: unknown): Identity {
  const kind = kindOf(type);
  const known = readDefinition(kind, definition);
  const rest = name?.startsWith(`${type} `) ? name.slice(type.length + 1) : undefined;
  const texts = rest === undefined ? {} : readName(kind, rest, known);
  return defined({
    type,
    ...texts,
    table: texts.table === undefined ? undefined : { text: texts.table },
    function: texts.function === undefined ? undefined : { text: texts.function },
    ...known,
  });
}

/** The parts of an identity's name, as text. */
type Texts = { [part in NamePart]?: string | undefined };

/** The name of an object itself, among the parts: the first that the server's form of it has. */
export function ownPart(kind: Kind): NamePart {
  return piecesOf(kind.names?.[0] ?? '{name}')[0]?.part ?? 'name';
}

function readDefinition(kind: Kind, definition: unknown): Partial<Omit<Identity, 'type'>> {
  const fields = asRecord(definition) ?? {};
  const own = ownPart(kind);
  const key = kind.ownKey ?? [kind.places[0]?.key ?? ''];
  const written = valueAt(fields, key);
  // A type without a row may be of any kind.
  const isUnlisted = kind.places.length === 0 && kind.ownKey === undefined;
  const unlisted = isUnlisted ? (asText(fields['name']) ?? asText(fields['role'])) : undefined;
  return defined({
    source: asText(fields['source']),
    table: qualifiedName(fields['table']),
    remoteSchema: asText(fields['remote_schema']),
    typeName: asText(fields['type_name']),
    action: asText(fields['action']),
    permission: asText(fields['permission_type']),
    ...(own === 'table' || own === 'function'
      ? { [own]: qualifiedName(written ?? definition) }
      : { [own]: asText(written) ?? unlisted }),
    ...(own !== 'function' && { function: qualifiedName(fields['function']) }),
  });
}

/** Reads a name in the first of its kind's forms that fits what the definition says, or any. */
function readName(kind: Kind, rest: string, known: Partial<Identity>): Texts {
  // Most definitions say it all, and large answers have thousands of them.
  const whole = piecesOf(kind.names?.[0] ?? '');
  if (whole.length > 0 && whole.every(({ part }) => known[part] !== undefined)) return {};
  const texts: Texts = {};
  for (const [part, value] of Object.entries(known)) {
    texts[part as NamePart] = typeof value === 'string' ? value : value.text;
  }
  for (const given of [texts, {}]) {
    for (const form of kind.names ?? []) {
      const found = match(form, rest, given);
      if (found) return found;
    }
  }
  return {};
}

/** The parts that are looked for from the end: names before them may have the same words in them. */
const LAST: ReadonlySet<NamePart> = new Set(['source', 'nativeQuery', 'logicalModel']);

/**
 * Takes a text apart in a form such as `{name} in table {table} in source {source}`. What is given
 * has to be there; `undefined` if the text does not have the form.
 */
function match(form: string, text: string, given: Texts): Texts | undefined {
  const pieces = [...piecesOf(form)];
  const found: Texts = {};
  const start = pieces[0]?.before ?? '';
  let rest = text.startsWith(start) ? text.slice(start.length) : undefined;
  for (let first = pieces[0]; first && rest !== undefined; first = pieces[0]) {
    const last: Piece = pieces.at(-1) ?? first;
    const fromEnd =
      last !== first &&
      given[first.part] === undefined &&
      (given[last.part] !== undefined || LAST.has(last.part));
    const taken = fromEnd
      ? takeLast(rest, last.before, given[last.part])
      : takeFirst(rest, pieces[1]?.before, given[first.part]);
    found[fromEnd ? last.part : first.part] = taken?.value;
    rest = taken?.rest;
    if (fromEnd) pieces.pop();
    else pieces.shift();
  }
  // A native query's name is GraphQL's: anything else belongs to another form.
  const isName = found.nativeQuery === undefined || /^[_a-z]\w*$/i.test(found.nativeQuery);
  return rest === '' && isName ? found : undefined;
}

type Taken = { readonly value: string; readonly rest: string } | undefined;

/** What is given, or what comes before the first separator; all of the text without one. */
function takeFirst(text: string, separator = '', given?: string): Taken {
  const value = given ?? (separator === '' ? text : (text.split(separator, 1)[0] ?? ''));
  const start = `${value}${separator}`;
  return text.startsWith(start) ? { value, rest: text.slice(start.length) } : undefined;
}

/** What is given, or what comes after the last separator. */
function takeLast(text: string, separator: string, given?: string): Taken {
  const value = given ?? text.slice(text.lastIndexOf(separator) + separator.length);
  const end = `${separator}${value}`;
  return text.endsWith(end) ? { value, rest: text.slice(0, -end.length) } : undefined;
}

interface Piece {
  /** The words before the part. */
  readonly before: string;
  readonly part: NamePart;
}

const PIECES = new Map<string, readonly Piece[]>();

function piecesOf(form: string): readonly Piece[] {
  const known = PIECES.get(form);
  if (known) return known;
  const pieces = [...form.matchAll(/([^{]*)\{(\w+)\}/g)].map(([, before = '', part]) => ({
    before,
    part: part as NamePart,
  }));
  PIECES.set(form, pieces);
  return pieces;
}

/** The schema that a kind of source means by a bare name; data connectors and BigQuery have none. */
export const DEFAULT_SCHEMA: Readonly<Record<string, string>> = {
  postgres: 'public',
  citus: 'public',
  cockroach: 'public',
  alloy: 'public',
  mssql: 'dbo',
};

/**
 * The parts of a table's or function's name, outermost first, as they are written in any backend's
 * form; `undefined` if it is not a name.
 */
export function writtenParts(raw: unknown): readonly string[] | undefined {
  if (typeof raw === 'string') return [raw];
  if (Array.isArray(raw)) {
    return raw.length > 0 && raw.every((part) => typeof part === 'string') ? raw : undefined;
  }
  const fields = asRecord(raw);
  const name = asText(fields?.['name']);
  if (name === undefined) return undefined;
  const space = fields?.['schema'] ?? fields?.['dataset'] ?? undefined;
  if (space === undefined) return [name];
  return typeof space === 'string' ? [space, name] : undefined;
}

/**
 * Reads a table's or function's name in any backend's form, and prints it as the server does: the
 * parts joined by dots, Postgres' schema `public` left out. `undefined` if it is not a name.
 */
export function qualifiedName(raw: unknown): QualifiedName | undefined {
  const parts = writtenParts(raw);
  if (!parts) return undefined;
  const shown = asRecord(raw)?.['schema'] === 'public' ? parts.slice(1) : parts;
  return { text: shown.join('.'), raw };
}
