import { join } from 'node:path';
import { isRecord } from '../lib/narrow.js';
import type { Documents } from './documents.js';
import { ProjectError } from './error.js';
import { SyntaxProblem } from './format.js';
import { ACTIONS_SDL, ACTIONS_YAML } from './layout.js';
import type { Origins, Spot } from './origins.js';
import type { Path } from './path.js';
import { CUSTOM_TYPE_LISTS, readSdl, type Sdl, type SdlAction, type SdlType } from './sdl.js';

/** What the SDL alone decides about an action, whatever the YAML says. */
const OF_THE_SDL = ['type', 'arguments', 'output_type'] as const;

/**
 * Makes `actions` and `custom_types` of `actions.graphql`, which says how actions are called, with
 * `actions.yaml` laid over it by name, which says how they are answered. A project that lacks one
 * of the two files has no actions.
 */
export async function buildActions(
  directory: string,
  yaml: Record<string, unknown>,
  documents: Documents,
  origins: Origins,
): Promise<Record<string, unknown>> {
  const path = join(directory, ACTIONS_SDL);
  documents.files.realPath(path);
  const sdl = await readActionsSdl(path, documents);
  for (const [node, offset] of sdl.offsets) origins.note(node, { path, offset });
  return new ActionsMerge(directory, yaml, sdl, documents, origins).all();
}

async function readActionsSdl(path: string, { files }: Documents): Promise<Sdl> {
  const text = files.read(path);
  try {
    return await readSdl(text);
  } catch (cause) {
    if (!(cause instanceof SyntaxProblem)) throw cause;
    const message = `This file does not parse: ${cause.message}.`;
    throw new ProjectError(message, files.place(path, text, cause.offset), { cause });
  }
}

/** An entry of the YAML, and the way to it. */
interface Overlay {
  readonly fields: Record<string, unknown>;
  readonly at: Path;
}

class ActionsMerge {
  readonly #path: string;
  readonly #sdlPath: string;
  readonly #yaml: Record<string, unknown>;
  readonly #sdl: Sdl;
  readonly #documents: Documents;
  readonly #origins: Origins;

  constructor(
    directory: string,
    yaml: Record<string, unknown>,
    sdl: Sdl,
    documents: Documents,
    origins: Origins,
  ) {
    this.#path = join(directory, ACTIONS_YAML);
    this.#sdlPath = join(directory, ACTIONS_SDL);
    this.#yaml = yaml;
    this.#sdl = sdl;
    this.#documents = documents;
    this.#origins = origins;
  }

  all(): Record<string, unknown> {
    const metadata: Record<string, unknown> = {};
    const actions = this.#actions();
    if (actions.length > 0) metadata['actions'] = actions;
    const types = this.#types();
    if (types) metadata['custom_types'] = types;
    return metadata;
  }

  #actions(): unknown[] {
    const overlays = this.#overlays(this.#yaml['actions'], ['actions']);
    const known = new Map<string, SdlAction>();
    for (const action of this.#sdl.actions) {
      if (known.has(action.name)) {
        throw new ProjectError(
          `The action ${quoted(action.name)} stands twice in this file. Names of actions are unique, in Query and Mutation together.`,
          this.#documents.placeOf(this.#spot(action.offset)),
        );
      }
      known.set(action.name, action);
    }
    for (const [name, { at }] of overlays) {
      if (known.has(name)) continue;
      const remedy = `Add its field to Query or Mutation there, or take it out of ${ACTIONS_YAML}.`;
      throw this.#error(at, `The action ${quoted(name)} is not in ${ACTIONS_SDL}. ${remedy}`);
    }
    return this.#sdl.actions.map((action) => this.#action(action, overlays.get(action.name)));
  }

  #action(action: SdlAction, overlay: Overlay | undefined): Record<string, unknown> {
    const spot = this.#spot(action.offset);
    if (!overlay) {
      const { type, arguments: args, output_type } = action.definition;
      const definition = { kind: '', handler: '', type, arguments: args, output_type };
      const alone = { name: action.name, definition };
      this.#origins.note(alone, spot);
      return alone;
    }
    const answered = overlay.fields['definition'] ?? {};
    if (!isRecord(answered)) {
      throw this.#error(
        [...overlay.at, 'definition'],
        'A map belongs here, the definition of an action.',
      );
    }
    const definition: Record<string, unknown> = { kind: '', handler: '', ...answered };
    for (const key of OF_THE_SDL) definition[key] = action.definition[key];
    const whole = { ...overlay.fields, definition };
    this.#note(whole, overlay.at, spot);
    this.#note(definition, [...overlay.at, 'definition'], spot);
    return whole;
  }

  #types(): Record<string, unknown> | undefined {
    const written = this.#yaml['custom_types'] ?? {};
    if (!isRecord(written)) {
      throw this.#error(['custom_types'], 'A map belongs here, the lists of custom types.');
    }
    const types: Record<string, unknown> = {};
    for (const list of CUSTOM_TYPE_LISTS) {
      const overlays = this.#overlays(written[list], ['custom_types', list]);
      const own = this.#sdl.types.filter((type) => type.list === list);
      for (const [name, { at }] of overlays) {
        if (own.some((type) => type.definition.name === name)) continue;
        throw this.#error(
          at,
          `The custom type ${quoted(name)} is not among the ${list} of ${ACTIONS_SDL}.`,
        );
      }
      types[list] = own.map((type) => this.#type(type, overlays.get(type.definition.name)));
    }
    const first = this.#sdl.types[0];
    if (!first) return undefined;
    this.#origins.note(types, this.#spot(first.offset));
    return types;
  }

  #type(type: SdlType, overlay: Overlay | undefined): Record<string, unknown> {
    const spot = this.#spot(type.offset);
    if (!overlay) {
      const alone = { ...type.definition };
      this.#origins.note(alone, spot);
      return alone;
    }
    const { description: _, ...rest } = type.definition;
    const whole: Record<string, unknown> = { ...rest };
    for (const key of ['description', 'relationships']) {
      const value = overlay.fields[key];
      if (value !== undefined && value !== null) whole[key] = value;
    }
    this.#note(whole, overlay.at, spot);
    return whole;
  }

  #overlays(value: unknown, at: Path): Map<string, Overlay> {
    const overlays = new Map<string, Overlay>();
    if (value === undefined || value === null) return overlays;
    if (!Array.isArray(value)) throw this.#error(at, 'A list belongs here.');
    for (const [index, fields] of value.entries()) {
      const item = [...at, index];
      const name = isRecord(fields) ? fields['name'] : undefined;
      if (!isRecord(fields) || typeof name !== 'string') {
        throw this.#error(item, 'A map with a name belongs here.');
      }
      if (overlays.has(name)) throw this.#error(item, `${quoted(name)} stands twice in this list.`);
      overlays.set(name, { fields, at: item });
    }
    return overlays;
  }

  #note(node: object, at: Path, besides: Spot): void {
    this.#origins.note(node, { path: this.#path, at, besides });
  }

  #spot(offset: number): Spot {
    return { path: this.#sdlPath, offset };
  }

  #error(at: Path, message: string): ProjectError {
    return new ProjectError(message, this.#documents.locate(this.#path, at));
  }
}

function quoted(name: string): string {
  return JSON.stringify(name);
}
