import { asRecord, asText } from '../lib/json.js';
import type { ApiAnswer, ApiFailure, CallApi } from './api.js';
import type { PullRequest } from './pull-request.js';

/** The comment that a run wants to leave behind. */
export interface WantedComment {
  readonly pullRequest: PullRequest;
  /** Which of the action's comments it is. */
  readonly label: string;
  /** Later runs have larger numbers: the run's id, and its attempt. */
  readonly run: readonly [id: number, attempt: number];
  /** Its Markdown, which begins with the marker. */
  readonly body: string;
  /** Whether to create it if there is none. */
  readonly isNews: boolean;
}

/** The outcome, or the failed answer; `superseded` if a later run has written the comment. */
export type CommentOutcome =
  | {
      readonly ok: true;
      readonly outcome: 'written' | 'superseded' | 'nothing';
      readonly url?: string;
    }
  | { readonly ok: false; readonly failure: ApiFailure };

/** The HTML comment at the beginning of a comment, by which it is found again. */
export function markerOf(label: string, run: WantedComment['run']): string {
  return `${beginningOf(label)} run="${run.join('.')}" -->`;
}

// Encoded, since a ">" in a label could end the HTML comment.
const beginningOf = (label: string): string =>
  `<!-- hasura-metadata-reloader comment="${encodeURIComponent(label.toWellFormed())}"`;

interface Comment {
  readonly id: number;
  readonly url: string;
  readonly body: string;
  readonly run: WantedComment['run'];
  readonly author: string;
  readonly isByBot: boolean;
}

/**
 * Creates the comment, or updates the one that is there. Runs that create it at the same time end
 * up with one: each looks again, keeps the oldest comment with the text of the latest run, and
 * deletes its own or an earlier one.
 */
export async function writeComment(call: CallApi, wanted: WantedComment): Promise<CommentOutcome> {
  const found = await findComments(call, wanted);
  if (!found.ok) return found;
  if (found.value.length > 0) return settle(call, wanted, found.value);
  if (!wanted.isNews) return { ok: true, outcome: 'nothing' };
  const created = await call('POST', commentsOf(wanted), { body: wanted.body });
  if (!created.ok) return created;
  const now = await findComments(call, wanted);
  return now.ok ? settle(call, wanted, now.value) : now;
}

async function settle(
  call: CallApi,
  wanted: WantedComment,
  [oldest, ...others]: readonly Comment[],
): Promise<CommentOutcome> {
  // Somebody has deleted what was just created.
  if (!oldest) return { ok: true, outcome: 'nothing' };
  const isSuperseded = isLater(oldest.run, wanted.run);
  if (!isSuperseded && oldest.body !== wanted.body.trimEnd()) {
    const updated = await call('PATCH', commentPath(wanted, oldest), { body: wanted.body });
    if (!updated.ok) {
      // Deleted meanwhile: another try creates it.
      const isTemporary = updated.failure.isTemporary || updated.failure.status === 404;
      return { ok: false, failure: { ...updated.failure, isTemporary } };
    }
  }
  for (const other of others.filter(({ run }) => !isLater(run, wanted.run))) {
    const deleted = await call('DELETE', commentPath(wanted, other));
    // Another run may have been faster.
    if (!deleted.ok && deleted.failure.status !== 404) return deleted;
  }
  return { ok: true, outcome: isSuperseded ? 'superseded' : 'written', url: oldest.url };
}

const isLater = (one: WantedComment['run'], other: WantedComment['run']): boolean =>
  one[0] === other[0] ? one[1] > other[1] : one[0] > other[0];

const commentsOf = ({ pullRequest: { repository, number } }: WantedComment): string =>
  `/repos/${repository}/issues/${number}/comments`;

const commentPath = ({ pullRequest }: WantedComment, { id }: Comment): string =>
  `/repos/${pullRequest.repository}/issues/comments/${id}`;

const PAGE_SIZE = 100;

/** Finds the comments with this label that the token's owner wrote, oldest first. */
async function findComments(
  call: CallApi,
  wanted: WantedComment,
): Promise<ApiAnswer<readonly Comment[]>> {
  const found: Comment[] = [];
  for (let page = 1, isLast = false; !isLast; page++) {
    const answer = await call('GET', `${commentsOf(wanted)}?per_page=${PAGE_SIZE}&page=${page}`);
    if (!answer.ok) return answer;
    if (!Array.isArray(answer.value)) {
      const message = "GitHub's answer is not a list of comments";
      return { ok: false, failure: { message, isTemporary: true } };
    }
    const items: readonly unknown[] = answer.value;
    found.push(...items.flatMap((item) => readComment(item, wanted.label) ?? []));
    isLast = items.length < PAGE_SIZE;
  }
  // Anybody can copy the marker into a comment. Only bots write as bots, as a job's own token does.
  if (found.every(({ isByBot }) => isByBot)) return { ok: true, value: found };
  const self = await call('GET', '/user');
  if (!self.ok && self.failure.isTemporary) return self;
  const login = self.ok ? asText(asRecord(self.value)?.['login']) : undefined;
  const isOwn = ({ isByBot, author }: Comment) => isByBot || author === login;
  return { ok: true, value: found.filter(isOwn) };
}

function readComment(item: unknown, label: string): Comment | undefined {
  const { id, html_url: url, body, user } = asRecord(item) ?? {};
  const text = asText(body) ?? '';
  const beginning = beginningOf(label);
  const run = text.startsWith(beginning)
    ? /^ run="(\d+)\.(\d+)" -->/.exec(text.slice(beginning.length))
    : undefined;
  const author = asText(asRecord(user)?.['login']);
  if (typeof id !== 'number' || !run || author === undefined) return undefined;
  return {
    id,
    url: asText(url) ?? '',
    // GitHub may store line breaks and the end in its own way.
    body: text.replaceAll('\r\n', '\n').trimEnd(),
    run: [Number(run[1]), Number(run[2])],
    author,
    isByBot: asRecord(user)?.['type'] === 'Bot',
  };
}
