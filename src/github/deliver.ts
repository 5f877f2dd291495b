import { backoffSeconds, Deadline, type World } from '../lib/world.js';
import type { Report } from '../model/report.js';
import { isNews, renderComment } from '../output/markdown-report.js';
import { type ApiFailure, createApi } from './api.js';
import { type CommentOutcome, markerOf, writeComment } from './comment.js';
import { readPullRequest } from './pull-request.js';

/** When to comment, on which of a pull request's comments, and with which token. */
interface CommentSettings {
  readonly when: 'on-change' | 'always';
  readonly label: string;
  readonly token: string;
}

/** How long to try, with all waits: nobody wants a deploy to wait for a comment. */
const MOST_SECONDS = 90;

/**
 * Writes the comment on the pull request that the workflow runs for. Returns a warning if that
 * failed; whatever else there is to say goes into the log.
 */
export async function deliverComment(
  report: Report,
  { when, label, token }: CommentSettings,
  world: World,
): Promise<readonly string[]> {
  const { log, signal } = world;
  const pullRequest = signal.aborted ? undefined : await readPullRequest();
  if (!pullRequest) {
    log.info(
      `No comment: the run ${signal.aborted ? 'was cancelled' : 'is not about a pull request'}.`,
    );
    return [];
  }
  const { GITHUB_API_URL: url, GITHUB_RUN_ID: id, GITHUB_RUN_ATTEMPT: attempt } = process.env;
  const call = createApi(url || 'https://api.github.com', token, signal);
  const run = [Number(id) || 0, Number(attempt) || 0] as const;
  const { commit } = pullRequest;
  const context = { marker: markerOf(label, run), label, ...(commit && { commit }) };
  const body = renderComment(report, context, process.env);
  const wanted = { pullRequest, label, run, body, isNews: when === 'always' || isNews(report) };
  const outcome = await repeatedly(() => writeComment(call, wanted), world);
  if (!outcome.ok) return signal.aborted ? [] : [warningOf(outcome.failure, pullRequest.number)];
  log.info(OUTCOMES[outcome.outcome](outcome.url ?? `#${pullRequest.number}`));
  return [];
}

const OUTCOMES = {
  written: (where: string) => `Wrote the comment on the pull request: ${where}`,
  superseded: (where: string) => `A later run has written the comment already: ${where}`,
  nothing: () => 'No comment: there is nothing to report.',
};

/** Tries again as long as the failure is temporary and time is left. */
async function repeatedly(
  write: () => Promise<CommentOutcome>,
  { log, clock, signal }: World,
): Promise<CommentOutcome> {
  const deadline = new Deadline(clock, MOST_SECONDS);
  for (let tries = 0; ; tries++) {
    const outcome = await write();
    if (outcome.ok || !outcome.failure.isTemporary) return outcome;
    const wait = Math.max(outcome.failure.retryAfterSeconds ?? 0, backoffSeconds(tries, clock));
    if (wait > deadline.secondsLeft) return outcome;
    log.info(`${outcome.failure.message}. Trying again in ${wait.toFixed(0)} s.`);
    await clock.sleep(wait, signal);
    if (signal.aborted) return outcome;
  }
}

const FIXES: Readonly<Record<number, string>> = {
  401: 'Check "github-token".',
  403: 'Give the job the permission "pull-requests: write". Runs for forks and for Dependabot cannot have it.',
  404: 'Check that "github-token" has access to the repository.',
};

function warningOf({ message, status = 0 }: ApiFailure, number: number): string {
  return [`The comment on pull request #${number} is not up to date.`, `${message}.`, FIXES[status]]
    .filter(Boolean)
    .join(' ');
}
