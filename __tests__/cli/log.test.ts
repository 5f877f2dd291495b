import { describe, expect, test } from '@jest/globals';
import { type LogFormat, openLog, type RunLog } from '../../src/cli/log.js';
import type { Findings, InconsistentObject, Report } from '../../src/model/report.js';
import { judge } from '../../src/model/verdict.js';
import { logLines } from '../support/command-line.js';

const SETTINGS = { ignore: [], failOnInconsistency: true, failOnWarning: false };

/** A title of a terminal's window, a colour, C1's CSI, a line that looks like another's. */
const HOSTILE = 'a\u001b]0;title\u0007b\u001b[31mc\u009b31md\n{"level":"info"}\u2028e\ud800';

function written(format: LogFormat, debug: boolean, tell: (log: RunLog) => void): string {
  let text = '';
  tell(
    openLog(format, debug, (piece) => {
      text += piece;
    }),
  );
  return text;
}

function object(name: string, reason = 'because'): InconsistentObject {
  const type = 'remote_schema';
  const identity = { type, name };
  return { shape: 'object', type, name: `${type} ${name}`, identity, members: [], reason };
}

/** The report of a run that found this. */
function reportOf(found: Partial<Findings>, failOnWarning = false, durationSeconds = 1): Report {
  const findings: Findings = {
    server: 'hasura.test',
    command: 'reload',
    objects: [],
    recovered: [],
    warnings: [],
    applied: 'not-requested',
    reloads: 1,
    notes: [],
    ...found,
  };
  const verdict = judge(findings, { ...SETTINGS, failOnWarning });
  return { ...verdict, findings, durationSeconds, locations: new Map() };
}

describe('JSON lines', () => {
  test('have level, time and message, one line each', () => {
    const text = written('json', true, (log) => {
      log.debug('one');
      log.info('two');
      log.warning('three');
      log.error('four');
    });
    expect(text.endsWith('\n')).toBe(true);
    const lines = logLines(text);
    expect(lines.map(({ level, message }) => [level, message])).toEqual([
      ['debug', 'one'],
      ['info', 'two'],
      ['warn', 'three'],
      ['error', 'four'],
    ]);
    for (const { time } of lines) {
      expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    }
    expect(lines.at(-1)?.['error']).toBe('four');
  });

  test('keep hostile text on one line, without terminal control characters', () => {
    const report = reportOf({ objects: [object(HOSTILE, HOSTILE)] });
    const text = written('json', false, (log) => {
      log.info(HOSTILE);
      log.verdict(report);
    });
    expect(text.split('\n')).toHaveLength(3);
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e]/);
    const objects = logLines(text)[1]?.['inconsistent_objects'] as { reason: string }[];
    // Only a half of a surrogate pair cannot be carried as it is.
    expect(objects[0]?.reason.slice(0, -1)).toBe(HOSTILE.slice(0, -1));
  });

  test('list the first thousand objects and the number of the others', () => {
    const objects = Array.from({ length: 1203 }, (_, at) => object(`number-${at}`));
    const report = reportOf({ objects });
    const [verdict] = logLines(written('json', false, (log) => log.verdict(report)));
    expect(verdict?.['inconsistent_objects']).toHaveLength(1000);
    expect(verdict).toMatchObject({
      inconsistency_count: 1203,
      inconsistent_objects_left_out: 203,
    });
  });

  test('report an apply and its warnings', () => {
    const warned: Partial<Findings> = {
      command: 'apply',
      applied: 'applied',
      warnings: [{ message: 'a warning', code: 'some-code', origin: 'server' }],
      notes: ['The answer was lost.'],
    };
    const report = reportOf(warned, true);
    const [verdict] = logLines(written('json', false, (log) => log.verdict(report)));
    expect(verdict).toMatchObject({
      level: 'error',
      error: 'metadata has warnings',
      is_consistent: true,
      applied: 'applied',
      warnings: [expect.objectContaining({ message: 'a warning', code: 'some-code' })],
      notes: ['The answer was lost.'],
      reloads: 1,
    });
  });

  test('report a refused apply', () => {
    const objects = [object('payments')];
    const report = reportOf({ command: 'apply', applied: 'refused', objects });
    const [verdict] = logLines(written('json', false, (log) => log.verdict(report)));
    expect(verdict).toMatchObject({ level: 'error', error: 'metadata was refused' });
  });
});

describe('text', () => {
  test('lists causes and how to fix them, then the verdict', () => {
    const report = reportOf({ objects: [object('payments')] }, false, 1.23);
    const text = written('text', false, (log) => {
      log.info('Reloading the metadata.');
      log.warning('Slow.');
      log.verdict(report);
    });
    const lines = text.split('\n');
    expect(lines.slice(0, 2)).toEqual(['Reloading the metadata.', 'Warning: Slow.']);
    expect(text).toMatch(/^remote schema payments: because\n {2}How to fix: /m);
    expect(lines.at(-3)).toMatch(/^Error: Hasura metadata is inconsistent: /);
    expect(lines.at(-2)).toBe('Reloaded in 1.2 s · hasura.test');
  });

  test('shows the whole reason below its first line', () => {
    const long = object('payments', 'because\nof many things');
    const report = reportOf({ objects: [long] });
    const text = written('text', false, (log) => log.verdict(report));
    expect(text).toMatch(/^remote schema payments: because\n {2}because\n {2}of many things$/m);
  });

  test('contains no terminal control characters', () => {
    const report = reportOf({ objects: [object(HOSTILE, HOSTILE)] });
    const text = written('text', true, (log) => {
      for (const say of [log.debug, log.info, log.warning, log.error]) say(HOSTILE);
      log.verdict(report);
    });
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e]/);
    expect(text).toContain('abcd');
  });

  test.each<LogFormat>(['text', 'json'])('%s leaves out debug messages', (format) => {
    expect(written(format, false, (log) => log.debug('secret of the craft'))).toBe('');
    expect(written(format, true, (log) => log.debug('secret of the craft'))).not.toBe('');
  });
});
