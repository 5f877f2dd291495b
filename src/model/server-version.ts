/** The minor version of a server of v2: 48 for `v2.48.16`; `undefined` of any other, and if it is unknown. */
export function minorOf(version: string | undefined): number | undefined {
  const minor = /^v2\.(\d+)\./.exec(version ?? '')?.[1];
  return minor === undefined ? undefined : Number(minor);
}
