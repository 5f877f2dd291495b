import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from '@jest/globals';
import { loadProject, type Project, ProjectError } from '../../src/project/project.js';

const made: string[] = [];
afterAll(() => {
  for (const directory of made) rmSync(directory, { recursive: true, force: true });
});

/** Writes files into a workspace of their own, which goes when the tests end. */
export function workspaceOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const workspace = realpathSync.native(mkdtempSync(join(tmpdir(), 'project-')));
  made.push(workspace);
  for (const [name, content] of Object.entries(files)) {
    const path = join(workspace, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return workspace;
}

/** Loads a project made of these files. */
export function load(
  files: Readonly<Record<string, string | Uint8Array>>,
  path = '.',
): Promise<Project> {
  return loadProject(path, { workspace: workspaceOf(files) });
}

/** The error that loading ends with. */
export async function failure(loading: Promise<unknown>): Promise<ProjectError> {
  const outcome = await loading.catch((error: unknown) => error);
  if (outcome instanceof ProjectError) return outcome;
  throw new Error(`No ProjectError, but ${String(outcome)}`, { cause: outcome });
}
