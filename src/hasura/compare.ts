import { qualifiedName } from '../report/names.js';
import { asList, asRecord, asText, type Fields } from '../report/narrow.js';

/**
 * Whether two metadata hold the same objects. Servers print metadata anew, with defaults filled in
 * and empty parts left out, so that only names are compared: those of sources, their tables and
 * what hangs on them, remote schemas, actions, triggers and the like.
 */
export function sameObjects(a: Fields, b: Fields): boolean {
  const left = objectNames(a);
  const right = objectNames(b);
  return left.size === right.size && [...left].every((name) => right.has(name));
}

function objectNames(metadata: Fields): Set<string> {
  const names = new Set<string>();
  collect(metadata, '', names);
  return names;
}

function collect(parent: Fields, path: string, names: Set<string>): void {
  for (const [key, value] of Object.entries(parent)) {
    for (const item of asList(value)) {
      const fields = asRecord(item);
      const name = fields && nameOf(fields);
      if (fields === undefined || name === undefined) continue;
      const own = `${path}/${key}:${name}`;
      names.add(own);
      collect(fields, own, names);
    }
  }
}

function nameOf(fields: Fields): string | undefined {
  return (
    asText(fields['name']) ??
    asText(fields['role']) ??
    asText(fields['role_name']) ??
    (qualifiedName(fields['table']) ?? qualifiedName(fields['function']))?.text
  );
}
