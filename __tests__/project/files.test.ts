import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  type Files,
  load,
  loadProject,
  opened,
  problemOf,
  problemWith,
  project,
  workspaceWith,
} from './temporary-project.js';

describe('what is not metadata is refused', () => {
  test.each<[string, Files, string, RegExp]>([
    ['nothing', {}, 'gone', /Project path not found: gone.*Check out/s],
    [
      'an empty directory',
      { 'a/b.txt': '' },
      'a',
      /No metadata found in a: it has neither config\.yaml/,
    ],
    ['the directory above', { 'hasura/config.yaml': 'version: 3\n' }, '.', /Did you mean hasura\?/],
    ['a file of another kind', { 'schema.sql': '' }, 'schema.sql', /not a metadata file/],
    [
      'an empty file',
      { 'metadata.json': ' \n' },
      'metadata.json',
      /Expected a map of metadata, found nothing/,
    ],
    ['an empty map', { 'metadata.yaml': '{}\n' }, 'metadata.yaml', /contains no metadata/],
    ['a version alone', { 'm/version.yaml': 'version: 3\n' }, 'm', /m contains no metadata/],
    [
      'empty lists alone',
      { 'm/version.yaml': 'version: 3\n', 'm/databases/databases.yaml': '[]\n' },
      'm',
      /contains no metadata/,
    ],
    [
      'an empty databases.yaml beside other content, which would drop all databases',
      { 'm/databases/databases.yaml': '# \n', 'm/remote_schemas.yaml': '[{name: a}]\n' },
      'm',
      /databases\.yaml is empty\. If no database is intended, write \[\] into it/,
    ],
  ])('%s', async (_, files, path, message) => {
    expect((await problemWith(files, path)).message).toMatch(message);
  });
});

describe('symbolic links', () => {
  const outside = {
    'secrets.yaml': 'table: secrets\n',
    'outside/databases.yaml': '- name: secrets\n',
  };

  function linked(target: string, name: string): string {
    const files = Object.entries(project({})).map(([file, content]) => [
      `repository/${file}`,
      content,
    ]);
    const workspace = workspaceWith({ ...Object.fromEntries(files), ...outside });
    mkdirSync(join(workspace, 'repository/.git'));
    execFileSync('rm', ['-rf', join(workspace, 'repository', name)]);
    symlinkSync(target, join(workspace, 'repository', name));
    return join(workspace, 'repository');
  }

  test.each([
    ['an included file', 'metadata/databases/users.yaml', '../../../secrets.yaml'],
    ['a file of its own', 'metadata/cron_triggers.yaml', '../../secrets.yaml'],
    ['a directory', 'metadata/databases', '../../outside'],
  ])('%s that leads out of the project is an error', async (_, name, target) => {
    const workspace = linked(target, name);
    const error = await problemOf('.', { workspace });
    expect(error.message).toMatch(/is a symbolic link to .*, outside of the project/);
  });

  test('a link to nowhere is an error, not a missing file', async () => {
    const workspace = linked('gone.yaml', 'metadata/cron_triggers.yaml');
    const error = await problemOf('.', { workspace });
    expect(error.message).toMatch(/cron_triggers\.yaml is a broken symbolic link/);
  });

  test('a metadata directory that is a link to nowhere is not found', async () => {
    const workspace = linked('gone', 'metadata');
    const error = await problemOf('.', { workspace });
    expect(error.message).toMatch(/Metadata not found: metadata/);
  });

  test('migrations that are a link to nowhere are none', async () => {
    const workspace = linked('gone', 'migrations');
    expect((await opened('.', { workspace })).migrations()).toEqual([]);
  });

  test('a link within the project works, and is named as the repository names it', async () => {
    const workspace = linked('../config.yaml', 'metadata/network.yaml');
    const { metadata, locatePath } = await loadProject('.', { workspace });
    expect(metadata['network']).toEqual({ version: 3 });
    expect((await locatePath('$.args.metadata.network.version'))?.file).toBe(
      'metadata/network.yaml',
    );
  });

  test('files that include each other through a link are a cycle', async () => {
    const workspace = linked('tables.yaml', 'metadata/databases/users.yaml');
    const error = await problemOf('.', { workspace });
    expect(error.message).toMatch(/in a cycle/);
  });
});

test('a pipe is no file, and is not waited for', async () => {
  const workspace = workspaceWith(project({}));
  execFileSync('mkfifo', [join(workspace, 'metadata/cron_triggers.yaml')]);
  const error = await problemOf('.', { workspace });
  expect(error.message).toMatch(/cron_triggers\.yaml is not a regular file/);
});

test('nor is one that is included', async () => {
  const workspace = workspaceWith(project({ 'metadata/databases/tables.yaml': '- !include p\n' }));
  execFileSync('mkfifo', [join(workspace, 'metadata/databases/p')]);
  const error = await problemOf('.', { workspace });
  expect(error.message).toMatch(/databases\/p is not a regular file/);
});

test('includes that multiply each other are an error', async () => {
  const files: Record<string, string> = {};
  for (let level = 0; level < 12; level++) {
    files[`metadata/databases/l${level}.yaml`] = `- !include l${level + 1}.yaml\n`.repeat(10);
  }
  files['metadata/databases/l12.yaml'] = '[ha]\n';
  files['metadata/databases/users.yaml'] = 'table: users\nlaughs: !include l0.yaml\n';
  const error = await problemWith(project(files));
  expect(error.message).toMatch(/repeats too much/);
});

test.each([
  ['from the first', (index: number) => index],
  ['from the last', (index: number) => 4999 - index],
])('a chain of thousands of includes is an error that shows it, read %s', async (_, order) => {
  const files: Record<string, string> = {};
  for (let index = 0; index < 5000; index++) {
    files[`metadata/databases/${index}.yaml`] = `next: !include ${index + 1}.yaml\n`;
  }
  files['metadata/databases/5000.yaml'] = 'last: true\n';
  const all = Array.from({ length: 5000 }, (_, index) => `- !include ${order(index)}.yaml\n`);
  files['metadata/databases/tables.yaml'] = all.join('');
  const { message } = await problemWith(project(files));
  expect(message).toMatch(
    /(More than 100 files include each other in a row: .* → … → .*|or no end)\.$/,
  );
  expect(message.length).toBeLessThan(500);
});

test('one file may be included in several places', async () => {
  const { metadata } = await load(
    project({
      'metadata/databases/users.yaml':
        'table: users\na: !include part.yaml\nb: !include part.yaml\nc: !include part.txt\n',
      'metadata/databases/part.yaml': 'x: 1\n',
      'metadata/databases/part.txt': '- no: YAML: at all\n',
    }),
  );
  expect(metadata).toHaveProperty('sources.0.tables.0', {
    table: 'users',
    a: { x: 1 },
    b: { x: 1 },
    c: '- no: YAML: at all\n',
  });
});

test('a text that reads like an include stays a text, also where an alias repeats it', async () => {
  const { metadata } = await load(
    project({
      'metadata/databases/users.yaml': 'table: users\na: &a {text: !include part.md}\nb: *a\n',
      'metadata/databases/part.md': '!include gone.yaml',
    }),
  );
  const part = { text: '!include gone.yaml' };
  expect(metadata).toHaveProperty('sources.0.tables.0', { table: 'users', a: part, b: part });
});

test('a file of 20 MB is read whole, in JSON and in YAML', async () => {
  const tables = Array.from({ length: 50_000 }, (_, index) => ({
    table: { schema: 'public', name: `table_${index}` },
    configuration: { comment: 'x'.repeat(330) },
  }));
  const metadata = { version: 3, sources: [{ name: 'default', kind: 'postgres', tables }] };
  const text = JSON.stringify(metadata);
  expect(text.length).toBeGreaterThan(20_000_000);
  for (const name of ['metadata.json', 'metadata.yaml']) {
    const loaded = await load({ [name]: text }, name);
    expect(JSON.stringify(loaded.metadata) === text).toBe(true);
    const table = { text: 'table_49999', raw: { schema: 'public', name: 'table_49999' } };
    const column = text.lastIndexOf('"table":') + 1;
    expect(await loaded.locate({ type: 'table', table })).toEqual({ file: name, line: 1, column });
  }
}, 60_000);
