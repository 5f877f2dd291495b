import { expect, test } from '@jest/globals';
import type { InputName } from '../../src/settings/inputs.js';
import { type Exchange, exchangesIn, RECORDINGS } from '../stand-in/recordings.js';
import type { ActionResult } from '../support/action.js';
import { runAgainst } from '../support/against.js';
import { workspaceWith } from '../support/workspaces.js';
import { REVIEWED } from './recorded-answers.js';

/** An answer of a real server that a run has to explain. */
interface Recorded {
  /** `errors.json: no secret` */
  readonly title: string;
  readonly version: string;
  /** The call that it answers. */
  readonly type: string;
  readonly request: NonNullable<Exchange['request']>;
  readonly response: NonNullable<Exchange['response']>;
}

const COMMANDS: Readonly<Record<string, string>> = {
  reload_metadata: 'reload',
  get_inconsistent_metadata: 'check',
  replace_metadata: 'apply',
};

/** Every answer with inconsistent objects or an error, the same one once. */
function recordedAnswers(): Recorded[] {
  const answers = new Map<string, Recorded>();
  for (const file of RECORDINGS) {
    for (const exchange of exchangesIn(file)) {
      const answer = recordedIn(file, exchange);
      const { error, internal, inconsistent_objects = internal } = answer?.response.body ?? {};
      const objects = Array.isArray(inconsistent_objects) ? inconsistent_objects : [];
      const texts = objects.map((one: unknown) => JSON.stringify(one)).sort();
      const key = JSON.stringify([answer?.type, error, texts]);
      if (answer && !answers.has(key)) answers.set(key, answer);
    }
  }
  return [...answers.values()];
}

function recordedIn(file: string, { step, request, response }: Exchange): Recorded | undefined {
  const { inconsistent_objects = [], error } = response?.body ?? {};
  const type = request?.body?.type;
  // The action makes no other calls; errors of some of them could come for its calls too.
  if (!request || !response || ['bulk', 'run_sql'].includes(type)) return undefined;
  if (inconsistent_objects.length === 0 && error === undefined) return undefined;
  return {
    title: `${file}: ${step}`,
    version: file.startsWith('v2.36.0/') ? 'v2.36.0' : 'v2.48.16',
    type: COMMANDS[type] ? type : 'reload_metadata',
    request,
    response,
  };
}

/** Runs the action against a server that gives this answer. */
async function runInto({
  title,
  version,
  type,
  request,
  response,
}: Recorded): Promise<ActionResult> {
  const { status, body, text } = response;
  const metadata = request.body?.args?.metadata ?? request.body?.args ?? {};
  const workspace = workspaceWith({ 'metadata.json': JSON.stringify(metadata) });
  const command = COMMANDS[type] ?? '';
  const inputs: Partial<Record<InputName, string>> = {
    command,
    ...(command === 'apply' && {
      project: 'metadata.json',
      'allow-inconsistent-metadata': String(
        request.body?.args?.allow_inconsistent_metadata === true,
      ),
    }),
    'admin-secret': /no secret|token/.test(title) ? '' : 'recorded',
  };
  return runAgainst(
    {
      version,
      onRequest: (call) => {
        // The server has the same triggers already, so that no dry run comes first.
        if (call.type === 'export_metadata') {
          return { status: 200, body: { resource_version: 1, metadata } };
        }
        // A reload after an apply has the same answer.
        return call.type ? { status, body: body ?? text ?? '' } : undefined;
      },
    },
    inputs,
    { workspace },
  );
}

interface Inconsistency {
  readonly description: string;
  readonly reason: string;
  readonly detail?: string;
  readonly remedy: string;
  readonly certain?: boolean;
  readonly dependents: readonly Inconsistency[];
}

interface Warning {
  readonly message: string;
  readonly remedy: string;
}

/** What a reader of the report learns, line by line. */
function linesOf({ report, annotations }: ActionResult): string[] {
  const { causes = [], warnings = [] } = report as {
    causes?: readonly Inconsistency[];
    warnings?: readonly Warning[];
  };
  const headline = annotations.at(-1)?.message ?? '';
  return [
    headline.replace(/POST http:\S+ /, 'POST '),
    ...causes.flatMap(({ description, reason, detail, remedy, dependents }) => [
      `- ${description}: ${reason}${detail === undefined ? '' : ` | ${detail}`}`,
      ...dependents.map(
        (one) => `    also${one.certain === false ? ' (probably)' : ''}: ${one.description}`,
      ),
      `    fix: ${remedy}`,
    ]),
    ...warnings.flatMap(({ message, remedy }) => [`- warning: ${message}`, `    fix: ${remedy}`]),
  ];
}

const ANSWERS = recordedAnswers();

test.each(ANSWERS.map((one) => [one.title, one] as const))(
  'the recorded answer of %s is explained as reviewed',
  async (title, recorded) => {
    const result = await runInto(recorded);
    expect(result.exitCode).toBe(1);
    expect(linesOf(result)).toEqual(REVIEWED[title]);
  },
);

test('every reviewed answer is recorded', () => {
  expect(Object.keys(REVIEWED).sort()).toEqual(ANSWERS.map(({ title }) => title).sort());
});
