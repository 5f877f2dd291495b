import { counted } from '../lib/text.js';
import type { Location } from '../model/report.js';
import { asCode, asLink, forHtml, forMarkdown } from './escape.js';
import { firstOf, renderWords, type Shown, type Words } from './words.js';

/** Words as Markdown: `select permission <b>clerk</b> on <b>orders</b>`. */
export function wordsAsMarkdown(words: Words, escapeText = forMarkdown): string {
  return renderWords(words, (word) => {
    if (typeof word === 'string') return escapeText(word);
    return 'name' in word ? `<b>${escapeText(word.name)}</b>` : asCode(word.code, escapeText);
  });
}

/** Words as one line of HTML. */
export function wordsAsHtml(words: Words): string {
  return wordsAsMarkdown(words, forHtml);
}

/**
 * A table of at most so many items, or nothing. A column has a heading, and a function that makes the
 * cell of an item, as Markdown; columns without any text are left out.
 */
export function table<T>(
  shown: Shown<T>,
  most: number,
  columns: Readonly<Record<string, (item: T) => string>>,
  noun?: string,
): string {
  const { items, more } = firstOf(shown, most);
  if (items.length === 0) return '';
  const filled = Object.entries(columns)
    .map(([heading, toCell]) => [heading, '---', ...items.map(toCell)])
    .filter(([, , ...cells]) => cells.some((cell) => cell !== ''));
  const rows = filled[0]?.map(
    (_cell, row) => `| ${filled.map((cells) => cells[row]).join(' | ')} |`,
  );
  return (rows ?? []).join('\n') + moreThan(more, noun);
}

/** A list of at most so many items, or nothing. */
export function list<T>(items: Shown<T>, most: number, wordsOf: (item: T) => Words): string {
  const { items: first, more } = firstOf(items, most);
  return first.map((item) => `- ${wordsAsMarkdown(wordsOf(item))}`).join('\n') + moreThan(more);
}

function moreThan(count: number, noun?: string): string {
  if (count === 0) return '';
  return `\n\n… and ${noun === undefined ? `${count} more` : counted(count, noun)}.`;
}

/** Text below a heading; nothing if there is none. */
export function section(heading: string, text: string): string {
  return text === '' ? '' : `### ${heading}\n\n${text}`;
}

/** A section that is folded until a reader opens it. */
export function fold(html: string, blocks: readonly string[]): string {
  return joined([`<details><summary>${html}</summary>`, ...blocks, '</details>']);
}

/** Blocks one below the other; empty ones are left out. */
export function joined(blocks: readonly string[]): string {
  return blocks.filter((block) => block !== '').join('\n\n');
}

/** Which workflow runs, and for which commit, for links to its lines; empty outside GitHub Actions. */
export type WorkflowContext = Readonly<Partial<ReturnType<typeof readWorkflowContext>>>;

/** Reads the context from the environment that GitHub's runner sets. */
export function readWorkflowContext(env: NodeJS.ProcessEnv) {
  const serverUrl = env['GITHUB_SERVER_URL'];
  /** `owner/name`. */
  const repository = env['GITHUB_REPOSITORY'];
  const sha = env['GITHUB_SHA'];
  // `owner/name/.github/workflows/deploy.yml@refs/heads/main`
  const workflowFile = /^[^/]+\/[^/]+\/(.+?\.ya?ml)@/.exec(env['GITHUB_WORKFLOW_REF'] ?? '')?.[1];
  const id = env['GITHUB_RUN_ID'];
  const isRun = serverUrl && repository && id;
  const runUrl = isRun ? `${serverUrl}/${repository}/actions/runs/${id}` : undefined;
  return { serverUrl, repository, sha, workflowFile, runUrl };
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
