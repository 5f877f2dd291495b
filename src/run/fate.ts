import { HasuraError } from '../hasura/errors.js';
import type { Fields } from '../lib/narrow.js';
import { tellsApplied } from './compare.js';
import type { Run } from './context.js';
import { awaitNewVersion } from './reload.js';

/** Metadata as a server had it; without its version on servers before v2. */
export interface Exported {
  readonly resourceVersion?: number;
  readonly metadata: Fields;
}

/** What became of a replacement whose answer is lost. */
export interface Fate {
  readonly applied: 'applied' | 'not-applied' | 'unknown';
  /** Completes `…, and `. */
  readonly because: string;
  /** Whether it will stay so: else the server may be at work on it yet. */
  readonly isFinal: boolean;
  readonly resourceVersion?: number;
}

const NOT_LEARNT = 'whether the metadata was applied could not be learnt';

/**
 * Learns what became of a replacement whose answer is lost: every change adds 1 to the server's
 * `resource_version`, and what is there then has to be what was sent, since somebody else may have
 * changed it. Waits for that as long as a request may take.
 */
export async function fateOf(
  run: Run,
  { before, metadata }: { readonly before: Exported; readonly metadata: Fields },
  lost: HasuraError,
): Promise<Fate> {
  const known = before.resourceVersion;
  if (known === undefined) {
    const because = `${NOT_LEARNT}, since the server has no resource version to tell it by`;
    return { applied: 'unknown', because, isFinal: false };
  }
  run.log.warning(`${lost.message} Learning from the server whether the metadata was applied.`);
  const isFinished = hasAnswered(lost);
  let now: Exported | undefined;
  try {
    if (!isFinished) now = await awaitNewVersion(run, known);
    now ??= await run.client.exportMetadata();
  } catch (error) {
    if (!(error instanceof HasuraError) || error.kind === 'cancelled') throw error;
    const because = `${NOT_LEARNT}, since asking for it failed too: ${error.cameBack}`;
    return { applied: 'unknown', because, isFinal: false };
  }
  return judge(now, before, metadata, isFinished);
}

function judge(now: Exported, before: Exported, sent: Fields, isFinished: boolean): Fate {
  const { resourceVersion } = now;
  if (resourceVersion === undefined) {
    const because = `${NOT_LEARNT}, since the server tells no resource version any more`;
    return { applied: 'unknown', because, isFinal: false };
  }
  if (resourceVersion === before.resourceVersion) {
    const still = `the server still has the metadata from before, resource version ${resourceVersion}`;
    const because = isFinished ? still : `${still}, and may yet be at work on it`;
    return { applied: 'not-applied', because, isFinal: isFinished, resourceVersion };
  }
  const versions = `its resource version is ${resourceVersion}, and was ${before.resourceVersion}`;
  if (tellsApplied(sent, before.metadata, now.metadata)) {
    const because = `the server has these objects, and ${versions}`;
    return { applied: 'applied', because, isFinal: true, resourceVersion };
  }
  const because = `${NOT_LEARNT}: something else has changed the server's metadata meanwhile (${versions})`;
  return { applied: 'unknown', because, isFinal: true, resourceVersion };
}

/** An error of the server's own comes when it is done; a gateway's may come long before. */
function hasAnswered({ kind, code }: HasuraError): boolean {
  return kind === 'server-error' && code !== undefined;
}
