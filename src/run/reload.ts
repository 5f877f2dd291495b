import { HasuraError } from '../hasura/errors.js';
import type { ReloadScope } from '../hasura/requests.js';
import { ANSWER_LOST, backoffSeconds, Deadline, NOT_ACCEPTED, sleep } from '../hasura/retry.js';
import type { Fields } from '../lib/narrow.js';
import type { InconsistentObject } from '../model/report.js';
import { patiently, type Run, remark } from './context.js';

/**
 * Reloads metadata and gives what is inconsistent afterwards. A reload whose answer is lost is not
 * sent again, since the server is likely still at it: the verdict is then asked for.
 */
export async function reload(run: Run, scope: ReloadScope): Promise<readonly InconsistentObject[]> {
  const { client, findings } = run;
  findings.attempts++;
  let verdict: { objects?: readonly InconsistentObject[] };
  try {
    verdict = await patiently(run, () => client.reloadMetadata(scope), NOT_ACCEPTED);
    if (findings.resourceVersion !== undefined) findings.resourceVersion++;
  } catch (error) {
    if (!(error instanceof HasuraError) || !ANSWER_LOST.has(error.kind)) throw error;
    await awaitLostReload(run, error);
    verdict = {};
  }
  const objects = verdict.objects ?? (await look(run));
  findings.objects = objects;
  return objects;
}

/** Asks what is inconsistent, without reloading anything. */
export async function look(run: Run): Promise<readonly InconsistentObject[]> {
  const verdict = await patiently(run, () => run.client.getInconsistentMetadata(), LOOK_AGAIN);
  if (!verdict.objects) {
    throw new HasuraError(
      'get_inconsistent_metadata',
      'the answer says nothing about consistency',
      'Is this GraphQL Engine v2? Its verdict is not understood, which counts as a failure.',
      { kind: 'unexpected-shape' },
    );
  }
  run.findings.objects = verdict.objects;
  return verdict.objects;
}

/** Looking changes nothing, so that it may be tried again whatever happened. */
const LOOK_AGAIN = new Set([...NOT_ACCEPTED, ...ANSWER_LOST]);

/**
 * After a lost answer, the schema cache may still be the old one. A finished reload adds 1 to
 * `resource_version`: that is waited for, as long as a request may take.
 */
async function awaitLostReload(run: Run, lost: HasuraError): Promise<void> {
  run.log.warning(`${lost.message} The reload is not sent again; waiting for it to show.`);
  const { findings } = run;
  const now = await awaitNewVersion(run, findings.resourceVersion);
  if (now !== undefined) {
    findings.resourceVersion = now.resourceVersion;
    remark(run, "The answer to the reload was lost; the verdict is the server's own afterwards.");
    return;
  }
  findings.mayBeStale = true;
  remark(
    run,
    'The answer to the reload was lost, and it did not show that the reload ever finished: what the server says may be from before it.',
  );
}

/**
 * Waits, as long as a request may take, until the server's `resource_version` is higher than
 * `before`, or than it is now where that is not known, and gives the metadata that it has then.
 * `undefined` when that was not seen.
 */
export async function awaitNewVersion(
  run: Run,
  before: number | undefined,
): Promise<{ resourceVersion: number; metadata: Fields } | undefined> {
  const deadline = new Deadline(run.timeoutSeconds);
  let known = before;
  for (let tries = 0; ; tries++) {
    const now = await currentMetadata(run, deadline);
    const version = now?.resourceVersion;
    if (now && version !== undefined && known !== undefined && version > known) {
      return { resourceVersion: version, metadata: now.metadata };
    }
    known ??= version;
    const wait = backoffSeconds(tries);
    if (wait > deadline.secondsLeft) return undefined;
    await sleep(wait, run.signal);
  }
}

async function currentMetadata(
  run: Run,
  deadline: Deadline,
): Promise<{ resourceVersion?: number; metadata: Fields } | undefined> {
  try {
    return await run.client.exportMetadata(Math.max(1, deadline.secondsLeft));
  } catch (error) {
    if (!(error instanceof HasuraError) || error.kind === 'cancelled') throw error;
    run.log.debug(`The resource version could not be read: ${error.message}`);
    return undefined;
  }
}
