import type { Location } from '../model/report.js';
import { asLink, forMarkdown } from './escape.js';

/** Which workflow runs, and for which commit, for links to its lines; empty outside GitHub Actions. */
export interface WorkflowContext {
  readonly serverUrl?: string;
  /** `owner/name`. */
  readonly repository?: string;
  readonly sha?: string;
  /** The path of the workflow's file in its repository. */
  readonly workflowFile?: string;
}

/** Reads the context from the environment that GitHub's runner sets. */
export function readWorkflowContext(env: NodeJS.ProcessEnv): WorkflowContext {
  const serverUrl = env['GITHUB_SERVER_URL'];
  const repository = env['GITHUB_REPOSITORY'];
  const sha = env['GITHUB_SHA'];
  // `owner/name/.github/workflows/deploy.yml@refs/heads/main`
  const workflowFile = /^[^/]+\/[^/]+\/(.+?\.ya?ml)@/.exec(env['GITHUB_WORKFLOW_REF'] ?? '')?.[1];
  return {
    ...(serverUrl && { serverUrl }),
    ...(repository && { repository }),
    ...(sha && { sha }),
    ...(workflowFile && { workflowFile }),
  };
}

/** Locations as plain text, `file:line and file:line`, as editors and terminals know them. */
export function locationsAsText(locations: readonly Location[]): string {
  return locations.map(({ file, line }) => `${file}:${line}`).join(' and ');
}

/** Locations as Markdown: links to the lines at the commit, or only their names outside GitHub. */
export function locationsAsMarkdown(
  locations: readonly Location[],
  context: WorkflowContext,
): string {
  return locations.map((location) => linkTo(location, context)).join('<br>');
}

function linkTo(location: Location, { serverUrl, repository, sha }: WorkflowContext): string {
  const { file, line } = location;
  if (!serverUrl || !repository || !sha) return forMarkdown(locationsAsText([location]));
  const short = `${file.slice(file.lastIndexOf('/') + 1)}:${line}`;
  return asLink(
    forMarkdown(short),
    `${serverUrl}/${repository}/blob/${sha}/${asUriPath(file)}#L${line}`,
  );
}

/** The path of a file as a part of a URI. */
export function asUriPath(file: string): string {
  return file.toWellFormed().split('/').map(encodeURIComponent).join('/');
}
