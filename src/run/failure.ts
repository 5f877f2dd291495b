import { HasuraError } from '../hasura/errors.js';
import { visible } from '../lib/visible.js';
import type { Failure, Location } from '../model/report.js';
import type { Redactor } from '../redact/redactor.js';
import { InputError } from '../settings/settings.js';

/** Turns whatever was thrown into a failure: a message without secrets, and never a stack. */
export function failureOf(error: unknown, redactor: Redactor, cancelled: AbortSignal): Failure {
  if (cancelled.aborted) {
    return {
      kind: 'cancelled',
      message: 'The run was cancelled before the server gave a verdict.',
    };
  }
  const message = visible(redactor.text(error instanceof Error ? error.message : String(error)));
  if (error instanceof HasuraError) {
    return { kind: error.kind, message, remedy: visible(redactor.text(error.remedy)) };
  }
  if (error instanceof InputError) return { kind: 'invalid-input', message };
  const location = locationOf(error);
  if (error instanceof Error && error.name === 'ProjectError') {
    return { kind: 'invalid-project', message, ...(location && { location }) };
  }
  return {
    kind: 'internal',
    message: `Something went wrong that should not have: ${message}. Please report it, with a log taken with debug logging on.`,
  };
}

/** A `ProjectError` is told by its name: its class is loaded only with a project. */
function locationOf(error: unknown): Location | undefined {
  return error instanceof Error && 'location' in error
    ? (error.location as Location | undefined)
    : undefined;
}
