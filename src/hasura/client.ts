import { type HttpAnswer, HttpError, send } from '../http/send.js';
import { asRecord, asText, parseJson } from '../lib/json.js';
import { visible } from '../lib/text.js';
import type { Redactor } from '../redact/redactor.js';
import { type Answer, createFailure, type ReloadScope, type Replacement } from './calls.js';
import { explainErrorResponse, explainNotJson } from './error-response.js';
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
interface ServerSettings {
  /** The base URL, without a slash at its end and without credentials. */
  readonly endpoint: string;
  /** Sent as `X-Hasura-Admin-Secret`; empty for a server without one. */
  readonly adminSecret: string;
  readonly headers: Readonly<Record<string, string>>;
  /** For one whole request, the answer included. */
  readonly timeoutSeconds: number;
}

/** A call of the metadata API. */
interface MetadataCall {
  readonly type: string;
  readonly version?: number;
  readonly resource_version?: number;
  readonly args: unknown;
}

/** No step waits longer for the version, which is answered at once or not at all. */
const VERSION_SECONDS = 10;

/** What `/healthz` says: `error` if the server's storage does not work, else `ok`. */
type Health = 'ok' | 'error';

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

  /**
   * Reloads metadata. The verdict of servers before v2.4 has no objects and must be asked for.
   * Servers that do not know `reload_data_connectors` or `recreate_event_triggers` would be asked
   * for what they cannot do: these are sent only where they say something.
   */
  reloadMetadata(scope: ReloadScope): Promise<Answer<Verdict>> {
    const { sources, remoteSchemas, dataConnectors, recreateEventTriggers } = scope;
    const args = {
      reload_sources: sources,
      reload_remote_schemas: remoteSchemas,
      ...(dataConnectors !== true && { reload_data_connectors: dataConnectors }),
      ...(recreateEventTriggers !== false && { recreate_event_triggers: recreateEventTriggers }),
    };
    return this.#call({ type: 'reload_metadata', args }, (body) =>
      readVerdict(this.#redactor.json(body)),
    );
  }

  /** Reads what is inconsistent from the schema cache, without reloading anything. */
  getInconsistentMetadata(): Promise<Answer<Verdict>> {
    return this.#call({ type: 'get_inconsistent_metadata', args: {} }, (body) =>
      readVerdict(this.#redactor.json(body)),
    );
  }

  /** Replaces the metadata. A refusal is a failure that has the objects or warnings. */
  replaceMetadata(replacement: Replacement): Promise<Answer<ReplaceVerdict>> {
    const { metadata, allowInconsistentMetadata, allowWarnings, resourceVersion } = replacement;
    const call: MetadataCall = {
      type: 'replace_metadata',
      version: 2,
      resource_version: resourceVersion,
      args: {
        allow_inconsistent_metadata: allowInconsistentMetadata,
        allow_warnings: allowWarnings,
        metadata,
      },
    };
    return this.#call(call, (body) => readReplaceVerdict(this.#redactor.json(body)));
  }

  /**
   * Reads the metadata and its version, which every change increments and only version 2 of the call
   * includes. Secrets are left in it.
   */
  exportMetadata(): Promise<Answer<Exported>> {
    return this.#call({ type: 'export_metadata', version: 2, args: {} }, readExport);
  }

  /** Reads which migrations have run, from where the CLI keeps it. */
  migrated(): Promise<Answer<Migrated>> {
    return this.#call({ type: 'get_catalog_state', args: {} }, readMigrated);
  }

  /** The server's version, `v2.45.1`; `undefined` if it does not say. */
  async version(): Promise<string | undefined> {
    const timeoutSeconds = Math.min(this.#settings.timeoutSeconds, VERSION_SECONDS);
    const sent = await this.#send('/v1/version', timeoutSeconds);
    if (!sent.ok) return undefined;
    const version = asText(asRecord(parseJson(sent.value.answer.body))?.['version']);
    return version === undefined
      ? undefined
      : visible(this.#redactor.text(version)).slice(0, 80).toWellFormed();
  }

  /** Asks `/healthz`, which answers at once, whatever the server is working on. */
  async health(timeoutSeconds: number): Promise<Answer<Health>> {
    const sent = await this.#send('/healthz', timeoutSeconds);
    if (!sent.ok) return sent;
    const { answer, attempt } = sent.value;
    const { status, body } = answer;
    if (status === 429 || (status >= 502 && status <= 504)) {
      return { ok: false, failure: explainErrorResponse(answer, attempt, this.#redactor) };
    }
    return { ok: true, value: status === 500 && body.startsWith('ERROR') ? 'error' : 'ok' };
  }

  async #call<T>(call: MetadataCall, read: (body: unknown) => T): Promise<Answer<T>> {
    const sent = await this.#send('/v1/metadata', this.#settings.timeoutSeconds, call);
    if (!sent.ok) return sent;
    const { answer, attempt } = sent.value;
    if (answer.status < 200 || answer.status >= 300) {
      return { ok: false, failure: explainErrorResponse(answer, attempt, this.#redactor) };
    }
    const json = parseJson(answer.body);
    if (json === undefined) {
      return { ok: false, failure: explainNotJson(answer, attempt, this.#redactor) };
    }
    try {
      return { ok: true, value: read(json) };
    } catch (error) {
      if (!(error instanceof ShapeError)) throw error;
      const received = `the answer is JSON, but ${error.message}`;
      return { ok: false, failure: createFailure('unexpected-shape', attempt.attempted, received) };
    }
  }

  /** Sends a call, or a GET request without one, and without the admin secret. */
  async #send(
    path: string,
    timeoutSeconds: number,
    call?: MetadataCall,
  ): Promise<Answer<{ readonly answer: HttpAnswer; readonly attempt: Attempt }>> {
    const { endpoint, adminSecret, headers } = this.#settings;
    const method = call ? 'POST' : 'GET';
    const attempt: Attempt = {
      attempted: `${method} ${this.#redactor.text(endpoint)}${path}${call ? ` (${call.type})` : ''}`,
      type: call?.type,
      timeoutSeconds,
      hasSecret: adminSecret !== '',
    };
    try {
      const answer = await send({
        method,
        url: new URL(endpoint + path),
        headers: {
          ...headers,
          ...(call && { 'content-type': 'application/json' }),
          ...(call && adminSecret !== '' && { 'x-hasura-admin-secret': adminSecret }),
        },
        body: call && JSON.stringify(call),
        timeoutSeconds,
        signal: this.#signal,
      });
      return { ok: true, value: { answer, attempt } };
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      return { ok: false, failure: explainNoResponse(error, attempt, this.#redactor) };
    }
  }
}
