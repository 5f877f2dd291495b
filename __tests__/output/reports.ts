import type {
  Failure,
  Findings,
  InconsistentObject,
  Location,
  Report,
} from '../../src/model/report.js';
import { judge } from '../../src/model/verdict.js';

/** A cron trigger that is inconsistent: it drags nothing along. */
export function trigger(name: string, reason = `${name} is broken`): InconsistentObject {
  return {
    shape: 'object',
    type: 'cron_trigger',
    name: `cron_trigger ${name}`,
    identity: { type: 'cron_trigger', name },
    members: [],
    reason,
  };
}

export function triggers(count: number): InconsistentObject[] {
  return Array.from({ length: count }, (_, index) => trigger(`t${String(index).padStart(4, '0')}`));
}

/** A source that is down, and so many tables in it. */
export function source(name: string, tables: number): InconsistentObject[] {
  const object = (type: string, rest: string, more: Partial<InconsistentObject>) => ({
    shape: 'object' as const,
    type,
    name: `${type} ${rest}`,
    identity: { type, source: name },
    members: [],
    reason: 'connection error',
    ...more,
  });
  return [
    object('source', name, { detail: 'no route to host', definition: name }),
    ...Array.from({ length: tables }, (_, index) => {
      const table = { text: `t${index}` };
      return object('table', `t${index} in source ${name}`, {
        identity: { type: 'table', source: name, table },
      });
    }),
  ];
}

/** What a run found out, judged with nothing ignored or tolerated. */
export function reportOf(
  found: Partial<Findings> & {
    failure?: Failure;
    ignored?: readonly InconsistentObject[];
    at?: ReadonlyMap<unknown, Location>;
  },
): Report {
  const { failure, ignored = [], at, ...findings } = found;
  const everything: Findings = {
    server: 'localhost:8080',
    mode: 'reload',
    objects: [],
    recovered: [],
    warnings: [],
    applied: 'not-asked',
    attempts: 1,
    remarks: [],
    mayBeStale: false,
    ...findings,
  };
  const settings = { ignore: [], failOnInconsistency: true, failOnWarning: false };
  return {
    ...judge(everything, settings, failure, 1.25),
    ignored: ignored.map((object) => ({ object, pattern: 'cron_trigger *' })),
    ...(at && { locations: at as Report['locations'] }),
  };
}
