import { rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import {
  archive,
  BENCH_FOLDER,
  bigProject,
  coldStart,
  growth,
  manyObjects,
  nineProblems,
  plans,
  serverWork,
} from './cases.js';

// Measures the built action as a whole process, each case in turn with its yardstick. Builds nothing
// and needs no network. A figure over its limit is marked, and fails the run.

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, runs: { type: 'string', default: '15' } },
});
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs must be a positive integer');

const rows = [];
try {
  for (const measure of [
    coldStart,
    serverWork,
    nineProblems,
    manyObjects,
    growth,
    bigProject,
    plans,
    archive,
  ]) {
    rows.push(...(await measure(runs)));
  }
} finally {
  rmSync(BENCH_FOLDER, { recursive: true, force: true });
}
const machine = `Node ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${runs} runs each`;
if (values.json) {
  console.log(JSON.stringify({ machine, rows }, null, 2));
} else {
  console.log(`${machine}; medians\n`);
  console.log('| case | figure | measured | at most | |\n| --- | --- | --- | --- | --- |');
  for (const { name, figure, value, most, detail } of rows) {
    const mark = value <= most ? '' : ' ✗';
    console.log(`| ${name} | ${figure} | ${value.toFixed(2)}${mark} | ${most} | ${detail} |`);
  }
}
process.exitCode = rows.every(({ value, most }) => value <= most) ? 0 : 1;
