import { expect } from '@jest/globals';
import type { Identity, Location } from '../../src/model/report.js';
import { parseJsonPath } from '../../src/project/places.js';
import {
  openProject,
  type Project,
  type ProjectOptions,
  type ProjectProblem,
} from '../../src/project/project.js';
import { type Files, workspaceWith } from '../support/workspaces.js';

export { type Files, workspaceWith };

/** A project that was read in full. */
export interface LoadedProject extends Searched {
  readonly metadata: Record<string, unknown>;
}

/** A project in which lines are looked for. */
export interface Searched {
  locate(identity: Identity): Promise<Location | undefined>;
  locateWithin(identity: Identity, words: readonly string[]): Promise<Location | undefined>;
  locatePath(jsonPath: string): Promise<Location | undefined>;
}

/** Opens a project; fails when that is not possible. */
export async function opened(path: string, options: ProjectOptions): Promise<Project> {
  const outcome = await openProject(path, options);
  if (!outcome.ok) throw new Error(outcome.problem.message);
  return outcome.value;
}

/** Opens a project and reads it in full, as it is done to apply it. */
export async function loadProject(path: string, options: ProjectOptions): Promise<LoadedProject> {
  const project = await opened(path, options);
  const built = await project.build();
  if (!built.ok) throw new Error(built.problem.message);
  return { metadata: built.value, ...searched(project) };
}

/** Opens a project and reads no more of it than a search takes. */
export async function searchProject(path: string, options: ProjectOptions): Promise<Searched> {
  return searched(await opened(path, options));
}

function searched(project: Project): Searched {
  return {
    locate: (identity) => project.locate(identity),
    locateWithin: (identity, words) => project.locateWithin(identity, words),
    locatePath: async (jsonPath) => {
      const path = parseJsonPath(jsonPath);
      return path && project.locatePath(path);
    },
  };
}

/** Both ways to find a line, which must find the same. */
export const WAYS = [
  ['in metadata that was built', loadProject],
  ['in files that are read on demand', searchProject],
] as const;

/** Loads a project made of these files. */
export function load(files: Files, path = '.'): Promise<LoadedProject> {
  return loadProject(path, { workspace: workspaceWith(files) });
}

/** The problem of a project that cannot be opened, or cannot be built. */
export async function problemOf(path: string, options: ProjectOptions): Promise<ProjectProblem> {
  const outcome = await openProject(path, options);
  const built = outcome.ok ? await outcome.value.build() : outcome;
  if (!built.ok) return built.problem;
  throw new Error('The project was built, although it should have a problem');
}

/** The same of a project made of these files. */
export function problemWith(files: Files, path = '.'): Promise<ProjectProblem> {
  return problemOf(path, { workspace: workspaceWith(files) });
}

/** Where the sound project lists its databases. */
export const DATABASES = 'metadata/databases/databases.yaml';

/** A sound project, with some of its files replaced. */
export function project(files: Files): Files {
  return {
    'config.yaml': 'version: 3\n',
    'metadata/version.yaml': 'version: 3\n',
    [DATABASES]:
      '- name: default\n  kind: postgres\n  configuration: {}\n  tables: "!include tables.yaml"\n',
    'metadata/databases/tables.yaml': '- "!include users.yaml"\n',
    'metadata/databases/users.yaml': 'table:\n  schema: public\n  name: users\n',
    ...files,
  };
}

/** What is wrong, the files, where the error points, and what it says. */
export type BadInput = readonly [string, Files, string, RegExp];

/** Builds a project, which must end in a problem at a place. */
export async function expectFailure([, files, place, message]: BadInput): Promise<void> {
  const { message: said, location } = await problemWith(project(files));
  expect(said).toMatch(message);
  expect(location && `${location.file}:${location.line}:${location.column}`).toBe(place);
  expect(said.startsWith(`${place}: `)).toBe(true);
}
