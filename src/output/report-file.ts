import { open } from 'node:fs/promises';
import type { Report } from '../model/report.js';
import { stringifyReport } from './serialize.js';

/** Writes the whole report as JSON. */
export function writeReportFile(path: string, report: Report): Promise<void> {
  return writePieces(path, stringifyReport(report));
}

/** About as much text as is written at once. */
const CHUNK_CHARACTERS = 256 * 1024;

/** Writes text, of which each piece is made while the previous ones are written. */
export async function writePieces(path: string, pieces: Iterable<string>): Promise<void> {
  const file = await open(path, 'w');
  try {
    let written: Promise<void> = Promise.resolve();
    let chunk = '';
    for (const piece of pieces) {
      chunk += piece;
      if (chunk.length < CHUNK_CHARACTERS) continue;
      await written;
      written = file.appendFile(chunk);
      chunk = '';
    }
    await written;
    await file.appendFile(chunk);
  } finally {
    await file.close();
  }
}
