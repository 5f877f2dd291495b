import { type HttpAnswer, HttpError, send } from '../http/send.js';
import { asRecord, asText, parseJson } from '../lib/json.js';
import { visible } from '../lib/text.js';
import type { Redactor } from '../redact/redactor.js';
import {
  type Answer,
  exportMetadata,
  getCatalogState,
  getInconsistentMetadata,
  type MetadataCall,
  type ReloadScope,
  type Replacement,
  reloadMetadata,
  replaceMetadata,
} from './calls.js';
import { explainErrorResponse, explainNotJson, explainUnexpectedShape } from './error-response.js';
import { ShapeError } from './inconsistent-objects.js';
import { type Attempt, explainNoResponse } from './no-response.js';
import {
  type Exported,
  type Migrated,
  type ReplaceVerdict,
  readExport,
  readMigrated,
  readReplaceVerdict,
  readVerdict,
  type Verdict,
} from './responses.js';

/** Which server to call, and how. */
export interface ServerSettings {
  /** The base URL, without a slash at its end and without credentials. */
  readonly endpoint: string;
  /** Sent as `X-Hasura-Admin-Secret`; empty for a server without one. */
  readonly adminSecret: string;
  readonly headers: Readonly<Record<string, string>>;
  /** For one whole request, the answer included. */
  readonly timeoutSeconds: number;
}

/** No step waits longer for the version, which is answered at once or not at all. */
const VERSION_SECONDS = 10;

/** What `/healthz` says: that the server works, that its storage does not, or nothing that is known. */
export type Health = 'ok' | 'error' | 'unknown';

/**
 * The metadata API of one GraphQL Engine v2, one method per call. A call without a usable answer
 * gives a `CallFailure`. Secrets are removed from every answer before anything else sees it.
 */
export class MetadataClient {
  readonly #settings: ServerSettings;
  readonly #redactor: Redactor;
  readonly #signal: AbortSignal;

  constructor(settings: ServerSettings, redactor: Redactor, signal: AbortSignal) {
    this.#settings = settings;
    this.#redactor = redactor;
    this.#signal = signal;
  }

  /** Reloads metadata. The verdict of servers before v2.4 has no objects and must be asked for. */
  reloadMetadata(scope: ReloadScope): Promise<Answer<Verdict>> {
    return this.#call(reloadMetadata(scope), (body) => readVerdict(this.#redactor.json(body)));
  }

  /** Reads what is inconsistent from the schema cache, without reloading anything. */
  getInconsistentMetadata(): Promise<Answer<Verdict>> {
    return this.#call(getInconsistentMetadata(), (body) => readVerdict(this.#redactor.json(body)));
  }

  /** Replaces the metadata. A refusal is a failure that has the objects or warnings. */
  replaceMetadata(replacement: Replacement): Promise<Answer<ReplaceVerdict>> {
    return this.#call(replaceMetadata(replacement), (body) =>
      readReplaceVerdict(this.#redactor.json(body)),
    );
  }

  /** Reads the metadata and its version, which every change increments. Secrets are left in it. */
  exportMetadata(): Promise<Answer<Exported>> {
    return this.#call(exportMetadata(), readExport);
  }

  /** Reads which migrations have run. */
  migrated(): Promise<Answer<Migrated>> {
    return this.#call(getCatalogState(), readMigrated);
  }

  /** The server's version, `v2.45.1`; `undefined` if it does not say. */
  async version(): Promise<string | undefined> {
    const timeoutSeconds = Math.min(this.#settings.timeoutSeconds, VERSION_SECONDS);
    const attempt = this.#attempt('GET', '/v1/version', { timeoutSeconds });
    const answer = await this.#send(attempt, 'GET', '/v1/version');
    if (!answer.ok) return undefined;
    const version = asText(asRecord(parseJson(answer.value.body))?.['version']);
    return version === undefined
      ? undefined
      : visible(this.#redactor.text(version)).slice(0, 80).toWellFormed();
  }

  /** Asks `/healthz`, which answers at once, whatever the server is working on. */
  async health(timeoutSeconds: number): Promise<Answer<Health>> {
    const attempt = this.#attempt('GET', '/healthz', { timeoutSeconds });
    const answer = await this.#send(attempt, 'GET', '/healthz');
    if (!answer.ok) return answer;
    const { status, body } = answer.value;
    if (status === 200 && /^(?:OK|WARN)/.test(body)) return { ok: true, value: 'ok' };
    if (status === 500 && body.startsWith('ERROR')) return { ok: true, value: 'error' };
    if (status === 429 || (status >= 502 && status <= 504)) {
      return { ok: false, failure: explainErrorResponse(answer.value, attempt, this.#redactor) };
    }
    return { ok: true, value: 'unknown' };
  }

  async #call<T>(call: MetadataCall, read: (body: unknown) => T): Promise<Answer<T>> {
    const attempt = this.#attempt('POST', '/v1/metadata', { type: call.type });
    const answer = await this.#send(attempt, 'POST', '/v1/metadata', JSON.stringify(call));
    if (!answer.ok) return answer;
    const { status, body } = answer.value;
    if (status < 200 || status >= 300) {
      return { ok: false, failure: explainErrorResponse(answer.value, attempt, this.#redactor) };
    }
    const json = parseJson(body);
    if (json === undefined) {
      return { ok: false, failure: explainNotJson(answer.value, attempt, this.#redactor) };
    }
    try {
      return { ok: true, value: read(json) };
    } catch (error) {
      if (!(error instanceof ShapeError)) throw error;
      return { ok: false, failure: explainUnexpectedShape(error.message, attempt) };
    }
  }

  async #send(
    attempt: Attempt,
    method: 'GET' | 'POST',
    path: string,
    body?: string,
  ): Promise<Answer<HttpAnswer>> {
    const { endpoint, adminSecret, headers } = this.#settings;
    try {
      const value = await send({
        method,
        url: new URL(endpoint + path),
        headers: {
          ...headers,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(adminSecret !== '' && method === 'POST' && { 'x-hasura-admin-secret': adminSecret }),
        },
        body,
        timeoutSeconds: attempt.timeoutSeconds,
        signal: this.#signal,
      });
      return { ok: true, value };
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      return { ok: false, failure: explainNoResponse(error, attempt, this.#redactor) };
    }
  }

  #attempt(
    method: string,
    path: string,
    { type, timeoutSeconds }: { type?: string; timeoutSeconds?: number } = {},
  ): Attempt {
    const { endpoint, adminSecret } = this.#settings;
    return {
      attempted: `${method} ${this.#redactor.text(endpoint)}${path}${type === undefined ? '' : ` (${type})`}`,
      type,
      timeoutSeconds: timeoutSeconds ?? this.#settings.timeoutSeconds,
      hasSecret: adminSecret !== '',
    };
  }
}
