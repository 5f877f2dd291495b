import type { InconsistentObject, MetadataWarning } from '../model/report.js';
import type { FailureKind } from './failures.js';

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

/** What was attempted, what came back, and how to fix it. */
export function messageOf({ attempted, received, fix }: CallFailure): string {
  return `${attempted}: ${received}. ${fix}`;
}
