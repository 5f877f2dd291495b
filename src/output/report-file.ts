import { open } from 'node:fs/promises';
import type { Report } from '../model/report.js';
import { stringifyReport } from './serialize.js';

/** Writes the whole report as JSON; serializes one piece while the previous one is written. */
export async function writeReportFile(path: string, report: Report): Promise<void> {
  const file = await open(path, 'w');
  try {
    let written: Promise<void> = Promise.resolve();
    for (const piece of stringifyReport(report)) {
      await written;
      written = file.appendFile(piece);
    }
    await written;
  } finally {
    await file.close();
  }
}
