import { type CallFailure, messageOf } from '../hasura/calls.js';
import { defined } from '../lib/json.js';
import { messageOfError, visible } from '../lib/text.js';
import type { Failure, Location } from '../model/report.js';
import type { ProjectProblem } from '../project/project.js';
import type { Redactor } from '../redact/redactor.js';

/** Why a call had no usable answer, as the report says it. */
export function callFailure(failure: CallFailure, location?: Location): Failure {
  const { kind, fix } = failure;
  if (kind === 'cancelled') {
    return { kind, message: 'The run was cancelled before the server gave a verdict.' };
  }
  return defined({ kind, message: visible(messageOf(failure)), fix: visible(fix), location });
}

/** Why a project cannot be read, as the report says it. */
export function projectFailure({ message, location }: ProjectProblem, redactor: Redactor): Failure {
  return defined({ kind: 'invalid-project', message: visible(redactor.text(message)), location });
}

/** Inputs that are not valid, as the report says it. */
export function inputFailure(problems: readonly string[], redactor: Redactor): Failure {
  return { kind: 'invalid-input', message: visible(redactor.text(problems.join('\n'))) };
}

/** An exception, which is a bug of ours: its message without secrets, and never its stack. */
export function bugFailure(error: unknown, redactor: Redactor): Failure {
  const message = visible(redactor.text(messageOfError(error)));
  return {
    kind: 'internal',
    message: `Unexpected error (a bug in this action): ${message}. Please report it, with a log taken with debug logging on.`,
  };
}
