import { HttpError, type HttpRequest, send } from '../http/send.js';
import { asRecord, asText, parseJson } from '../lib/json.js';

/** What was asked of GitHub, or why there is none. */
export type ApiAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: ApiFailure };

/** Why a call failed. */
export interface ApiFailure {
  /** Absent without an answer. */
  readonly status?: number;
  /** What was attempted and what came back, in a sentence. */
  readonly message: string;
  /** Whether the same call may succeed later. */
  readonly isTemporary: boolean;
  /** How long GitHub asks to wait, in seconds. */
  readonly retryAfterSeconds?: number;
}

/** Makes one call: `path` follows the URL of the API, and `body` is sent as JSON. */
export type CallApi = (
  method: HttpRequest['method'],
  path: string,
  body?: Readonly<Record<string, unknown>>,
) => Promise<ApiAnswer<unknown>>;

const TIMEOUT_SECONDS = 15;

/** How long to wait after a rate limit that does not say it, by GitHub's documentation. */
const LIMIT_SECONDS = 60;

/**
 * What calls GitHub's REST API, on github.com or on GitHub Enterprise Server.
 * https://docs.github.com/en/rest/using-the-rest-api/getting-started-with-the-rest-api
 */
export function createApi(url: string, token: string, signal: AbortSignal): CallApi {
  return async (method, path, body) => {
    const attempted = `${method} ${path}`;
    try {
      const answer = await send({
        method,
        url: new URL(url.replace(/\/+$/, '') + path),
        headers: {
          accept: 'application/vnd.github+json',
          authorization: `Bearer ${token}`,
          'x-github-api-version': '2022-11-28',
          ...(body && { 'content-type': 'application/json' }),
        },
        body: body && JSON.stringify(body),
        timeoutSeconds: TIMEOUT_SECONDS,
        signal,
      });
      const { status, headers } = answer;
      const value = parseJson(answer.body);
      if (status >= 200 && status < 300 && (value !== undefined || answer.body === '')) {
        return { ok: true, value };
      }
      const said = asText(asRecord(value)?.['message']);
      const message = `GitHub answered ${attempted} with ${status}${said ? `: ${said}` : ''}`;
      return { ok: false, failure: { status, message, ...temporary(status, headers) } };
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      const message = `GitHub did not answer ${attempted}: ${error.code}`;
      return { ok: false, failure: { message, isTemporary: error.code !== 'CANCELLED' } };
    }
  };
}

/**
 * Whether an answer is about the moment only: an error of GitHub's, or a rate limit, which may be
 * a 403 as well.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
function temporary(
  status: number,
  headers: Readonly<Record<string, unknown>>,
): Pick<ApiFailure, 'isTemporary' | 'retryAfterSeconds'> {
  const isLimit =
    status === 429 ||
    (status === 403 &&
      (headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0'));
  const seconds = Number(headers['retry-after'] ?? LIMIT_SECONDS);
  return {
    // A 2xx whose body is not JSON comes from something between here and GitHub.
    isTemporary: isLimit || status >= 500 || status < 300,
    ...(isLimit && { retryAfterSeconds: Number.isFinite(seconds) ? seconds : LIMIT_SECONDS }),
  };
}
