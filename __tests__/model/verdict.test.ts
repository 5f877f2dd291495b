import { describe, expect, test } from '@jest/globals';
import { compileIgnorePatterns } from '../../src/model/ignore.js';
import type { Failure, Findings, MetadataWarning, Verdict } from '../../src/model/report.js';
import { judge, type VerdictSettings } from '../../src/model/verdict.js';
import { member, read, remoteSchema, table } from './server-objects.js';

const STRICT = { ignore: [], failOnInconsistency: true, failOnWarning: false };

const NOTHING_FOUND: Findings = {
  server: 'localhost:8080',
  command: 'reload',
  recovered: [],
  warnings: [],
  applied: 'not-requested',
  reloads: 1,
  notes: [],
};

const BROKEN = read(table('author'), member('select_permission', 'clerk', 'author'));
const ONE = read(remoteSchema('payments'));
const WARNING: MetadataWarning = { message: 'odd', origin: 'server' };
const TIMEOUT: Failure = { kind: 'timeout', message: 'No answer within 120 s. Wait longer.' };

const REFUSAL: Failure = { kind: 'parse-failed', message: 'The key "tabls" is unknown.' };

interface Case {
  readonly what: string;
  readonly found?: Partial<Findings>;
  readonly settings?: Partial<VerdictSettings>;
  readonly verdict: Pick<Verdict, 'failed' | 'consistent' | 'inconsistencyCount' | 'headline'>;
}

const ignoring = (...patterns: string[]) => ({ ignore: compileIgnorePatterns(patterns) });
const good = { failed: false, consistent: true, inconsistencyCount: 0 };

const CASES: readonly Case[] = [
  {
    what: 'nothing is inconsistent',
    found: { objects: [] },
    verdict: { ...good, headline: 'Hasura metadata is consistent' },
  },
  {
    what: 'one object is inconsistent',
    found: { objects: ONE },
    verdict: {
      failed: true,
      consistent: false,
      inconsistencyCount: 1,
      headline: 'Hasura metadata is inconsistent: 1 object is unavailable, remote schema payments',
    },
  },
  {
    what: 'one cause has a dependent',
    found: { objects: BROKEN },
    verdict: {
      failed: true,
      consistent: false,
      inconsistencyCount: 2,
      headline:
        'Hasura metadata is inconsistent: 1 cause makes 2 objects unavailable, the worst is table author in default',
    },
  },
  {
    what: 'there are several causes',
    found: { objects: [...ONE, ...BROKEN] },
    verdict: {
      failed: true,
      consistent: false,
      inconsistencyCount: 3,
      headline:
        'Hasura metadata is inconsistent: 2 causes make 3 objects unavailable, the worst is table author in default',
    },
  },
  {
    what: 'inconsistency is tolerated',
    found: { objects: ONE },
    settings: { failOnInconsistency: false },
    verdict: {
      failed: false,
      consistent: false,
      inconsistencyCount: 1,
      headline: 'Hasura metadata is inconsistent: 1 object is unavailable, remote schema payments',
    },
  },
  {
    what: 'everything that is inconsistent is ignored',
    found: { objects: [...ONE, ...BROKEN] },
    settings: ignoring('*'),
    verdict: { ...good, headline: 'Hasura metadata is consistent, except for 3 ignored objects' },
  },
  {
    what: 'some of it is ignored',
    found: { objects: [...ONE, ...BROKEN] },
    settings: ignoring('table author*'),
    verdict: {
      failed: true,
      consistent: false,
      inconsistencyCount: 1,
      headline: 'Hasura metadata is inconsistent: 1 object is unavailable, remote schema payments',
    },
  },
  {
    what: 'there are warnings',
    found: { objects: [], warnings: [WARNING] },
    verdict: { ...good, headline: 'Hasura metadata is consistent' },
  },
  {
    what: 'warnings are fatal',
    found: { objects: [], warnings: [WARNING, WARNING] },
    settings: { failOnWarning: true },
    verdict: {
      failed: true,
      consistent: true,
      inconsistencyCount: 0,
      headline:
        'Hasura metadata is consistent, but has 2 warnings, and "fail-on-warning" is "true"',
    },
  },
  {
    what: 'there are fatal warnings and ignored objects',
    found: { objects: ONE, warnings: [WARNING] },
    settings: { failOnWarning: true, ...ignoring('*') },
    verdict: {
      failed: true,
      consistent: true,
      inconsistencyCount: 0,
      headline:
        'Hasura metadata is consistent, except for 1 ignored object, but has 1 warning, and "fail-on-warning" is "true"',
    },
  },
  {
    what: 'warnings would be fatal, but there are none',
    found: { objects: [] },
    settings: { failOnWarning: true },
    verdict: { ...good, headline: 'Hasura metadata is consistent' },
  },
  {
    what: 'the server refused an inconsistent object',
    found: { objects: ONE, applied: 'refused' },
    verdict: {
      failed: true,
      consistent: false,
      inconsistencyCount: 1,
      headline: 'Nothing was applied: 1 object would be unavailable, remote schema payments',
    },
  },
  {
    what: 'the server refused several causes',
    found: { objects: [...ONE, ...BROKEN], applied: 'refused' },
    verdict: {
      failed: true,
      consistent: false,
      inconsistencyCount: 3,
      headline:
        'Nothing was applied: 2 causes would make 3 objects unavailable, the worst is table author in default',
    },
  },
  {
    what: 'the server refused objects that are ignored or tolerated here',
    found: { objects: ONE, applied: 'refused' },
    settings: { failOnInconsistency: false, ...ignoring('*') },
    verdict: {
      failed: true,
      consistent: false,
      inconsistencyCount: 0,
      headline:
        'Nothing was applied: all inconsistent objects are ignored, but the server only accepts them with "allow-inconsistent-metadata"',
    },
  },
  {
    what: 'nothing was applied because of warnings',
    found: { warnings: [WARNING], applied: 'refused' },
    settings: { failOnWarning: true },
    verdict: {
      failed: true,
      consistent: false,
      inconsistencyCount: 0,
      headline: 'Nothing was applied: the metadata has 1 warning, and "fail-on-warning" is "true"',
    },
  },
  {
    what: 'there is no verdict',
    settings: { failOnInconsistency: false, ...ignoring('*') },
    verdict: {
      failed: true,
      consistent: false,
      inconsistencyCount: 0,
      headline: 'The server gave no verdict on its metadata',
    },
  },
  {
    what: 'the run failed',
    found: { failure: TIMEOUT },
    settings: { failOnInconsistency: false, ...ignoring('*') },
    verdict: {
      failed: true,
      consistent: false,
      inconsistencyCount: 0,
      headline: TIMEOUT.message,
    },
  },
  {
    what: 'the run failed after a good verdict',
    found: { objects: [], failure: TIMEOUT },
    verdict: {
      failed: true,
      consistent: false,
      inconsistencyCount: 0,
      headline: TIMEOUT.message,
    },
  },
  {
    what: 'the run failed after a bad verdict',
    found: { objects: ONE, failure: TIMEOUT },
    verdict: {
      failed: true,
      consistent: false,
      inconsistencyCount: 1,
      headline: TIMEOUT.message,
    },
  },
  {
    what: 'a refusal names no object',
    found: { applied: 'refused', failure: REFUSAL },
    verdict: {
      failed: true,
      consistent: false,
      inconsistencyCount: 0,
      headline: `Nothing was applied. ${REFUSAL.message}`,
    },
  },
  {
    what: 'the answer to a replacement was lost, and the server cannot be asked',
    found: { applied: 'unknown', failure: TIMEOUT },
    verdict: {
      failed: true,
      consistent: false,
      inconsistencyCount: 0,
      headline: `The metadata may have been applied. ${TIMEOUT.message}`,
    },
  },
];

describe('the verdict when', () => {
  test.each(CASES)('$what', ({ found, settings, verdict }) => {
    const judged = judge({ ...NOTHING_FOUND, ...found }, { ...STRICT, ...settings });
    const { failed, consistent, inconsistencyCount, headline } = judged;
    expect({ failed, consistent, inconsistencyCount, headline }).toEqual(verdict);
  });
});
