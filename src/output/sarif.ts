import { createHash } from 'node:crypto';
import type { ReportingDescriptor, Result, Run, Location as SarifLocation } from 'sarif';
import packageJson from '../../package.json' with { type: 'json' };
import { isRecord } from '../lib/json.js';
import type { Location, Report } from '../model/report.js';
import { isWider } from '../model/verdict.js';
import { type Annotation, ofAccess, ofProblem, ofWarning } from './annotations.js';
import { forSarif } from './escape.js';
import { asUriPath, type WorkflowContext } from './markdown.js';
import { type Rule, ruleForAccess, ruleForObject, ruleForWarning } from './sarif-rules.js';
import { type Item, problemSubject, warningView } from './view.js';
import { changeView } from './view-changes.js';
import { plainText } from './words.js';

/**
 * GitHub keeps the worst 5,000 results of a run, and rejects more than 25,000.
 * https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
 */
const MOST_RESULTS = 5_000;

/** A report as SARIF in pieces of JSON, and a note if that is not all of it. */
export interface RenderedSarif {
  readonly pieces: Iterable<string>;
  readonly note?: string;
}

/**
 * Renders causes, changes of access and warnings as SARIF 2.1.0, in this order. Returns `undefined`
 * without a verdict: GitHub takes whatever a file does not list as fixed.
 */
export function renderSarif(report: Report, context: WorkflowContext): RenderedSarif | undefined {
  const { command, failure, objects } = report.findings;
  if (failure || (objects === undefined && command !== 'plan')) return undefined;
  const all = findingsOf(report);
  const findings = all.slice(0, MOST_RESULTS);
  const note =
    all.length > findings.length
      ? `The SARIF file has the first ${findings.length} of ${all.length} results: GitHub keeps no more.`
      : undefined;
  return { pieces: piecesOf(findings, context, note), ...(note && { note }) };
}

/** Piece by piece, since thousands of results as one text would be held twice. */
function* piecesOf(
  findings: readonly (() => Finding)[],
  context: WorkflowContext,
  note: string | undefined,
): Generator<string> {
  const rules = new Map<string, ReportingDescriptor>();
  const counts = new Map<string, number>();
  yield '{"version":"2.1.0","$schema":"https://json.schemastore.org/sarif-2.1.0.json","runs":[{"results":[';
  for (const [index, render] of findings.entries()) {
    const finding = render();
    const { rule } = finding;
    if (!rules.has(rule.id)) rules.set(rule.id, rule.describe());
    yield (index === 0 ? '' : ',') + JSON.stringify(resultOf(finding, context, counts));
  }
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
  readonly locations: readonly Location[];
  /** What it makes unavailable. */
  readonly others: readonly Item[];
}

/** All findings, the worst first. They are rendered one by one, since a report may have many. */
function findingsOf(report: Report): (() => Finding)[] {
  const { causes, failed, findings } = report;
  // New causes come first.
  const first = causes.slice(0, 1).map((cause) => problemSubject(report, cause));
  const annotate = ofProblem(failed, { items: first, total: causes.length });
  return [
    ...causes.map((cause) => () => {
      const view = problemSubject(report, cause);
      return {
        rule: ruleForObject(cause.object),
        identity: `${cause.object.name}\n${plainText(view.description)}`,
        annotation: annotate(view),
        locations: view.locations,
        others: view.alsoUnavailable.items,
      };
    }),
    ...(findings.changes ?? []).filter(isWider).map((change) => () => {
      const { identity, fields, roles } = change;
      const values = fields.map(({ path, before, after }) => [path, { before, after }]);
      const view = changeView(report, change);
      return {
        rule: ruleForAccess(change),
        // A dismissed change must not hide another change of the same permission.
        identity: sortedJson([change.change, identity, Object.fromEntries(values), roles]),
        annotation: ofAccess(view),
        locations: view.locations,
        others: [],
      };
    }),
    ...findings.warnings.map((warning) => () => {
      const view = warningView(report, warning);
      return {
        rule: ruleForWarning(warning),
        identity: `${warning.name}\n${plainText(view.description)}\n${warning.message}`,
        annotation: ofWarning(view),
        locations: view.locations,
        others: [],
      };
    }),
  ];
}

/** The result of a finding; `counts` has how often each fingerprint has come up. */
function resultOf(
  { rule, identity, annotation, locations, others }: Finding,
  context: WorkflowContext,
  counts: Map<string, number>,
): Result {
  const hash = createHash('sha256').update(`${rule.id}\n${identity}`).digest('hex').slice(0, 32);
  // A server may report an object twice.
  const count = (counts.get(hash) ?? 0) + 1;
  counts.set(hash, count);
  const fingerprint = `${hash}:${count}`;
  const { level, message, title } = annotation;
  const [place, ...otherPlaces] = locations.map((location) => locationOf(location));
  const related = [
    ...otherPlaces,
    ...others.flatMap((item) =>
      item.locations.map((location) => locationOf(location, plainText(item.description))),
    ),
  ];
  const text = forSarif(`${title}.\n${message}`);
  return {
    ruleId: rule.id,
    level: level === 'error' ? level : 'warning',
    message: { text: place ? text : `${text}\nIt has no line in the repository.` },
    locations: [place ?? fileLocation(context.workflowFile ?? '.github/workflows')],
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
      ? Object.fromEntries(
          Object.keys(part)
            .sort()
            .map((key) => [key, part[key]]),
        )
      : part,
  );
}

function locationOf({ file, line, column }: Location, text?: string): SarifLocation {
  const { physicalLocation } = fileLocation(file);
  return {
    physicalLocation: { ...physicalLocation, region: { startLine: line, startColumn: column } },
    ...(text !== undefined && { message: { text: forSarif(text) } }),
  };
}

/** A file as a whole, which GitHub shows at its top. */
function fileLocation(file: string): SarifLocation {
  const artifactLocation = { uri: asUriPath(file), uriBaseId: '%SRCROOT%' };
  return { physicalLocation: { artifactLocation } };
}
