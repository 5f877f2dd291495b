import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { bash, describeWithTools, fakeProgram, scriptStepOf } from './support/scripts.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'example-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Keeps an issue and a label in files, and refuses what GitHub would refuse. */
const GH = `
call="$1 $2"
case $call in
  'issue list') if [ -e issue ]; then echo 7; fi ;;
  'issue create')
    [ -e label ] && [ ! -e issue ] || exit 1
    while [ $# -gt 0 ]; do [ "$1" = --body ] && echo "$2" > issue; shift; done
    ;;
  'issue edit') [ "$3 $4" = '7 --body' ] && [ -e issue ] && echo "$5" > issue ;;
  'issue close') [ "$3" = 7 ] && rm issue ;;
  'label create') touch label ;;
  *) exit 2 ;;
esac
echo "$call" >> calls`;

describeWithTools('drift.yml', () => {
  const step = scriptStepOf('examples/drift.yml', 'drift', /gh issue/);

  /** Runs the step after a plan that counted changes; returns its exit code and the calls of gh. */
  function afterPlan(changes: string) {
    const calls = join(folder, 'calls');
    writeFileSync(calls, '');
    const env = {
      PATH: fakeProgram(folder, 'gh', GH),
      LABEL: step.env?.['LABEL'] ?? '',
      RUN: 'https://github.com/o/r/actions/runs/1',
      CHANGES: changes,
    };
    const { exitCode } = bash(step.run, env, folder);
    return { exitCode, calls: readFileSync(calls, 'utf8').trim().split('\n') };
  }

  const issue = () =>
    existsSync(join(folder, 'issue')) ? readFileSync(join(folder, 'issue'), 'utf8') : undefined;

  test('opens one issue, updates it, and closes it when the drift is gone', () => {
    expect(afterPlan('3')).toEqual({
      exitCode: 0,
      calls: ['issue list', 'label create', 'issue create'],
    });
    expect(issue()).toContain('differ in 3 objects');
    expect(afterPlan('12')).toEqual({ exitCode: 0, calls: ['issue list', 'issue edit'] });
    expect(issue()).toContain('differ in 12 objects');
    expect(issue()).toContain('https://github.com/o/r/actions/runs/1');
    expect(afterPlan('0')).toEqual({ exitCode: 0, calls: ['issue list', 'issue close'] });
    expect(issue()).toBeUndefined();
  });

  test('does nothing without drift and without an issue', () => {
    expect(afterPlan('0')).toEqual({ exitCode: 0, calls: ['issue list'] });
  });

  test('leaves the issue alone and fails if the plan failed', () => {
    // Steps after one that failed are skipped, unless they have a condition.
    expect(step.if).toBeUndefined();
    afterPlan('3');
    const before = issue();
    expect(afterPlan('')).toEqual({ exitCode: 1, calls: [''] });
    expect(issue()).toBe(before);
  });

  test('fails if gh fails', () => {
    writeFileSync(join(folder, 'calls'), '');
    const env = { PATH: fakeProgram(folder, 'gh', 'exit 1'), LABEL: 'l', RUN: 'r', CHANGES: '0' };
    expect(bash(step.run, env, folder).exitCode).toBe(1);
  });

  test('puts no text of the server into the issue', () => {
    const outputs = Object.values(step.env ?? {}).filter((value) => /outputs/.test(value));
    expect(outputs).toEqual([expect.stringMatching(/^\S+ steps\.plan\.outputs\.change-count /)]);
  });
});

describeWithTools('messages to a chat', () => {
  /** Runs a script with a curl that keeps what it is given; returns the text that was posted. */
  function post(run: string, outputs: Record<string, string>): string {
    const posted = join(folder, 'posted');
    const PATH = fakeProgram(folder, 'curl', `cat > '${posted}'; [ "$4" = https://chat ]`);
    const { exitCode, said } = bash(run, { PATH, WEBHOOK: 'https://chat', ...outputs }, folder);
    expect({ exitCode, said }).toEqual({ exitCode: 0, said: '' });
    return JSON.parse(readFileSync(posted, 'utf8')).text;
  }

  test('act-on-outputs.yml names what is inconsistent, without mentions', () => {
    const { run } = scriptStepOf('examples/act-on-outputs.yml', 'look', /curl/);
    const inconsistencies = [{ description: 'table "a"' }, { description: 'table <!channel>' }];
    expect(post(run, { COUNT: '2', INCONSISTENCIES: JSON.stringify(inconsistencies) })).toBe(
      '2 objects of Hasura\'s metadata are inconsistent: table "a", table !channel',
    );
  });

  test('notify-deploy.yml says what a deploy has changed', () => {
    const { run } = scriptStepOf('examples/notify-deploy.yml', 'deploy', /curl/);
    const outputs = {
      APPLIED: 'true',
      SERVER: 'v2.48.16',
      VERSION: '7',
      BROKEN: '0',
      CHANGED: '2',
      WIDER: '1',
      CHANGES: JSON.stringify([{ description: 'table a' }, { description: 'table <b>' }]),
      WARNED: '1',
      WARNINGS: JSON.stringify([{ name: 'event_trigger x' }]),
    };
    expect(post(run, outputs)).toBe(
      [
        'Metadata applied: true (GraphQL Engine v2.48.16, resource version 7)',
        'Newly inconsistent: 0',
        'Changed: 2, of which 1 may give wider access: table a, table b',
        'Warnings: 1: event_trigger x',
        '',
      ].join('\n'),
    );
    const failed = Object.fromEntries(Object.keys(outputs).map((name) => [name, '']));
    expect(post(run, failed)).toContain('Warnings: : ');
  });
});
