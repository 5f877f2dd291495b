import { readFile } from 'node:fs/promises';
import { asRecord, asText, parseJson } from '../lib/json.js';

/** The pull request that a workflow runs for. */
export interface PullRequest {
  /** `owner/name`. */
  readonly repository: string;
  readonly number: number;
  /** The commit that it ends with; the run itself has a merge with the base branch. */
  readonly commit?: string;
}

/**
 * Reads the pull request from the event that started the run; `undefined` if the run is not about
 * one. A comment on a pull request is such an event, too.
 * https://docs.github.com/en/actions/reference/events-that-trigger-workflows
 */
export async function readPullRequest(): Promise<PullRequest | undefined> {
  const { GITHUB_EVENT_PATH: path, GITHUB_REPOSITORY: repository } = process.env;
  if (!path || !repository) return undefined;
  const event = asRecord(parseJson(await readFile(path, 'utf8').catch(() => '')));
  const issue = asRecord(event?.['issue']);
  const pullRequest = asRecord(event?.['pull_request']) ?? (issue?.['pull_request'] && issue);
  const number = asRecord(pullRequest)?.['number'];
  if (typeof number !== 'number') return undefined;
  const commit = asText(asRecord(asRecord(pullRequest)?.['head'])?.['sha']);
  return { repository, number, ...(commit !== undefined && { commit }) };
}
