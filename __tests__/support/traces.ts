import type { ActionResult } from './action.js';

/** Everything that left the process, but for the lines that ask the runner to mask. */
export function traces(result: ActionResult): string {
  const log = result.log.split('\n').filter((line) => !line.startsWith('::add-mask::'));
  return [
    ...log,
    result.summary,
    ...Object.values(result.outputs),
    JSON.stringify(result.report) ?? '',
  ].join('\n');
}

/**
 * Which of the secrets shows in the text: as it is, URL-encoded, as JSON, or as base64 wherever in
 * a longer text it was encoded.
 */
export function shown(text: string, secrets: readonly string[]): string[] {
  return secrets.filter((secret) => formsOf(secret).some((form) => text.includes(form)));
}

function formsOf(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  return [
    secret,
    encodeURIComponent(secret),
    encodeURI(secret),
    json,
    JSON.stringify(json).slice(1, -1),
    ...[0, 1, 2].flatMap((shift) => encodedWithin(secret, shift)),
  ];
}

/** Base64 of a text that has the secret behind `shift` bytes: the characters that it settles. */
function encodedWithin(secret: string, shift: number): string[] {
  const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(secret)]);
  const first = Math.ceil((shift * 8) / 6);
  const last = Math.floor((bytes.length * 8) / 6);
  return (['base64', 'base64url'] as const).map((encoding) =>
    bytes.toString(encoding).slice(first, last),
  );
}

/** Lines of a stack trace. */
export const STACK = /^\s+at .*(?:\.js|node:)[^\s]*:\d+/m;
