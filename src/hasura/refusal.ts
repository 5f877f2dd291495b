import type { Attempt, HasuraError, HasuraErrorFacts, HasuraErrorKind } from './errors.js';

/** What GraphQL Engine says in an error of its own. */
export interface Said {
  readonly status: number;
  readonly code: string | undefined;
  readonly error: string | undefined;
  readonly path: string | undefined;
  readonly internal: unknown;
}

type Fail = (
  kind: HasuraErrorKind,
  remedy: string,
  more?: Partial<HasuraErrorFacts>,
) => HasuraError;

/** Says what to do about a status of 400, or of another that means the same. */
export function explainBadRequest(said: Said, attempt: Attempt, fail: Fail): HasuraError {
  const { status, code, error, internal } = said;
  const unnamed = internal === undefined ? ` ${NAMES_NONE}` : '';
  switch (code) {
    case 'metadata-warnings':
      return fail(
        'warnings-refused',
        `The metadata has warnings, and "fail-on-warning" makes them fatal: nothing was applied.${unnamed}`,
      );
    case 'parse-failed':
      return fail(
        'parse-failed',
        'The server does not understand the metadata at that place: correct it there, or upgrade the server if it is older than the metadata.',
      );
    case 'unexpected':
      return fail(
        'inconsistent-refused',
        `Mend what is inconsistent; nothing was applied.${unnamed}`,
      );
  }
  // In read-only mode, a server does not support any call that may change something.
  const isRefusal = attempt.type === 'replace_metadata' || code === 'not-supported';
  if (status === 400 && code && error && isRefusal) {
    return fail('refused', remedyFor(error), { droppedNothing: isWithinArgs(said) });
  }
  if (code === 'not-exists')
    return fail('not-exists', 'Correct the name in the input that lists what to reload.');
  return fail(
    'bad-request',
    'The server does not accept the call: its version may be older than what is asked of it.',
  );
}

/** Says what to do about a status of 500 and above that is no gateway's. */
export function explainServerError(said: Said, fail: Fail): HasuraError {
  const { code, error } = said;
  if (code !== 'unexpected' || !error) {
    return fail(
      'server-error',
      'The server failed: look at its log, and at its metadata database.',
      { mayHaveHappened: true },
    );
  }
  const remedy = remedyFor(error);
  // The metadata is stored after the work on `args`: what fails within them has stored nothing.
  return isWithinArgs(said)
    ? fail('refused', remedy, { droppedNothing: CONFLICT.test(error) })
    : fail('server-error', remedy, { mayHaveHappened: true });
}

function isWithinArgs({ path }: Said): boolean {
  return path?.startsWith('$.args') ?? false;
}

/** The server comes to these as it builds its GraphQL schema, before it drops any SQL trigger. */
const CONFLICT = /\bconflicting definitions\b/i;

const MODE = /\b(?:maintenance|read-only) mode\b/i;

function remedyFor(error: string): string {
  if (CONFLICT.test(error)) return RENAME;
  return MODE.test(error) ? AFTER_THE_MODE : MEND_IT;
}

const MEND_IT =
  "The server refuses for what it says: mend that in the metadata, or look at the server's log where it names nothing to mend. Running this step again does not help by itself.";

const RENAME =
  'The server refuses all of the metadata as long as two definitions in the GraphQL schema have one name: rename one of the two, or customise it, by a custom name or by a prefix for its source or remote schema. Running this step again does not help by itself.';

const AFTER_THE_MODE =
  'The server changes no metadata in that mode: run this step again when the mode has ended.';

const NAMES_NONE =
  'The server names none of it, most likely since its HASURA_GRAPHQL_ADMIN_INTERNAL_ERRORS is "false".';
