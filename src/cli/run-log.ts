import type { Log } from '../lib/log.js';
import { visible } from '../lib/visible.js';
import type { Report } from '../model/report.js';
import { renderText } from '../output/text.js';
import { viewOf } from '../output/view.js';
import { type Level, verdictLine } from './verdict.js';

/** Text for people, JSON lines for log collectors. */
export type LogFormat = 'text' | 'json';

/** The log of a command: progress, and the verdict of each run. */
export interface RunLog extends Log {
  error(text: string): void;
  /** Logs a report. */
  verdict(report: Report): void;
}

/** Writes whole lines of a log. */
export type WriteLines = (text: string) => unknown;

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
      const { level, message, fields } = verdictLine(report);
      line(level, message, fields);
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
