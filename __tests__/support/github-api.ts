import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeAtOnce, listen } from '../../tools/stand-in/listening.js';

/** A comment as GitHub's API returns it. */
export interface StoredComment {
  readonly id: number;
  readonly number: number;
  body: string;
  readonly user: { readonly login: string; readonly type: 'Bot' | 'User' };
}

/** A request, before it is answered. */
export interface ApiCall {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Readonly<Record<string, unknown>> | undefined;
}

/** An answer in place of the usual one; `isLate`: what was asked for is done all the same. */
export interface Fault {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly message?: string;
  /** Not JSON, as something between here and GitHub may answer. */
  readonly page?: string;
  readonly isLate?: boolean;
}

export const REPOSITORY = 'acme/shop';
const BOT = { login: 'github-actions[bot]', type: 'Bot' } as const;

/**
 * GitHub's API for comments, as its documentation describes it, on a loopback port. Its paths have a
 * prefix, as those of GitHub Enterprise Server do.
 */
export class GitHubApi {
  readonly comments: StoredComment[] = [];
  readonly calls: ApiCall[] = [];
  /** Says how a call fails; none does unless it is set. */
  fault: (call: ApiCall) => Fault | undefined | Promise<Fault | undefined> = () => undefined;
  /** Whom the token belongs to. A job's own token cannot ask. */
  owner: StoredComment['user'] = BOT;
  #nextId = 1;
  readonly #server = createServer((request, response) => {
    this.#answer(request, response).catch((error) => response.writeHead(500).end(String(error)));
  });
  #port = 0;

  static async start(): Promise<GitHubApi> {
    const api = new GitHubApi();
    api.#port = await listen(api.#server, '127.0.0.1', 0);
    return api;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/api/v3`;
  }

  close(): Promise<void> {
    return closeAtOnce(this.#server);
  }

  /** Adds a comment that somebody wrote. */
  add(body: string, user: StoredComment['user'] = this.owner, number = 7): StoredComment {
    const comment = { id: this.#nextId++, number, body, user };
    this.comments.push(comment);
    return comment;
  }

  /** The methods of the calls so far that changed something. */
  get changes(): string[] {
    return this.calls.map(({ method }) => method).filter((method) => method !== 'GET');
  }

  /** The environment of a run for a pull request. */
  runFor(number: number, run: { readonly id: number; readonly commit: string }) {
    const path = join(mkdtempSync(join(tmpdir(), 'event-')), 'event.json');
    writeFileSync(path, JSON.stringify({ pull_request: { number, head: { sha: run.commit } } }));
    return {
      GITHUB_API_URL: this.url,
      GITHUB_SERVER_URL: 'https://github.example',
      GITHUB_REPOSITORY: REPOSITORY,
      GITHUB_EVENT_PATH: path,
      GITHUB_RUN_ID: String(run.id),
      GITHUB_RUN_ATTEMPT: '1',
    };
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const { method = '', url = '', headers } = request;
    const body = text === '' ? undefined : JSON.parse(text);
    const call: ApiCall = { method, path: url.replace(/^\/api\/v3/, ''), headers, body };
    this.calls.push(call);
    const fault = await this.fault(call);
    const answer = fault && !fault.isLate ? fault : this.#carryOut(call);
    const { status, value, message } = { value: undefined, message: undefined, ...answer };
    const sent = fault ? { message: fault.message ?? 'fault' } : (value ?? { message });
    response.writeHead(fault?.status ?? status, {
      'content-type': 'application/json',
      ...fault?.headers,
    });
    response.end(fault?.page ?? (status === 204 && !fault ? undefined : JSON.stringify(sent)));
  }

  #carryOut({ method, path, body }: ApiCall): {
    status: number;
    value?: unknown;
    message?: string;
  } {
    const url = new URL(path, 'http://x');
    const route = `${method} ${url.pathname.replace(/\d+/g, 'N')}`;
    const id = Number(/\d+/.exec(url.pathname)?.[0]);
    const found = this.comments.find((comment) => comment.id === id);
    const text = String(body?.['body']);
    const toApi = (comment: StoredComment) => ({
      ...comment,
      html_url: `https://github.example/c/${comment.id}`,
    });
    if ((method === 'POST' || method === 'PATCH') && text.length > 65_536) {
      return { status: 422, message: 'Validation Failed' };
    }
    switch (route) {
      case 'GET /user':
        if (this.owner.type === 'User') return { status: 200, value: this.owner };
        return { status: 403, message: 'Resource not accessible by integration' };
      case `GET /repos/${REPOSITORY}/issues/N/comments`: {
        const size = Number(url.searchParams.get('per_page') ?? 30);
        const page = Number(url.searchParams.get('page') ?? 1);
        const all = this.comments.filter(({ number }) => number === id).map(toApi);
        return { status: 200, value: all.slice((page - 1) * size, page * size) };
      }
      case `POST /repos/${REPOSITORY}/issues/N/comments`:
        return { status: 201, value: toApi(this.add(text.trimEnd(), this.owner, id)) };
      case `PATCH /repos/${REPOSITORY}/issues/comments/N`:
        if (!found) return { status: 404, message: 'Not Found' };
        found.body = text;
        return { status: 200, value: toApi(found) };
      case `DELETE /repos/${REPOSITORY}/issues/comments/N`:
        if (!found) return { status: 404, message: 'Not Found' };
        this.comments.splice(this.comments.indexOf(found), 1);
        return { status: 204 };
      default:
        return { status: 404, message: 'Not Found' };
    }
  }
}
