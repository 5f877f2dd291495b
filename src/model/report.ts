/**
 * The report model: what one run found out, in the field's own terms. Types only, and pure: nothing
 * here knows of GitHub, of HTTP or of files. Every text in it is free of secrets already, since
 * they are removed where an answer becomes this model (src/hasura/responses.ts); it is still
 * somebody else's text, which each reporter escapes for the place it writes to.
 */

/** A table, function or stored procedure, as metadata names it: each backend has a form of its own. */
export interface QualifiedName {
  /** As the server prints it: `orders` for Postgres' `public.orders`, else `schema.name`. */
  readonly text: string;
  /** As the metadata holds it: `{schema, name}`, `{dataset, name}`, a string or a list. */
  readonly raw?: unknown;
}

/**
 * What identifies a metadata object, as far as its definition and its name tell. Whatever could
 * not be found out is absent.
 */
export interface Identity {
  /** Hasura's metadata object type: `table`, `select_permission`, … or one a newer server has. */
  readonly type: string;
  /** Its own name: of a relationship, field, event trigger, remote schema, action, query, role. */
  readonly name?: string;
  readonly source?: string;
  readonly table?: QualifiedName;
  readonly function?: QualifiedName;
  readonly remoteSchema?: string;
  /** The GraphQL type that a remote schema's relationship hangs on. */
  readonly typeName?: string;
  readonly action?: string;
  readonly collection?: string;
  readonly logicalModel?: string;
  readonly nativeQuery?: string;
  /** `select`, `insert`, `update` or `delete`, of a permission that could not be inherited. */
  readonly permission?: string;
}

/** Which of the server's seven shapes an inconsistency came in; `unknown` is none of them. */
export type Shape =
  | 'object'
  | 'conflict'
  | 'duplicate'
  | 'endpoint-path'
  | 'ambiguous-endpoints'
  | 'inherited-permission'
  | 'legacy'
  | 'unknown';

/** One inconsistency: an object that the server had to leave out of its API, or several at odds. */
export interface InconsistentObject {
  readonly shape: Shape;
  readonly type: string;
  /** As the server names it, `table author in source default`; made alike where it sends none. */
  readonly name: string;
  readonly identity: Identity;
  /** All that take part, in a conflict, a duplicate or an ambiguity; else empty. */
  readonly members: readonly Identity[];
  /** Why, without the words by which the server tells its shapes. */
  readonly reason: string;
  /** Each of them, where the server gives several. */
  readonly reasons?: readonly string[];
  /** What its `message` adds, as text. */
  readonly detail?: string;
  /** The URL's host and port that a failed request went to. */
  readonly host?: string;
  /** Its definition, or the definitions of all that take part. */
  readonly definition?: unknown;
  /** Keys of the server's answer that no known shape has, kept to be shown. */
  readonly unforeseen?: Readonly<Record<string, unknown>>;
}

/** An inconsistency that explains others, and those that it drags along. */
export interface Cause {
  readonly object: InconsistentObject;
  readonly dependents: readonly InconsistentObject[];
}

/** One of `replace_metadata`'s warnings; servers before v2.24 send no `code`. */
export interface MetadataWarning {
  readonly message: string;
  readonly code?: string;
  /** The object as the server words it: `event_trigger X in table T in source S`. */
  readonly name?: string;
  readonly identity?: Identity;
}

/** A place in the repository's metadata. Lines and columns are counted from 1. */
export interface Location {
  /** Relative to the repository's root, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** An object that was inconsistent in this run, and is not any more. */
export interface Recovered {
  readonly object: InconsistentObject;
  /** How many others it had dragged along. */
  readonly dependents: number;
  /** Which reload brought it back; the first is 1. */
  readonly attempt: number;
  readonly seconds: number;
}

/** What became of the repository's metadata. */
export type Applied = 'not-asked' | 'not-applied' | 'applied' | 'refused' | 'unknown';

/** Why a run could not come to a verdict of its own. */
export interface Failure {
  /** What was tried, what came back and what to do, in sentences. */
  readonly message: string;
  /** The end of the message that says what to do, for ways that set it apart. */
  readonly remedy?: string;
  /** Stable, for grouping: `unauthorized`, `timeout`, `invalid-input`, … */
  readonly kind: string;
  readonly location?: Location;
}

/** What a run knows so far; a run that fails or is cancelled leaves it as it stands. */
export interface Findings {
  /** Host, port and path of the server, without credentials. */
  server: string;
  mode: 'look' | 'reload' | 'apply';
  serverVersion?: string;
  resourceVersion?: number;
  /** `undefined` until the server has given a verdict. */
  objects?: readonly InconsistentObject[];
  recovered: Recovered[];
  warnings: readonly MetadataWarning[];
  applied: Applied;
  /** Reloads sent, the first included. */
  attempts: number;
  /** What a reader must know about how the verdict came about, in sentences. */
  remarks: string[];
  /** Set when the verdict may rest on metadata from before the reload. */
  mayBeStale: boolean;
}

/** The whole of what a run has to say, judged. */
export interface Report {
  readonly findings: Readonly<Findings>;
  /** Causes that count, the worst first. */
  readonly causes: readonly Cause[];
  readonly ignored: readonly IgnoredObject[];
  /** Inconsistencies that count: causes and what they drag along. */
  readonly inconsistencyCount: number;
  /** Ignored objects aside; `false` as well where the server gave no verdict. */
  readonly consistent: boolean;
  readonly failure?: Failure;
  readonly failed: boolean;
  /** The verdict in one line, without a full stop. */
  readonly headline: string;
  readonly durationSeconds: number;
  /** Where an object or a warning stands in the repository; empty without a project. */
  readonly locations: ReadonlyMap<InconsistentObject | MetadataWarning, Location>;
}

/** An inconsistency that a pattern of the input `ignore` covers. */
export interface IgnoredObject {
  readonly object: InconsistentObject;
  readonly pattern: string;
}
