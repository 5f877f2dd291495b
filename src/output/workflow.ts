import { mkdtempSync } from 'node:fs';
import { appendFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as core from '@actions/core';
import { messageOfError } from '../lib/text.js';
import type { Report } from '../model/report.js';
import { renderAnnotations, writeAnnotations } from './annotations.js';
import { forLog } from './escape.js';
import { readWorkflowContext } from './markdown.js';
import { renderSummary } from './markdown-report.js';
import { renderOutputs, writeReportFile } from './outputs.js';
import { renderText } from './text.js';
import { type View, viewOf } from './view.js';

/** Which of the optional places a report is written to. */
interface Destinations {
  readonly annotations: boolean;
  readonly jobSummary: boolean;
  /** Where the report is sent besides. A failure there is a warning. */
  readonly deliveries: readonly Delivery[];
}

/** A place outside of the workflow. */
export interface Delivery {
  /** The title of its warnings. */
  readonly title: string;
  /** Sends the report, and returns a warning for each way in which that failed. */
  readonly deliver: (report: Report) => Promise<readonly string[]>;
}

/**
 * Writes a report to the log, the annotations, the job summary and the outputs, and delivers it.
 * Returns why the step fails; `undefined` if it does not. Every destination is tried; one that
 * cannot be written fails the step, except for deliveries, which only warn.
 */
export async function publish(report: Report, to: Destinations): Promise<string | undefined> {
  const errors: string[] = [];
  const attempt: Attempt = async (what, write) => {
    try {
      await write();
    } catch (error) {
      errors.push(`${what} could not be written: ${messageOfError(error)}`);
    }
  };
  const deliveries = to.deliveries.map(({ deliver, title }) => ({
    title,
    warnings: deliver(report).catch((error: unknown) => [
      `Unexpected error (a bug in this action): ${messageOfError(error)}`,
    ]),
  }));
  const view = viewOf(report);
  await attempt('The log', () => writeLog(view));
  if (to.annotations) {
    await attempt('The annotations', () => writeAnnotations(renderAnnotations(view)));
  }
  if (to.jobSummary) await attempt('The job summary', () => writeSummary(view));
  await attempt('The outputs', () => writeOutputs(report, attempt));
  for (const { title, warnings } of deliveries) {
    for (const warning of await warnings) core.warning(forLog(warning), { title });
  }
  const reasons = [...(report.failed ? [view.headline] : []), ...errors];
  return reasons.length > 0 ? reasons.join('\n') : undefined;
}

function writeLog(view: View): void {
  for (const { heading, lines } of renderText(view)) {
    core.startGroup(forLog(heading).replaceAll('\n', ' '));
    for (const line of lines) core.info(forLog(line));
    core.endGroup();
  }
  // The headline of a failed run is the error of the step, which comes last.
  if (view.level !== 'error') core.info(forLog(view.headline));
  core.info(forLog(view.footer));
}

async function writeSummary(view: View): Promise<void> {
  const file = process.env['GITHUB_STEP_SUMMARY'];
  if (!file) {
    core.info('No job summary: GITHUB_STEP_SUMMARY is not set.');
    return;
  }
  const summary = renderSummary(view, readWorkflowContext(process.env));
  await appendFile(file, summary);
}

type Attempt = (what: string, write: () => unknown) => Promise<void>;

async function writeOutputs(report: Report, attempt: Attempt): Promise<void> {
  const folder = mkdtempSync(join(process.env['RUNNER_TEMP'] || tmpdir(), 'hasura-metadata-'));
  const reportFile = join(folder, 'report.json');
  await writeReportFile(reportFile, report);
  let sarifFile = '';
  await attempt('The SARIF file', async () => {
    // Loaded late, so that a run starts fast.
    const { renderSarif } = await import('./sarif.js');
    const sarif = renderSarif(report, readWorkflowContext(process.env));
    // Without a verdict, there is none.
    if (!sarif) return;
    const path = join(folder, 'report.sarif');
    await writeFile(path, sarif.pieces);
    sarifFile = path;
    if (sarif.note) core.info(sarif.note);
  });
  const { values, tooLarge } = renderOutputs(report, reportFile, sarifFile);
  for (const [name, value] of Object.entries(values)) core.setOutput(name, value);
  for (const name of tooLarge) {
    core.info(
      `The output "${name}" is empty because it would be too large. The report file has everything: ${reportFile}`,
    );
  }
}
