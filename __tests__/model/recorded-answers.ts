import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../__fixtures__/recorded/', import.meta.url);

/** A recorded answer that lists inconsistent objects. */
export interface RecordedAnswer {
  /** The recording and the step in it. */
  readonly name: string;
  readonly list: readonly unknown[];
}

/** All distinct lists of inconsistent objects in the recordings, each with its first step. */
export function recordedAnswers(): RecordedAnswer[] {
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.json'))
    .sort()
    .flatMap((file) => {
      const { exchanges } = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));
      const lists = new Map<string, RecordedAnswer>();
      for (const { step, response } of exchanges) {
        const body = response?.body;
        const list =
          body?.inconsistent_objects ?? (body?.code === 'unexpected' ? body.internal : undefined);
        if (!Array.isArray(list) || list.length === 0) continue;
        const key = JSON.stringify(list);
        if (!lists.has(key)) lists.set(key, { name: `${file.slice(0, -5)}: ${step}`, list });
      }
      return [...lists.values()];
    });
}
