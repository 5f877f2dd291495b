import type { Location } from '../model/report.js';
import { asLink, forMarkdown } from './escape.js';

/** Which commit a workflow runs for, for links to its lines; empty outside GitHub Actions. */
export interface WorkflowContext {
  readonly serverUrl?: string;
  /** `owner/name`. */
  readonly repository?: string;
  readonly sha?: string;
}

/** Reads the context from the environment that GitHub's runner sets. */
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
  const path = file.toWellFormed().split('/').map(encodeURIComponent).join('/');
  const short = `${file.slice(file.lastIndexOf('/') + 1)}:${line}`;
  return asLink(forMarkdown(short), `${serverUrl}/${repository}/blob/${sha}/${path}#L${line}`);
}
