/** Why a call has no usable answer; stable, for grouping and for decisions. */
export type HasuraErrorKind =
  | 'connection-refused'
  | 'connection-reset'
  | 'answer-cut'
  | 'name-not-found'
  | 'network-unreachable'
  | 'tls'
  | 'proxy'
  | 'timeout'
  | 'cancelled'
  | 'too-large'
  | 'redirect'
  | 'unauthorized'
  | 'forbidden'
  | 'not-hasura'
  | 'conflict'
  | 'too-many-requests'
  | 'gateway'
  | 'gateway-timeout'
  | 'server-error'
  | 'not-json'
  | 'unexpected-shape'
  | 'inconsistent-refused'
  | 'warnings-refused'
  | 'parse-failed'
  | 'refused'
  | 'not-exists'
  | 'bad-request';

/** What an error knows beside its text. */
export interface HasuraErrorFacts {
  readonly kind: HasuraErrorKind;
  readonly status?: number | undefined;
  /** `code` of Hasura's error body; its wording changes between versions, this does not. */
  readonly code?: string | undefined;
  /** `path` of Hasura's error body, a JSON path into the request. */
  readonly path?: string | undefined;
  /** `internal` of Hasura's error body, without secrets. */
  readonly internal?: unknown;
  /** What `Retry-After` asks for. */
  readonly retryAfterSeconds?: number | undefined;
  /** Whether the server may have got the request, and may have done what it asks. */
  readonly mayHaveHappened?: boolean;
  /** Whether the server is known to have dropped no SQL triggers in the databases. */
  readonly droppedNothing?: boolean;
  readonly cause?: unknown;
}

/**
 * A call that has no usable answer. Its message says what was tried, what came back and what to
 * do, and holds no secret.
 */
export class HasuraError extends Error implements HasuraErrorFacts {
  override readonly name = 'HasuraError';
  readonly tried: string;
  readonly cameBack: string;
  readonly remedy: string;
  readonly kind: HasuraErrorKind;
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly path: string | undefined;
  readonly internal: unknown;
  readonly retryAfterSeconds: number | undefined;
  readonly mayHaveHappened: boolean;
  readonly droppedNothing: boolean;

  constructor(tried: string, cameBack: string, remedy: string, facts: HasuraErrorFacts) {
    super(`${tried}: ${cameBack}. ${remedy}`, { cause: facts.cause });
    this.tried = tried;
    this.cameBack = cameBack;
    this.remedy = remedy;
    this.kind = facts.kind;
    this.status = facts.status;
    this.code = facts.code;
    this.path = facts.path;
    this.internal = facts.internal;
    this.retryAfterSeconds = facts.retryAfterSeconds;
    this.mayHaveHappened = facts.mayHaveHappened ?? false;
    this.droppedNothing = facts.droppedNothing ?? false;
  }
}

/** Thrown when an answer is not understood; its text completes `the answer is JSON, but …`. */
export class ShapeError extends Error {}

/** What an error has to tell about the request that it is about. */
export interface Attempt {
  /** `POST https://host/v1/metadata (reload_metadata)`, without credentials. */
  readonly tried: string;
  /** Of a metadata call: `reload_metadata`. */
  readonly type?: string | undefined;
  readonly timeoutSeconds: number;
  /** Whether an admin secret was sent. */
  readonly hasSecret: boolean;
}
