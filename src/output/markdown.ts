import type { Location } from '../model/report.js';
import { asCode, asLink, forHtml, forMarkdown } from './escape.js';
import { renderWords, type Words } from './words.js';

/** Words as Markdown: `select permission <b>clerk</b> on <b>orders</b>`. */
export function wordsAsMarkdown(words: Words): string {
  return renderWords(words, (word) => {
    if (typeof word === 'string') return forMarkdown(word);
    return 'name' in word ? `<b>${forMarkdown(word.name)}</b>` : asCode(word.code);
  });
}

/** Words as one line of HTML. */
export function wordsAsHtml(words: Words): string {
  return renderWords(words, (word) => {
    if (typeof word === 'string') return forHtml(word);
    return 'name' in word ? `<b>${forHtml(word.name)}</b>` : `<code>${forHtml(word.code)}</code>`;
  });
}

/** A column of a table: its heading, and its cells as Markdown. */
export type Column = readonly [heading: string, cells: readonly string[]];

/** A table; columns without any text are left out. */
export function table(columns: readonly Column[]): string {
  const filled = columns.filter(([, cells]) => cells.some((cell) => cell !== ''));
  const rows = filled[0]?.[1].map((_cell, index) => filled.map(([, cells]) => cells[index] ?? ''));
  return [filled.map(([heading]) => heading), filled.map(() => '---'), ...(rows ?? [])]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/** What a list or a table leaves out, below it; empty for nothing. */
export function moreThan(count: number): string {
  return count > 0 ? `\n\n… and ${count} more.` : '';
}

/** A section that is folded until a reader opens it. */
export function fold(html: string, blocks: readonly string[]): string {
  return [`<details><summary>${html}</summary>`, ...blocks, '</details>'].join('\n\n');
}

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
