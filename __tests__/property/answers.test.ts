import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { messageOf } from '../../src/hasura/calls.js';
import { explainErrorResponse, explainNotJson } from '../../src/hasura/error-response.js';
import { FAILURES } from '../../src/hasura/failures.js';
import { readInconsistentObjects, ShapeError } from '../../src/hasura/inconsistent-objects.js';
import {
  readExport,
  readReplaceVerdict,
  readVerdict,
  readWarnings,
} from '../../src/hasura/responses.js';
import { createRedactor } from '../../src/redact/redactor.js';
import { answer, json } from './arbitraries.js';
import { text } from './hostile-text.js';

const redactor = createRedactor([]);

/** What a reader returns; `undefined` if it does not understand the answer. Any other error is a bug. */
function understood<T>(read: (answer: unknown) => T, given: unknown): T | undefined {
  try {
    return read(redactor.json(structuredClone(given)));
  } catch (error) {
    if (error instanceof ShapeError) return undefined;
    throw error;
  }
}

describe('any JSON as an answer', () => {
  test.each([
    ['reload_metadata and get_inconsistent_metadata', readVerdict],
    ['replace_metadata', readReplaceVerdict],
  ])('to %s is read or not understood, and consistent only if it says so', (_call, read) => {
    fc.assert(
      fc.property(answer, (given) => {
        const verdict = understood(read, given);
        if (verdict?.objects === undefined) return;
        const said = given as Record<string, unknown>;
        expect(said['is_consistent']).toBe(verdict.objects.length === 0);
        // What is listed twice is one object.
        const listed = (said['inconsistent_objects'] ?? []) as unknown[];
        expect(listed.length === 0).toBe(verdict.objects.length === 0);
        expect(verdict.objects.length).toBeLessThanOrEqual(listed.length);
      }),
      { numRuns: 600 },
    );
  });

  test('to export_metadata is read or not understood', () => {
    fc.assert(
      fc.property(answer, (given) => {
        const read = understood(readExport, given);
        expect(typeof read?.resourceVersion).toBe(read ? 'number' : 'undefined');
      }),
    );
  });

  test('as the lists within a refusal is read or not understood', () => {
    fc.assert(
      fc.property(fc.array(json), (list) => {
        understood((given) => readInconsistentObjects(given as unknown[]), list);
        expect(readWarnings(list)).toHaveLength(list.length);
      }),
    );
  });
});

test('any body with any status is a failure that says what was attempted, what came back and how to fix it', () => {
  const body = fc.oneof(
    text,
    answer.map((value) => JSON.stringify(value)),
    fc
      .record({ error: text, code: text, path: text, internal: json }, { requiredKeys: [] })
      .map((value) => JSON.stringify(value)),
  );
  const headers = fc.dictionary(fc.constantFrom('location', 'retry-after', 'content-type'), text);
  const attempt = {
    attempted: 'POST http://a.example/v1/metadata (reload_metadata)',
    timeoutSeconds: 1,
    hasSecret: true,
  };
  fc.assert(
    fc.property(body, headers, fc.integer({ min: 100, max: 599 }), (given, sent, status) => {
      const reply = { status, headers: sent, body: given };
      const explain = status >= 200 && status < 300 ? explainNotJson : explainErrorResponse;
      const failure = explain(reply, attempt, redactor);
      expect(Object.keys(FAILURES)).toContain(failure.kind);
      const message = messageOf(failure);
      expect(message.startsWith(`${attempt.attempted}: HTTP ${status}, `)).toBe(true);
      expect(message.endsWith(failure.fix)).toBe(true);
      expect(failure.retryAfterSeconds ?? 0).toBeGreaterThanOrEqual(0);
    }),
  );
});
