import type { Fields } from '../lib/json.js';
import type { InconsistentObject, MetadataWarning } from '../model/report.js';
import { type FailureKind, fixFor } from './failures.js';

/** Which sources, remote schemas or data connectors a call is about: all, none, or those named. */
export type Selection = boolean | readonly string[];

/** What `reload_metadata` is asked to reload. */
export interface ReloadScope {
  readonly sources: Selection;
  readonly remoteSchemas: Selection;
  readonly dataConnectors: Selection;
  /** Whose event triggers get their SQL triggers again; since v2.1.0. */
  readonly recreateEventTriggers: Selection;
}

/** What `replace_metadata` is asked to do. */
export interface Replacement {
  readonly metadata: Fields;
  readonly allowInconsistentMetadata: boolean;
  /** `false`: strict mode, in which the server refuses metadata with warnings. */
  readonly allowWarnings: boolean;
  /** The version that is to be replaced: where the server has moved on, it answers 409. */
  readonly resourceVersion: number;
}

/** A call without a usable answer, free of secrets. */
export interface CallFailure {
  readonly kind: FailureKind;
  /** `POST https://host/v1/metadata (reload_metadata)`, without credentials. */
  readonly attempted: string;
  /** What came back: `HTTP 504, an HTML page`. */
  readonly received: string;
  readonly fix: string;
  /** `path` of the server's error, a JSON path into the request. */
  readonly path?: string;
  /** The objects that metadata was refused for, if the server named them. */
  readonly objects?: readonly InconsistentObject[];
  /** The warnings that metadata was refused for, if the server named them. */
  readonly warnings?: readonly MetadataWarning[];
  /** What `Retry-After` asks for. */
  readonly retryAfterSeconds?: number;
}

/** The answer to a call: its value, or why there is none. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: CallFailure };

/** A call that failed; how to fix it is in the table of failures, unless `fix` knows better. */
export function createFailure(
  kind: FailureKind,
  attempted: string,
  received: string,
  fix = fixFor(kind),
): CallFailure {
  return { kind, attempted, received, fix };
}

/** What was attempted, what came back, and how to fix it. */
export function messageOf({ attempted, received, fix }: CallFailure): string {
  return `${attempted}: ${received}. ${fix}`;
}
