/** The way from the top of a document to one of its nodes: keys of maps and indices of lists. */
export type Path = readonly (string | number)[];

/**
 * Reads one of the server's JSON paths, `$.args.metadata.sources[0].tables[3]`, as a path into the
 * metadata; `undefined` when it is not one. Keys that are not plain names are quoted and escaped as in
 * JSON, `$.args["$set"]`. Paths may begin with `$.args.metadata`, with `$.args`, or at the metadata.
 */
export function parseJsonPath(jsonPath: string): Path | undefined {
  if (!jsonPath.startsWith('$')) return undefined;
  const steps: (string | number)[] = [];
  const step = /\.([^.[\]]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|\['((?:[^'\\]|\\.)*)'\]/sy;
  step.lastIndex = 1;
  while (step.lastIndex < jsonPath.length) {
    const [, plain, index, quoted, single] = step.exec(jsonPath) ?? [];
    const key = plain ?? single ?? (quoted === undefined ? undefined : unquote(quoted));
    if (key === undefined && index === undefined) return undefined;
    steps.push(key ?? Number(index));
  }
  return withoutRequest(steps);
}

function withoutRequest(steps: (string | number)[]): Path {
  const start = steps[0] === 'args' ? 1 : 0;
  return steps.slice(steps[start] === 'metadata' ? start + 1 : start);
}

function unquote(quoted: string): string | undefined {
  try {
    const key: unknown = JSON.parse(quoted);
    return typeof key === 'string' ? key : undefined;
  } catch {
    return undefined;
  }
}
