import { entryOf } from '../lib/narrow.js';
import type { Rule } from './normalize.js';

/**
 * A schedule as the server exports it: it has numbers, without leading zeros, for the names of days,
 * months and common schedules, in any case (`System.Cron.Parser` of the library `cron`).
 */
export const schedule: Rule = (value) => {
  if (typeof value !== 'string') return value;
  const text = value.toLowerCase();
  return (
    entryOf(SCHEDULES, text) ??
    text.replace(/[a-z]+|\d+/g, (part) => NUMBERS.get(part) ?? part.replace(/^0+(?=\d)/, ''))
  );
};

const SCHEDULES: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
};

const NUMBERS: ReadonlyMap<string, string> = new Map(
  [
    ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
    ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  ].flatMap((names) => names.map((name, index) => [name, String(index + 1)])),
);
