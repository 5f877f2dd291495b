import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as formats from 'ajv-formats';
import type { Log, Result } from 'sarif';
import type { RenderedSarif } from '../../src/output/sarif.js';

/** Microsoft's validator comes with the schema of OASIS, in a package for each platform. */
const SCHEMA = createRequire(import.meta.url).resolve(
  `@microsoft/sarif-multitool-${process.platform}/sarif-2.1.0.json`,
);
const ajv = new Ajv2020({ allErrors: true });
formats.default.default(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));

/** What the schema of SARIF 2.1.0 has against a file; empty if nothing. */
export function schemaErrors(log: unknown): string[] {
  // As it is in the file: without keys that are undefined.
  if (validate(JSON.parse(JSON.stringify(log)))) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}

/** The results of a file. */
export function resultsIn(log: Log | undefined): Result[] {
  return log?.runs[0]?.results ?? [];
}

/** Where a result is: the path as it is on disk, and the line, if it has one. */
export function placeOf(result: Pick<Result, 'locations'> | undefined): {
  file: string;
  line: number | undefined;
} {
  const { artifactLocation, region } = result?.locations?.[0]?.physicalLocation ?? {};
  return { file: decodeURIComponent(artifactLocation?.uri ?? ''), line: region?.startLine };
}

/** The SARIF log that the pieces of a rendered report make up. */
export function logOf(sarif: RenderedSarif | undefined): Log {
  return JSON.parse([...(sarif?.pieces ?? [])].join(''));
}
