import { visible } from '../lib/text.js';
import type { Log } from '../lib/world.js';
import type { Report } from '../model/report.js';
import { isWider } from '../model/verdict.js';
import {
  rounded,
  serializeChange,
  serializeInconsistencies,
  serializeWarning,
  take,
} from '../output/serialize.js';
import { renderText } from '../output/text.js';
import { viewOf } from '../output/view.js';

/** Text for people, JSON lines for log collectors. */
export type LogFormat = 'text' | 'json';

/** The log of a command: progress, and the verdict of each run. */
export interface RunLog extends Log {
  error(text: string): void;
  /** Logs a report. */
  verdict(report: Report): void;
}

/** Writes whole lines of a log. */
type WriteLines = (text: string) => unknown;

/** Makes the log of a command. Messages at level `debug` are left out unless `debug` is set. */
export function openLog(format: LogFormat, debug: boolean, write: WriteLines): RunLog {
  const log = format === 'json' ? jsonLog(write) : textLog(write);
  return debug ? log : { ...log, debug: () => {} };
}

function jsonLog(write: WriteLines): RunLog {
  const line = (level: Level, message: string, fields?: Readonly<Record<string, unknown>>) =>
    write(
      `${asJson({ level, time: new Date().toISOString(), message: visible(message), ...fields })}\n`,
    );
  return {
    debug: (text) => line('debug', text),
    info: (text) => line('info', text),
    warning: (text) => line('warn', text),
    error: (text) => line('error', text, { error: visible(text) }),
    verdict: (report) => {
      const { failure, command } = report.findings;
      line(levelOf(report), failure ? FAILED[command] : report.headline, verdictFields(report));
    },
  };
}

function textLog(write: WriteLines): RunLog {
  const say = (text: string) => write(`${visible(text)}\n`);
  return {
    debug: say,
    info: say,
    warning: (text) => say(`Warning: ${text}`),
    error: (text) => say(`Error: ${text}`),
    verdict: (report) => {
      const view = viewOf(report);
      for (const { heading, lines } of renderText(view)) {
        say(`\n${heading}`);
        for (const text of lines) say(indented(text));
      }
      say(`\n${view.level === 'error' ? 'Error: ' : ''}${view.headline}`);
      say(view.footer);
    },
  };
}

function indented(text: string): string {
  return `  ${visible(text).replaceAll('\n', '\n  ')}`;
}

/** JSON on one line. `JSON.stringify` does not escape C1 controls, which terminals obey. */
function asJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

type Level = 'debug' | 'info' | 'warn' | 'error';

const levelOf = ({ failed, inconsistencyCount }: Report): Level =>
  failed ? 'error' : inconsistencyCount > 0 ? 'warn' : 'info';

/** Log collectors cut or drop lines of several megabytes. Causes come first, so they are kept. */
const MOST_OBJECTS = 1000;

/**
 * The verdict as fields of a line; those that are `undefined` are left out. `error` is a fixed text
 * if the metadata is inconsistent, so that logs can be filtered by it, and the whole message if the
 * run failed.
 */
function verdictFields(report: Report): Record<string, unknown> {
  const { findings, ignored, inconsistencyCount } = report;
  const { applied, changes, failure, notes, recovered, warnings } = findings;
  const objects = [...take(serializeInconsistencies(report), MOST_OBJECTS)];
  const first = <T>(items: readonly T[], toField: (item: T) => unknown) =>
    items.slice(0, MOST_OBJECTS).map(toField);
  return {
    error: errorOf(report),
    error_kind: failure?.kind,
    is_consistent: report.consistent,
    inconsistent_objects: unlessEmpty(objects),
    inconsistent_objects_left_out: inconsistencyCount - objects.length || undefined,
    inconsistency_count: inconsistencyCount,
    ignored_count: ignored.length,
    recovered_count: recovered.length,
    applied: applied === 'not-requested' ? undefined : applied,
    warnings: unlessEmpty(first(warnings, (warning) => serializeWarning(report, warning))),
    change_count: changes?.length,
    wider_access_count: changes?.filter(isWider).length,
    changes: changes && first(changes, (change) => serializeChange(report, change)),
    new_inconsistency_count: report.newObjects?.size,
    notes: unlessEmpty(notes),
    server: findings.server,
    server_version: findings.serverVersion ?? null,
    resource_version: findings.resourceVersion ?? null,
    reloads: findings.reloads,
    duration_seconds: rounded(report.durationSeconds),
  };
}

const unlessEmpty = <T>(items: readonly T[]) => (items.length > 0 ? items : undefined);

const FAILED = {
  check: 'Checking the metadata failed',
  reload: 'Reloading the metadata failed',
  apply: 'Applying the metadata failed',
  plan: 'Planning failed',
} as const;

function errorOf({ failed, findings, inconsistencyCount }: Report): string | undefined {
  if (findings.failure) return findings.failure.message;
  if (findings.applied === 'refused') return 'metadata was refused';
  if (inconsistencyCount > 0) return 'metadata is inconsistent';
  if (!failed) return undefined;
  return findings.warnings.length > 0 ? 'metadata has warnings' : 'metadata would change';
}
