import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Report } from '../model/report.js';

/** The results of runs, as the metric has them. */
const RESULTS = ['consistent', 'inconsistent', 'refused', 'error'] as const;

/** The metrics of the service, for Prometheus. */
export type Metrics = ReturnType<typeof createMetrics>;

/**
 * Makes the metrics of one service, all at zero: `registry` has their text in Prometheus' format,
 * `callsInFlight` counts pending calls, and `runEnded` counts a run that has ended.
 */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  const runs = new Counter({
    name: 'hasura_metadata_reloader_runs_total',
    help: 'Runs by result: consistent, inconsistent, refused (warnings or a refused apply), error (state unknown).',
    labelNames: ['result'],
    registers,
  });
  // rate() misses the first increment of a series that does not begin at 0.
  for (const result of RESULTS) runs.inc({ result }, 0);
  const duration = new Histogram({
    name: 'hasura_metadata_reloader_run_duration_seconds',
    help: 'Duration of runs, including retries.',
    buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300],
    registers,
  });
  // The label keeps it absent until a run has a result: 0 would mean consistent.
  const inconsistent = new Gauge({
    name: 'hasura_metadata_inconsistent_objects',
    help: 'Inconsistent objects in the last run with a result, by whether they are ignored.',
    labelNames: ['ignored'],
    registers,
  });
  const lastSuccess = new Gauge({
    name: 'hasura_metadata_reloader_last_success_timestamp_seconds',
    help: 'Unix time at the end of the last run that did not fail; 0 before that.',
    registers,
  });
  const callsInFlight = new Gauge({
    name: 'hasura_metadata_reloader_calls_in_flight',
    help: 'Pending calls of /reload_metadata.',
    registers,
  });
  return {
    registry,
    callsInFlight,
    runEnded(report: Report): void {
      runs.inc({ result: resultOf(report) });
      duration.observe(report.durationSeconds);
      if (!report.failed) lastSuccess.setToCurrentTime();
      if (report.findings.failure || !report.findings.objects) return;
      inconsistent.set({ ignored: 'false' }, report.inconsistencyCount);
      inconsistent.set({ ignored: 'true' }, report.ignored.length);
    },
  };
}

function resultOf(report: Report): (typeof RESULTS)[number] {
  if (report.findings.failure) return 'error';
  if (report.inconsistencyCount > 0) return 'inconsistent';
  return report.failed ? 'refused' : 'consistent';
}
