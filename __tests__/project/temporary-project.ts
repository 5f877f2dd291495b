import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from '@jest/globals';
import { openProject, ProjectError, type ProjectOptions } from '../../src/project/project.js';
import type { Identity, Location } from '../../src/report/model.js';

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

/** A project that was read in full. */
export interface LoadedProject extends Searched {
  readonly metadata: Record<string, unknown>;
}

/** A project in which lines are looked for. */
export interface Searched {
  locate(identity: Identity): Promise<Location | undefined>;
  locatePath(jsonPath: string): Promise<Location | undefined>;
  troubles(): readonly string[];
}

/** Opens a project and reads it in full, as it is done to be applied. */
export async function loadProject(path: string, options: ProjectOptions): Promise<LoadedProject> {
  const project = await openProject(path, options);
  const metadata = await project.build();
  return { metadata, ...searched(project) };
}

/** Opens a project and reads no more of it than a search takes. */
export async function searchProject(path: string, options: ProjectOptions): Promise<Searched> {
  return searched(await openProject(path, options));
}

function searched(project: Awaited<ReturnType<typeof openProject>>): Searched {
  return {
    locate: (identity) => project.locate(identity),
    locatePath: (jsonPath) => project.locatePath(jsonPath),
    troubles: () => project.troubles,
  };
}

/** Both ways to a line, which are to lead to the same. */
export const WAYS = [
  ['in what was built', loadProject],
  ['in what is searched late', searchProject],
] as const;

/** Loads a project made of these files. */
export function load(
  files: Readonly<Record<string, string | Uint8Array>>,
  path = '.',
): Promise<LoadedProject> {
  return loadProject(path, { workspace: workspaceOf(files) });
}

/** The error that loading ends with. */
export async function failure(loading: Promise<unknown>): Promise<ProjectError> {
  const outcome = await loading.catch((error: unknown) => error);
  if (outcome instanceof ProjectError) return outcome;
  throw new Error(`No ProjectError, but ${String(outcome)}`, { cause: outcome });
}
