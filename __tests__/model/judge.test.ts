import { describe, expect, test } from '@jest/globals';
import { compileIgnorePatterns } from '../../src/model/ignore.js';
import type { Failure, Findings, Report } from '../../src/model/report.js';
import { judge, type VerdictSettings } from '../../src/model/verdict.js';
import { member, read, remoteSchema, table } from './server-objects.js';

const STRICT = { ignore: [], failOnInconsistency: true, failOnWarning: false };

const NOTHING_FOUND: Findings = {
  server: 'localhost:8080',
  mode: 'reload',
  recovered: [],
  warnings: [],
  applied: 'not-asked',
  attempts: 1,
  remarks: [],
  mayBeStale: false,
};

const BROKEN = read(table('author'), member('select_permission', 'clerk', 'author'));
const ONE = read(remoteSchema('payments'));
const WARNING = { message: 'odd' };
const TIMEOUT: Failure = { kind: 'timeout', message: 'No answer within 120 s. Wait longer.' };

interface Case {
  readonly what: string;
  readonly found?: Partial<Findings>;
  readonly settings?: Partial<VerdictSettings>;
  readonly failure?: Failure;
  readonly verdict: Pick<Report, 'failed' | 'consistent' | 'inconsistencyCount' | 'headline'>;
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
    what: 'all that is inconsistent is ignored',
    found: { objects: [...ONE, ...BROKEN] },
    settings: ignoring('*'),
    verdict: { ...good, headline: 'Hasura metadata is consistent, 3 ignored objects aside' },
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
      headline: 'Hasura metadata is consistent, but has 2 warnings, fatal here',
    },
  },
  {
    what: 'fatal warnings come with ignored objects and a stale verdict',
    found: { objects: ONE, warnings: [WARNING], mayBeStale: true },
    settings: { failOnWarning: true, ...ignoring('*') },
    verdict: {
      failed: true,
      consistent: true,
      inconsistencyCount: 0,
      headline:
        'Hasura metadata is consistent, 1 ignored object aside, but has 1 warning, fatal here; this may be the state from before the reload',
    },
  },
  {
    what: 'warnings would be fatal, and there are none',
    found: { objects: [] },
    settings: { failOnWarning: true },
    verdict: { ...good, headline: 'Hasura metadata is consistent' },
  },
  {
    what: 'the verdict may be from before the reload',
    found: { objects: [], mayBeStale: true },
    verdict: {
      ...good,
      headline: 'Hasura metadata is consistent; this may be the state from before the reload',
    },
  },
  {
    what: 'the server refused for inconsistency',
    found: { objects: ONE, applied: 'refused' },
    verdict: {
      failed: true,
      consistent: false,
      inconsistencyCount: 1,
      headline:
        'Nothing was applied: the server refused the metadata, since 1 object would be unavailable, remote schema payments',
    },
  },
  {
    what: 'the server refused for several causes',
    found: { objects: [...ONE, ...BROKEN], applied: 'refused' },
    verdict: {
      failed: true,
      consistent: false,
      inconsistencyCount: 3,
      headline:
        'Nothing was applied: the server refused the metadata, since 2 causes would make 3 objects unavailable, the worst is table author in default',
    },
  },
  {
    what: 'the server refused for what is ignored or tolerated here',
    found: { objects: ONE, applied: 'refused' },
    settings: { failOnInconsistency: false, ...ignoring('*') },
    verdict: {
      failed: true,
      consistent: false,
      inconsistencyCount: 0,
      headline:
        'Nothing was applied: the server refused the metadata, whose inconsistencies are all ignored here: "allow-inconsistent-metadata" has it take them',
    },
  },
  {
    what: 'the server refused for warnings',
    found: { warnings: [WARNING], applied: 'refused' },
    settings: { failOnWarning: true },
    verdict: {
      failed: true,
      consistent: false,
      inconsistencyCount: 0,
      headline:
        'Nothing was applied: the server refused the metadata for 1 warning, which "fail-on-warning" makes fatal',
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
    failure: TIMEOUT,
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
    found: { objects: [] },
    failure: TIMEOUT,
    verdict: {
      failed: true,
      consistent: false,
      inconsistencyCount: 0,
      headline: TIMEOUT.message,
    },
  },
  {
    what: 'the run failed after a bad verdict',
    found: { objects: ONE },
    failure: TIMEOUT,
    verdict: {
      failed: true,
      consistent: false,
      inconsistencyCount: 1,
      headline: TIMEOUT.message,
    },
  },
];

describe('the verdict when', () => {
  test.each(CASES)('$what', ({ found, settings, failure, verdict }) => {
    const findings = { ...NOTHING_FOUND, ...found };
    const report = judge(findings, { ...STRICT, ...settings }, failure, 1.5);
    const { failed, consistent, inconsistencyCount, headline } = report;
    expect({ failed, consistent, inconsistencyCount, headline }).toEqual(verdict);
    expect(report).toMatchObject({ findings, durationSeconds: 1.5, ...(failure && { failure }) });
  });
});
