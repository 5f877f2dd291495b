import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as core from '@actions/core';
import type { Report } from '../model/report.js';
import { CANCELLED_SENTRY_MS } from '../sentry/open.js';
import type { SentryReporter } from '../sentry/reporter.js';
import { renderAnnotations, writeAnnotations } from './annotations.js';
import { readWorkflowContext } from './context.js';
import { forLog } from './escape.js';
import { renderOutputs } from './outputs.js';
import { writeReportFile } from './report-file.js';
import { renderSummary } from './summary.js';
import { renderFooter, renderText } from './text.js';

/** In which ways a workflow is told. */
export interface Ways {
  readonly annotations: boolean;
  readonly jobSummary: boolean;
  /** A cancelled job has a second left. */
  readonly cancelled?: boolean;
}

/**
 * Tells a workflow of a report, in all its ways, and gives why the step is to fail. A way that
 * fails does not keep the others from being gone, and fails the step; Sentry only warns.
 */
export async function tell(
  report: Report,
  ways: Ways,
  sentry?: SentryReporter,
): Promise<string | undefined> {
  const troubles: string[] = [];
  const guarded = async (what: string, write: () => unknown): Promise<void> => {
    try {
      await write();
    } catch (error) {
      troubles.push(
        `${what} could not be written: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  };
  const delivery = sentry?.report(report, ways.cancelled ? CANCELLED_SENTRY_MS : undefined);
  await guarded('The log', () => writeLog(report));
  if (ways.annotations)
    await guarded('The annotations', () => writeAnnotations(renderAnnotations(report)));
  if (ways.jobSummary) await guarded('The job summary', () => writeSummary(report));
  await guarded('The outputs', () => writeOutputs(report));
  for (const warning of (await delivery) ?? []) core.warning(forLog(warning), { title: 'Sentry' });
  const verdict = report.failed ? [report.headline] : [];
  const failures = [...verdict, ...troubles];
  return failures.length > 0 ? failures.join('\n') : undefined;
}

function writeLog(report: Report): void {
  for (const { heading, lines } of renderText(report)) {
    core.startGroup(forLog(heading).replaceAll('\n', ' '));
    for (const line of lines) core.info(forLog(line));
    core.endGroup();
  }
  // A failed run's headline is its error, which comes last.
  if (!report.failed) core.info(forLog(report.headline));
  core.info(forLog(renderFooter(report)));
}

async function writeSummary(report: Report): Promise<void> {
  if (!process.env['GITHUB_STEP_SUMMARY']) {
    core.info('No job summary: GITHUB_STEP_SUMMARY is not set.');
    return;
  }
  const summary = renderSummary(report, readWorkflowContext(process.env));
  await core.summary.addRaw(summary).write();
}

async function writeOutputs(report: Report): Promise<void> {
  const folder = mkdtempSync(join(process.env['RUNNER_TEMP'] || tmpdir(), 'hasura-metadata-'));
  const reportFile = join(folder, 'report.json');
  await writeReportFile(reportFile, report);
  const { values, tooLarge } = renderOutputs(report, reportFile);
  for (const [name, value] of Object.entries(values)) core.setOutput(name, value);
  for (const name of tooLarge) {
    core.info(
      `The output "${name}" is empty: it would be too large for GitHub; all of it is in ${reportFile}.`,
    );
  }
}
