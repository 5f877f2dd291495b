import { hash } from 'node:crypto';
import type { ReportingDescriptor, Result, Run, Location as SarifLocation } from 'sarif';
import packageJson from '../../package.json' with { type: 'json' };
import { isRecord } from '../lib/json.js';
import type { Location, Report } from '../model/report.js';
import { isWider } from '../model/verdict.js';
import { type Annotation, ofAccess, ofProblem, ofWarning } from './annotations.js';
import { forSarif } from './escape.js';
import { asUriPath, type WorkflowContext } from './markdown.js';
import {
  describeRule,
  type Rule,
  ruleForAccess,
  ruleForObject,
  ruleForWarning,
} from './sarif-rules.js';
import { jsonPieces, take } from './serialize.js';
import { type ProblemSubject, problemSubject, warningView } from './view.js';
import { changeView } from './view-changes.js';
import { type Item, plainText } from './words.js';

/**
 * GitHub keeps the worst 5,000 results of a run, and rejects more than 25,000.
 * https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
 */
const MOST_RESULTS = 5_000;

/** A report as SARIF in pieces of JSON, and a note if that is not all of it. */
export type RenderedSarif = Readonly<NonNullable<ReturnType<typeof renderSarif>>>;

/**
 * Renders causes, changes of access and warnings as SARIF 2.1.0, in this order. Returns `undefined`
 * without a verdict: GitHub takes whatever a file does not list as fixed.
 */
export function renderSarif(report: Report, context: WorkflowContext) {
  const { command, failure, objects } = report.findings;
  if (failure || (objects === undefined && command !== 'plan')) return undefined;
  const total = report.causes.length + widerIn(report).length + report.findings.warnings.length;
  const note =
    total > MOST_RESULTS
      ? `The SARIF file has the first ${MOST_RESULTS} of ${total} results: GitHub keeps no more.`
      : undefined;
  return { pieces: piecesOf(report, context, note), note };
}

const widerIn = ({ findings: { changes = [] } }: Report) => changes.filter(isWider);

/** Piece by piece, since thousands of results as one text would be held twice. */
function* piecesOf(
  report: Report,
  context: WorkflowContext,
  note: string | undefined,
): Generator<string> {
  const rules = new Map<string, ReportingDescriptor>();
  const counts = new Map<string, number>();
  yield '{"version":"2.1.0","$schema":"https://json.schemastore.org/sarif-2.1.0.json","runs":[{"results":[';
  yield* jsonPieces(take(findingsOf(report), MOST_RESULTS), (finding) => {
    const { rule } = finding;
    if (!rules.has(rule.id)) rules.set(rule.id, describeRule(rule));
    return resultOf(finding, context, counts);
  });
  const run: Omit<Run, 'results'> = {
    tool: {
      driver: {
        name: 'Hasura Metadata Reloader',
        semanticVersion: packageJson.version,
        informationUri: packageJson.repository.url.replace(/^git\+|\.git$/g, ''),
        rules: [...rules.values()],
      },
    },
    ...(note && {
      invocations: [
        {
          executionSuccessful: true,
          toolExecutionNotifications: [{ level: 'warning', message: { text: note } }],
        },
      ],
    }),
    columnKind: 'utf16CodeUnits',
  };
  yield `],${JSON.stringify(run).slice(1)}]}`;
}

/** What becomes a result. */
interface Finding {
  readonly rule: Rule;
  /** What makes it the same in another run, wherever it is then. */
  readonly identity: string;
  readonly annotation: Annotation;
  readonly item: Item & Partial<Pick<ProblemSubject, 'alsoUnavailable'>>;
}

/** All findings, the worst first; one by one, since a report may have more than are rendered. */
function* findingsOf(report: Report): Generator<Finding> {
  for (const cause of report.causes) {
    const item = problemSubject(report, cause);
    const identity = `${cause.object.name}\n${plainText(item.description)}`;
    yield { rule: ruleForObject(cause.object), identity, annotation: ofProblem(item), item };
  }
  for (const change of widerIn(report)) {
    const { fields, roles } = change;
    const values = fields.map(({ path, before, after }) => [path, { before, after }]);
    // A dismissed change must not hide another change of the same permission.
    const parts = [change.change, change.identity, Object.fromEntries(values), roles];
    const item = changeView(report, change);
    const annotation = ofAccess(item);
    yield { rule: ruleForAccess(change), identity: sortedJson(parts), annotation, item };
  }
  for (const warning of report.findings.warnings) {
    const item = warningView(report, warning);
    const identity = `${warning.name}\n${plainText(item.description)}\n${warning.message}`;
    yield { rule: ruleForWarning(warning), identity, annotation: ofWarning(item), item };
  }
}

/** The result of a finding; `counts` has how often each fingerprint has come up. */
function resultOf(
  { rule, identity, annotation, item }: Finding,
  context: WorkflowContext,
  counts: Map<string, number>,
): Result {
  const digest = hash('sha256', `${rule.id}\n${identity}`).slice(0, 32);
  // A server may report an object twice.
  const count = (counts.get(digest) ?? 0) + 1;
  counts.set(digest, count);
  const fingerprint = `${digest}:${count}`;
  const { level, message, title } = annotation;
  const [place, ...otherPlaces] = item.locations.map((location) => locationOf(location));
  const related = [
    ...otherPlaces,
    ...(item.alsoUnavailable?.items ?? []).flatMap(({ description, locations }) =>
      locations.map((location) => locationOf(location, plainText(description))),
    ),
  ];
  const workflow = context.workflowFile ?? '.github/workflows';
  const text = forSarif(`${title}.\n${message}`);
  return {
    ruleId: rule.id,
    level: level === 'error' ? level : 'warning',
    message: { text: place ? text : `${text}\nIt has no line in the repository.` },
    // Without a region, it is the file as a whole, which GitHub shows at its top.
    locations: [place ?? { physicalLocation: { artifactLocation: artifactOf(workflow) } }],
    ...(related.length > 0 && { relatedLocations: related }),
    partialFingerprints: {
      'hasuraObject/v1': fingerprint,
      // The only one that GitHub uses. If there is a line, upload-sarif derives it from the line's
      // text, so that it survives moves, and warns of every other value.
      ...(!place && { primaryLocationLineHash: fingerprint }),
    },
  };
}

/** The same for equal values, in whatever order their keys are written. */
function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    isRecord(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

function locationOf({ file, line, column }: Location, text?: string): SarifLocation {
  const region = { startLine: line, startColumn: column };
  return {
    physicalLocation: { artifactLocation: artifactOf(file), region },
    ...(text !== undefined && { message: { text: forSarif(text) } }),
  };
}

const artifactOf = (file: string) => ({ uri: asUriPath(file), uriBaseId: '%SRCROOT%' });
