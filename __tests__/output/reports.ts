import type {
  Findings,
  InconsistentObject,
  Location,
  MetadataWarning,
  Report,
} from '../../src/model/report.js';
import { judge } from '../../src/model/verdict.js';

/** A cron trigger that is inconsistent; nothing depends on it. */
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

/** A source that is down, and a number of tables in it. */
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

/** A warning of the server. */
export function warning(message: string, more: Partial<MetadataWarning> = {}): MetadataWarning {
  return { message, origin: 'server', ...more };
}

/** A report of a run, judged with nothing ignored or tolerated unless a test says otherwise. */
export function reportOf(
  found: Partial<Findings> & {
    ignored?: readonly InconsistentObject[];
    /** Where objects and warnings are. */
    at?: ReadonlyMap<unknown, Location | readonly Location[]>;
    failed?: boolean;
  },
): Report {
  const { ignored = [], at, failed, ...findings } = found;
  const locations = new Map([...(at ?? [])].map(([item, where]) => [item, [where].flat()]));
  const everything: Findings = {
    server: 'localhost:8080',
    command: 'reload',
    objects: [],
    recovered: [],
    warnings: [],
    applied: 'not-requested',
    reloads: 1,
    notes: [],
    ...findings,
  };
  const settings = { ignore: [], failOnInconsistency: true, failOnWarning: false };
  return {
    ...judge(everything, settings),
    findings: everything,
    durationSeconds: 1.25,
    ignored: ignored.map((object) => ({ object, pattern: 'cron_trigger *' })),
    ...(failed !== undefined && { failed }),
    locations: locations as Report['locations'],
  };
}
