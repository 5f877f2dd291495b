import type { Location } from '../model/report.js';

/** Which commit a workflow runs for, for links to its lines; empty outside GitHub Actions. */
export interface WorkflowContext {
  readonly serverUrl?: string;
  /** `owner/name`. */
  readonly repository?: string;
  readonly sha?: string;
}

/** Reads the context out of the environment that GitHub's runner sets. */
export function readWorkflowContext(env: NodeJS.ProcessEnv): WorkflowContext {
  const serverUrl = env['GITHUB_SERVER_URL'];
  const repository = env['GITHUB_REPOSITORY'];
  const sha = env['GITHUB_SHA'];
  return {
    ...(serverUrl && { serverUrl }),
    ...(repository && { repository }),
    ...(sha && { sha }),
  };
}

/** The address of a line at the commit; `undefined` outside GitHub Actions. */
export function lineUrl(context: WorkflowContext, location: Location): string | undefined {
  const { serverUrl, repository, sha } = context;
  if (!serverUrl || !repository || !sha) return undefined;
  const path = location.file.toWellFormed().split('/').map(encodeURIComponent).join('/');
  return `${serverUrl}/${repository}/blob/${sha}/${path}#L${location.line}`;
}

/** `file:line`, as editors and terminals know it. */
export function placeOf(location: Location): string {
  return `${location.file}:${location.line}`;
}
