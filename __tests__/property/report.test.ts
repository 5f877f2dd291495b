import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { marked } from 'marked';
import type { Log, Message } from 'sarif';
import { ShapeError } from '../../src/hasura/inconsistent-objects.js';
import { readVerdict, readWarnings } from '../../src/hasura/responses.js';
import { compileIgnorePatterns } from '../../src/model/ignore.js';
import type { Failure, Findings, Location, Report } from '../../src/model/report.js';
import { judge } from '../../src/model/verdict.js';
import { renderAnnotations } from '../../src/output/annotations.js';
import { forLog } from '../../src/output/escape.js';
import { renderSummary } from '../../src/output/markdown-report.js';
import { renderOutputs } from '../../src/output/outputs.js';
import { renderSarif } from '../../src/output/sarif.js';
import { serializeReport } from '../../src/output/serialize.js';
import { renderText } from '../../src/output/text.js';
import { viewOf } from '../../src/output/view.js';
import { createRedactor } from '../../src/redact/redactor.js';
import { eventsOf } from '../../src/sentry/events.js';
import { logOf, placeOf, resultsIn, schemaErrors } from '../support/sarif.js';
import { inconsistentObject, json, location, warning } from './arbitraries.js';
import { text } from './hostile-text.js';
import { CONTEXT, faultsOf } from './markdown.js';

const redactor = createRedactor([]);

interface Given {
  readonly answer: unknown;
  readonly warnings: readonly unknown[];
  readonly failure: Failure | undefined;
  readonly rest: Partial<Findings>;
  readonly ignore: readonly string[];
  readonly place: { file: string; line: number; column: number } | undefined;
}

const given: fc.Arbitrary<Given> = fc.record({
  answer: fc.oneof(
    { weight: 1, arbitrary: json },
    {
      weight: 9,
      arbitrary: fc.array(inconsistentObject, { maxLength: 12 }).map((objects) => ({
        is_consistent: objects.length === 0,
        inconsistent_objects: objects,
      })),
    },
  ),
  warnings: fc.array(warning, { maxLength: 12 }),
  failure: fc.option(fc.record({ message: text, kind: text }), { nil: undefined, freq: 3 }),
  rest: fc.record({
    server: text,
    serverVersion: text,
    command: fc.constantFrom('check', 'reload', 'apply'),
    applied: fc.constantFrom('not-requested', 'not-applied', 'applied', 'refused', 'unknown'),
    notes: fc.array(text, { maxLength: 2 }),
    reloads: fc.nat({ max: 9 }),
  }),
  ignore: fc.array(fc.oneof(text, fc.constant('*a*')), { maxLength: 2 }),
  place: fc.option(location, { nil: undefined }),
});

/** The report of a run that got this answer; half of the inconsistent objects have recovered. */
function reportOf({ answer, warnings, failure, rest, ignore, place }: Given): Report {
  const findings: Findings = {
    server: '',
    command: 'reload',
    applied: 'not-requested',
    reloads: 1,
    notes: [],
    ...rest,
    warnings: readWarnings(redactor.json(structuredClone(warnings)) as unknown[]),
    ...foundIn(answer, failure),
  };
  const settings = {
    ignore: compileIgnorePatterns(ignore),
    failOnInconsistency: true,
    failOnWarning: false,
  };
  const located = place ? [...(findings.objects ?? []), ...findings.warnings] : [];
  return {
    ...judge(findings, settings),
    findings,
    durationSeconds: 1.5,
    locations: new Map(located.map((item) => [item, [place as Location]])),
  };
}

function foundIn(
  answer: unknown,
  failure: Failure | undefined,
): Pick<Findings, 'objects' | 'recovered' | 'failure'> {
  const failed = failure && { failure };
  try {
    const { objects } = readVerdict(redactor.json(structuredClone(answer)));
    const recovered = objects?.filter((_one, at) => at % 2) ?? [];
    return {
      ...(objects && { objects }),
      recovered: recovered.map((object) => ({ object, dependents: 1, attempt: 2, seconds: 1 })),
      ...failed,
    };
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    return { recovered: [], failure: { kind: 'unexpected-shape', message: error.message } };
  }
}

/** What the runner recognizes as a command: `::` at the start of a line, or `##[` anywhere. */
const COMMAND = /(?:^|[\n\r])\s*::|##\[/;
/** Characters that mislead a terminal or a reader. */
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

function expectHarmless(line: string): void {
  expect(line).not.toMatch(COMMAND);
  expect(line).not.toMatch(CONTROL);
  expect(line.isWellFormed()).toBe(true);
}

const RUNS = { numRuns: 250 };

test('no line of the log is a command, whatever the server says', () => {
  fc.assert(
    fc.property(given, (one) => {
      const report = reportOf(one);
      const view = viewOf(report);
      for (const { heading, lines } of renderText(view)) {
        expectHarmless(forLog(heading));
        for (const line of lines) expectHarmless(forLog(line));
      }
      expectHarmless(forLog(view.footer));
      expectHarmless(forLog(view.headline));
    }),
    RUNS,
  );
});

test('annotations stay within their limits', () => {
  fc.assert(
    fc.property(given, (one) => {
      const annotations = renderAnnotations(viewOf(reportOf(one)));
      const count = (level: string): number =>
        annotations.filter((each) => each.level === level).length;
      expect(count('error')).toBeLessThanOrEqual(9);
      expect(count('warning')).toBeLessThanOrEqual(10);
      expect(count('notice')).toBeLessThanOrEqual(10);
    }),
    RUNS,
  );
});

test('the summary contains only its own Markdown and HTML, and stays within its limit', () => {
  fc.assert(
    fc.property(given, fc.constantFrom(400_000, 20_000, 3_000), (one, most) => {
      const summary = renderSummary(viewOf(reportOf(one)), CONTEXT, most);
      expect(faultsOf(summary)).toEqual([]);
      expect(summary.isWellFormed()).toBe(true);
      expect(summary).not.toMatch(CONTROL);
      // A last resort that names what went wrong has no smaller form.
      expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(Math.max(most, 30_000));
    }),
    RUNS,
  );
});

/** The tags that a renderer may create from our own Markdown. */
const OWN_TAG =
  /^<(?:\/?(?:h[23]|p|b|br|sub|details|summary|table|thead|tbody|tr|th|td|code|pre|ul|li|blockquote|strong)|\/a|code class="language-json"|a href="https:\/\/github\.example\/[^"]*")>$/;

test('a Markdown renderer finds only our tags and links in the summary', () => {
  fc.assert(
    fc.property(given, (one) => {
      const html = marked.parse(renderSummary(viewOf(reportOf(one)), CONTEXT), { async: false });
      const tags = [...html.matchAll(/<[^>]*>?/g)].map(([tag]) => tag);
      expect(tags.filter((tag) => !OWN_TAG.test(tag))).toEqual([]);
      const count = (tag: string): number => tags.filter((each) => each === tag).length;
      expect(count('<details>')).toBe(count('</details>'));
    }),
    RUNS,
  );
});

test("outputs, the report file and Sentry's events are JSON within their limits", () => {
  fc.assert(
    fc.property(given, (one) => {
      const report = reportOf(one);
      const { values, tooLarge } = renderOutputs(report, '/tmp/report.json');
      expect(Object.values(values).join('').length).toBeLessThanOrEqual(450_000);
      if (!tooLarge.includes('inconsistencies')) {
        expect(JSON.parse(values.inconsistencies)).toHaveLength(report.inconsistencyCount);
      }
      const file = JSON.parse(JSON.stringify(serializeReport(report))) as Record<string, unknown>;
      expect(file).toMatchObject({ format: 1, consistent: report.consistent });
      for (const event of eventsOf(report, {}))
        expect(JSON.stringify(event).isWellFormed()).toBe(true);
    }),
    RUNS,
  );
});

test('the SARIF file of any report passes the schema, and its texts contain no links', () => {
  fc.assert(
    fc.property(given, (one) => {
      const { failure: _failure, ...rest } = one;
      const sarif = renderSarif(reportOf({ ...rest, failure: undefined }), CONTEXT);
      if (!sarif) return;
      const log = logOf(sarif);
      expect(schemaErrors(log)).toEqual([]);
      for (const { text = '' } of messagesIn(log)) {
        expect(text).not.toMatch(/\]\(|\{\d+\}/);
        expect(text).not.toMatch(CONTROL);
        expect(text.isWellFormed()).toBe(true);
      }
      for (const result of resultsIn(log)) expect(placeOf(result).file).not.toBe('');
      for (const rule of log.runs[0]?.tool.driver.rules ?? []) {
        expect(rule.id).toMatch(/^(?:inconsistent|warning|access)\/[\w-]+$/);
        expect(faultsOf(rule.help?.markdown ?? '')).toEqual([]);
      }
    }),
    RUNS,
  );
});

function messagesIn({ runs: [run] }: Log): Message[] {
  const results = run?.results ?? [];
  const rules = run?.tool.driver.rules ?? [];
  return [
    ...results.map(({ message }) => message),
    ...results.flatMap(({ relatedLocations = [] }) => relatedLocations.map((one) => one.message)),
    ...rules.flatMap((rule) => [rule.shortDescription, rule.fullDescription, rule.help]),
  ].flatMap((message) => message ?? []);
}

test('the verdict is never "consistent" unless the server said so', () => {
  fc.assert(
    fc.property(given, (one) => {
      const report = reportOf(one);
      const said = one.answer as { is_consistent?: unknown } | null;
      const isIgnored = report.ignored.length > 0;
      if (report.consistent && !isIgnored) expect(said?.is_consistent).toBe(true);
      if (!report.consistent) expect(report.failed).toBe(true);
      expect(renderOutputs(report, '').values.consistent).toBe(String(report.consistent));
      const claims = /^## ✅/m.test(renderSummary(viewOf(report), CONTEXT));
      if (claims) expect(report.consistent).toBe(true);
    }),
    RUNS,
  );
});
