import { expect } from '@jest/globals';
import type { Identity, Location } from '../../src/model/report.js';
import { openProject, ProjectError, type ProjectOptions } from '../../src/project/project.js';
import { type Files, workspaceWith } from '../support/workspaces.js';

export { type Files, workspaceWith };

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
export function load(files: Files, path = '.'): Promise<LoadedProject> {
  return loadProject(path, { workspace: workspaceWith(files) });
}

/** The error that loading ends with. */
export async function failure(loading: Promise<unknown>): Promise<ProjectError> {
  const outcome = await loading.catch((error: unknown) => error);
  if (outcome instanceof ProjectError) return outcome;
  throw new Error(`No ProjectError, but ${String(outcome)}`, { cause: outcome });
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

/** Loads a project, which is to end in an error at a place. */
export async function expectFailure([, files, place, message]: BadInput): Promise<void> {
  const error = await failure(load(project(files)));
  expect(error.message).toMatch(message);
  const { location } = error;
  expect(location && `${location.file}:${location.line}:${location.column}`).toBe(place);
  expect(error.message.startsWith(`${place}: `)).toBe(true);
}
