/**
 * The report model: what one run found out, in the field's own terms. Types only, and pure: nothing
 * here knows of GitHub, of HTTP or of files. Every text in it is free of secrets already, since
 * they are removed where an answer becomes this model (src/hasura/responses.ts); it is still
 * untrusted text, which each reporter escapes for the place it writes to.
 */

/** A table, function or stored procedure, as metadata names it: each backend has a form of its own. */
export interface QualifiedName {
  /** As the server prints it: `orders` for Postgres' `public.orders`, else `schema.name`. */
  readonly text: string;
  /** As the metadata holds it: `{schema, name}`, `{dataset, name}`, a string or a list. */
  readonly raw?: unknown;
}

/**
 * What identifies a metadata object, as far as its definition and its name say it. What neither
 * says is absent.
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

/** Which of the server's six shapes an inconsistency came in; `unknown` is none of them. */
export type Shape =
  | 'object'
  | 'conflict'
  | 'duplicate'
  | 'endpoint-path'
  | 'ambiguous-endpoints'
  | 'inherited-permission'
  | 'unknown';

/** One inconsistency: an object that the server had to leave out of its API, or several at odds. */
export interface InconsistentObject {
  readonly shape: Shape;
  readonly type: string;
  /** As the server names it, `table author in source default`; a description if it sends none. */
  readonly name: string;
  readonly identity: Identity;
  /** A migration that has not run and creates what is missing: `default/1700000000002_add_email`. */
  readonly pendingMigration?: string;
  /** All that take part, in a conflict, a duplicate or an ambiguity; else empty. */
  readonly members: readonly Identity[];
  /** Why, as readable text and without the prefix that marks the shape. */
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

/** An inconsistency that explains others, and the others. */
export interface Cause {
  readonly object: InconsistentObject;
  readonly dependents: readonly Dependent[];
}

/** An inconsistency that another one explains. */
export interface Dependent {
  readonly object: InconsistentObject;
  /** `false` if the cause is only probable: no name connects the two. */
  readonly certain: boolean;
}

/** A warning about the metadata; servers before v2.24 send no `code`. */
export interface MetadataWarning {
  readonly message: string;
  /** Who warns: the server, this action instead of the server, or this action about the project. */
  readonly origin: 'server' | 'predicted' | 'project';
  readonly code?: string;
  /** The object as the server names it: `event_trigger X in table T in source S`. */
  readonly name?: string;
  readonly identity?: Identity;
  /** Places in the project's metadata, as keys of maps and indices of lists. */
  readonly paths?: readonly (readonly (string | number)[])[];
  /** What to do, where the code does not say it. */
  readonly fix?: string;
}

/** An object of the metadata that is not the same before and after. */
export interface Change {
  readonly change: 'added' | 'removed' | 'changed';
  readonly type: string;
  readonly identity: Identity;
  /** Where it is: in the metadata before if it was removed, else in the metadata after. */
  readonly path: readonly (string | number)[];
  /** What differs in its definition, in normal form; children are objects of their own. */
  readonly fields: readonly FieldChange[];
  /** Its whole definition in normal form, without its key and its children, on the sides that have it. */
  readonly before?: unknown;
  readonly after?: unknown;
}

/** One value that differs: `undefined` means absent, or at its default. */
export interface FieldChange {
  /** From the object's entry: `permission.filter.id._eq`, `configuration["odd key"]`, `headers[0]`. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}
/** A change as a report shows it: without secrets, and with what it means for access. */
export interface ReportedChange extends Omit<Change, 'before' | 'after'> {
  /** Absent if it does not concern access. `different` may be wider. */
  readonly access?: 'wider' | 'narrower' | 'different';
  /** The roles whose access changes; `*` is every role. */
  readonly roles?: readonly string[];
  /** The role may use all columns that the table has, now and later. */
  readonly hasAllColumns?: boolean;
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

/** An object that was inconsistent in this run and no longer is. */
export interface Recovered {
  readonly object: InconsistentObject;
  /** How many others recovered with it. */
  readonly dependents: number;
  /** Which reload brought it back; the first is 1. */
  readonly attempt: number;
  readonly seconds: number;
}

/** The outcome for the project's metadata; `unknown` if the answer was lost and so was the way to ask. */
export type Applied = 'not-requested' | 'not-applied' | 'applied' | 'refused' | 'unknown';

/** What a run is asked to do. */
export type Command = 'reload' | 'apply' | 'plan' | 'check';

/** Why a run could not come to a verdict of its own. */
export interface Failure {
  /** What was attempted, what came back and how to fix it, in sentences. */
  readonly message: string;
  /** The end of the message that says how to fix it, to be set apart. */
  readonly fix?: string;
  /** Stable, for grouping: `unauthorized`, `timeout`, `invalid-input`, … */
  readonly kind: string;
  readonly location?: Location;
}

/** What a run found out. A run that fails or is cancelled gives what was known until then. */
export interface Findings {
  /** Host, port and path of the server, without credentials; empty if none was contacted. */
  readonly server: string;
  readonly command: Command;
  readonly serverVersion?: string;
  /** Absent if it is not certain. */
  readonly resourceVersion?: number;
  /** Of a plan: what would be inconsistent. Absent if the server gave no verdict. */
  readonly objects?: readonly InconsistentObject[];
  /** What was inconsistent before; absent if the server was not asked. */
  readonly objectsBefore?: readonly InconsistentObject[];
  /** What a plan would change, or what was applied; absent if nothing was compared. */
  readonly changes?: readonly ReportedChange[];
  /** New or changed triggers, described, which a plan cannot validate. */
  readonly notValidated?: readonly string[];
  /** Migrations of the project that have not run on the server: `default/1700000000001_init`. */
  readonly pendingMigrations?: readonly string[];
  readonly recovered: readonly Recovered[];
  readonly warnings: readonly MetadataWarning[];
  readonly applied: Applied;
  /** Reloads that were sent. */
  readonly reloads: number;
  /** What a reader must know about how the verdict came about, in sentences. */
  readonly notes: readonly string[];
  /** Why there is no verdict, or none on the whole. */
  readonly failure?: Failure;
}

/** What the findings mean. */
export interface Verdict {
  /** Causes that count, the worst first. */
  readonly causes: readonly Cause[];
  readonly ignored: readonly IgnoredObject[];
  /** Inconsistencies that count: causes and their dependents. */
  readonly inconsistencyCount: number;
  /** Those that were not inconsistent before; absent if that is unknown. */
  readonly newObjects?: ReadonlySet<InconsistentObject>;
  /** What was inconsistent before and is not, or would not be; empty if that is unknown. */
  readonly fixed: readonly InconsistentObject[];
  /** Ignored objects aside; `false` as well if the server gave no verdict. */
  readonly consistent: boolean;
  readonly failed: boolean;
  /** The verdict in one line, without a full stop. */
  readonly headline: string;
}

/** What may have a line in the repository. */
export type Located = InconsistentObject | MetadataWarning | ReportedChange;

/** The whole of what a run has to say. It is created once, when everything is known. */
export interface Report extends Verdict {
  readonly findings: Findings;
  readonly durationSeconds: number;
  /** The lines in the repository of what is reported; empty without a project. */
  readonly locations: ReadonlyMap<Located, readonly Location[]>;
}

/** An inconsistency that a pattern of the input `ignore` covers. */
export interface IgnoredObject {
  readonly object: InconsistentObject;
  readonly pattern: string;
}
