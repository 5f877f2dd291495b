/** Whether two JSON values are equal; the order of keys does not matter, and `undefined` is absent. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && isEqualList(a, b);
  }
  return isEqualMap(a as Record<string, unknown>, b as Record<string, unknown>);
}

function isEqualList(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) {
    if (!isEqual(a[index], b[index])) return false;
  }
  return true;
}

function isEqualMap(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  const keys = Object.keys(a);
  for (const key of keys) {
    if (!isEqual(a[key], Object.hasOwn(b, key) ? b[key] : undefined)) return false;
  }
  const others = Object.keys(b);
  // Each key of `a` was found in `b`: with as many keys, there are no others.
  if (others.length === keys.length && !keys.some((key) => a[key] === undefined)) return true;
  return others.every((key) => b[key] === undefined || Object.hasOwn(a, key));
}
