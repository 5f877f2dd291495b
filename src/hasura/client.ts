import { asRecord, asText, type Fields } from '../lib/narrow.js';
import { visible } from '../lib/visible.js';
import type { Redactor } from '../redact/redactor.js';
import { explainAnswer, explainNotJson, explainShape, parseJson } from './bad-answer.js';
import { type Attempt, ShapeError } from './errors.js';
import { type HttpAnswer, HttpError, send } from './http.js';
import { explainNoAnswer } from './no-answer.js';
import {
  exportMetadata,
  getInconsistentMetadata,
  type MetadataCall,
  type ReloadScope,
  type Replacement,
  reloadMetadata,
  replaceMetadata,
  replaceMetadataV1,
} from './requests.js';
import {
  type ReplaceVerdict,
  readExport,
  readReplaceVerdict,
  readVerdict,
  type Verdict,
} from './responses.js';

/** Which server to speak to, and how. */
export interface ServerSettings {
  /** The base URL, without a slash at its end and without credentials. */
  readonly endpoint: string;
  /** Sent as `X-Hasura-Admin-Secret`; empty for a server without one. */
  readonly adminSecret: string;
  readonly headers: Readonly<Record<string, string>>;
  /** For one request, whole, the answer included. */
  readonly timeoutSeconds: number;
}

/** What `/healthz` answered, or why there is no telling. */
export type Health = 'ok' | 'inconsistent' | 'error' | 'unknown';

/** Builds a call for GraphQL Engine v1 or v2: which of them it is turns out on the way. */
type CallBuilder = (isVersion1: boolean) => MetadataCall;

/**
 * The metadata API of one GraphQL Engine, one method a call. Every method fails with a
 * `HasuraError`; secrets are removed from every answer before anything else sees it.
 */
export class MetadataClient {
  readonly #settings: ServerSettings;
  readonly #redactor: Redactor;
  readonly #signal: AbortSignal;
  /** `/v1/query` once `/v1/metadata` has turned out not to exist: GraphQL Engine v1. */
  #path: '/v1/metadata' | '/v1/query' = '/v1/metadata';

  constructor(settings: ServerSettings, redactor: Redactor, signal: AbortSignal) {
    this.#settings = settings;
    this.#redactor = redactor;
    this.#signal = signal;
  }

  /** Whether the server turned out to be a GraphQL Engine v1. */
  get isVersion1(): boolean {
    return this.#path === '/v1/query';
  }

  /** Reloads metadata; on servers before v2.4 the verdict has no objects, and must be asked for. */
  async reloadMetadata(scope: ReloadScope): Promise<Verdict> {
    return this.#read(() => reloadMetadata(scope), readVerdict);
  }

  /** Reads what the schema cache knows to be inconsistent, without reloading anything. */
  async getInconsistentMetadata(): Promise<Verdict> {
    return this.#read(getInconsistentMetadata, readVerdict);
  }

  /** Replaces the metadata; a refusal is an error whose `internal` holds objects or warnings. */
  async replaceMetadata(replacement: Replacement): Promise<ReplaceVerdict> {
    return this.#read(
      (isVersion1) =>
        isVersion1 ? replaceMetadataV1(replacement.metadata) : replaceMetadata(replacement),
      readReplaceVerdict,
    );
  }

  /** Reads the metadata and its version, which every change adds 1 to. Not stripped of secrets. */
  async exportMetadata(
    timeoutSeconds?: number,
  ): Promise<{ resourceVersion?: number; metadata: Fields }> {
    return this.#read(exportMetadata, readExport, timeoutSeconds);
  }

  /** The server's version, `v2.45.1`; `undefined` where it does not say. */
  async version(): Promise<string | undefined> {
    const answer = await this.#send('GET', '/v1/version', undefined, {});
    const version = asText(asRecord(parseJson(answer.body))?.['version']);
    return version === undefined
      ? undefined
      : visible(this.#redactor.text(version)).slice(0, 80).toWellFormed();
  }

  /** Asks `/healthz`. Fails with a `HasuraError` where no GraphQL Engine can be behind the answer. */
  async health(timeoutSeconds: number): Promise<Health> {
    const answer = await this.#send('GET', '/healthz', undefined, { timeoutSeconds });
    const { status, body } = answer;
    if (status === 200 && body.startsWith('OK')) return 'ok';
    if (body.startsWith('WARN')) return 'inconsistent';
    if (status === 500 && body.startsWith('ERROR')) return 'error';
    if (status === 429 || (status >= 502 && status <= 504)) {
      throw explainAnswer(answer, this.#attempt('GET', '/healthz'), this.#redactor);
    }
    return 'unknown';
  }

  async #read<T>(
    build: CallBuilder,
    read: (answer: unknown) => T,
    timeoutSeconds?: number,
  ): Promise<T> {
    const { answer, type } = await this.#call(build, timeoutSeconds);
    const attempt = this.#attempt('POST', this.#path, type);
    const json = parseJson(answer.body);
    if (json === undefined) throw explainNotJson(answer, attempt, this.#redactor);
    try {
      return read(type === 'export_metadata' ? json : this.#redactor.json(json));
    } catch (error) {
      if (error instanceof ShapeError) throw explainShape(error.message, attempt);
      throw error;
    }
  }

  async #call(
    build: CallBuilder,
    timeoutSeconds?: number,
  ): Promise<{ answer: HttpAnswer; type: string }> {
    const call = build(this.isVersion1);
    const path = this.#path;
    const answer = await this.#send('POST', path, JSON.stringify(call), {
      type: call.type,
      ...(timeoutSeconds !== undefined && { timeoutSeconds }),
    });
    if (answer.status >= 200 && answer.status < 300) return { answer, type: call.type };
    const error = explainAnswer(answer, this.#attempt('POST', path, call.type), this.#redactor);
    // `code` tells GraphQL Engine v1 from whatever else does not know the path.
    if (path === '/v1/metadata' && answer.status === 404 && error.code === 'not-found') {
      this.#path = '/v1/query';
      return this.#call(build, timeoutSeconds);
    }
    throw error;
  }

  async #send(
    method: 'GET' | 'POST',
    path: string,
    body: string | undefined,
    options: { type?: string; timeoutSeconds?: number },
  ): Promise<HttpAnswer> {
    const { endpoint, adminSecret, headers, timeoutSeconds } = this.#settings;
    const limit = options.timeoutSeconds ?? timeoutSeconds;
    try {
      return await send({
        method,
        url: new URL(endpoint + path),
        headers: {
          ...headers,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(adminSecret !== '' && method === 'POST' && { 'x-hasura-admin-secret': adminSecret }),
        },
        body,
        timeoutSeconds: limit,
        signal: this.#signal,
      });
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      throw explainNoAnswer(
        error,
        this.#attempt(method, path, options.type, limit),
        this.#redactor,
      );
    }
  }

  #attempt(method: string, path: string, type?: string, timeoutSeconds?: number): Attempt {
    const { endpoint, adminSecret } = this.#settings;
    return {
      tried: `${method} ${this.#redactor.text(endpoint)}${path}${type === undefined ? '' : ` (${type})`}`,
      type,
      timeoutSeconds: timeoutSeconds ?? this.#settings.timeoutSeconds,
      hasSecret: adminSecret !== '',
    };
  }
}
