import type { Cause, Findings, InconsistentObject, Report } from '../../src/model/report.js';

/** An inconsistent object; what is not given is a remote schema's. */
export function object(parts: Partial<InconsistentObject>): InconsistentObject {
  return {
    shape: 'object',
    type: parts.identity?.type ?? 'remote_schema',
    name: 'remote_schema unnamed',
    identity: { type: 'remote_schema', remoteSchema: 'unnamed' },
    members: [],
    reason: 'it is broken',
    ...parts,
  };
}

/** The remote schema that is broken wherever one has to be. */
export const PAYMENTS = object({
  name: 'remote_schema payments-api',
  identity: { type: 'remote_schema', remoteSchema: 'payments-api' },
});

/** A conflict of remote schemas. */
export function conflict(...names: string[]): InconsistentObject {
  return object({
    shape: 'conflict',
    type: 'conflict',
    name: 'conflict',
    identity: { type: 'conflict' },
    members: names.map((remoteSchema) => ({ type: 'remote_schema', remoteSchema })),
  });
}

export function cause(of: InconsistentObject, ...dependents: InconsistentObject[]): Cause {
  return { object: of, dependents: dependents.map((object) => ({ object, certain: true })) };
}

/** A report of a server at localhost:8080; failed where there is a cause or a failure. */
export function reportOf(
  parts: Partial<Report> &
    Pick<Partial<Findings>, 'server' | 'serverVersion' | 'warnings' | 'failure'>,
): Report {
  const { server = 'localhost:8080', serverVersion, warnings = [], failure, ...rest } = parts;
  const findings: Findings = {
    server,
    command: 'reload',
    ...(serverVersion !== undefined && { serverVersion }),
    recovered: [],
    warnings,
    applied: 'not-requested',
    reloads: 1,
    notes: [],
    ...(failure && { failure }),
  };
  const causes = rest.causes ?? [];
  return {
    findings,
    causes,
    ignored: [],
    fixed: [],
    inconsistencyCount: causes.length,
    consistent: causes.length === 0,
    failed: causes.length > 0 || failure !== undefined,
    headline: 'the verdict',
    durationSeconds: 1,
    locations: new Map(),
    ...rest,
  };
}
