import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Report } from '../model/report.js';

/** How a run ended, as its metric tells it. */
const RESULTS = ['consistent', 'inconsistent', 'refused', 'error'] as const;

type Result = (typeof RESULTS)[number];

/** What Prometheus is told of the service. */
export interface Metrics {
  readonly contentType: string;
  /** All metrics in Prometheus' text format. */
  text(): Promise<string>;
  /** Counts a call that waits for its answer; call what it gives when it has it. */
  callBegins(): () => void;
  /** Counts a run that has ended. */
  runEnded(report: Report): void;
}

/** Makes the metrics of one service, all at zero. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const runs = new Counter({
    name: 'hasura_metadata_reloader_runs_total',
    help: 'Runs by result: consistent, inconsistent, refused (warnings or a refused apply), error (no verdict).',
    labelNames: ['result'],
    registers,
  });
  // A series that begins at its first increment hides that increment from rate().
  for (const result of RESULTS) runs.inc({ result }, 0);
  const duration = new Histogram({
    name: 'hasura_metadata_reloader_run_duration_seconds',
    help: 'How long runs took, what was retried included.',
    buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300],
    registers,
  });
  // With a label, it has no value until there is a verdict: 0 would mean consistent.
  const inconsistent = new Gauge({
    name: 'hasura_metadata_inconsistent_objects',
    help: 'Inconsistent objects at the last verdict, those that are ignored told apart.',
    labelNames: ['ignored'],
    registers,
  });
  const lastSuccess = new Gauge({
    name: 'hasura_metadata_reloader_last_success_timestamp_seconds',
    help: 'When the last run ended that did not fail, in seconds since 1970; 0: never.',
    registers,
  });
  const calls = new Gauge({
    name: 'hasura_metadata_reloader_calls_in_flight',
    help: 'Calls of /reload_metadata that wait for their answer.',
    registers,
  });
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    callBegins: () => {
      calls.inc();
      return () => calls.dec();
    },
    runEnded: (report) => {
      runs.inc({ result: resultOf(report) });
      duration.observe(report.durationSeconds);
      if (!report.failed) lastSuccess.setToCurrentTime();
      if (report.failure || !report.findings.objects) return;
      inconsistent.set({ ignored: 'false' }, report.inconsistencyCount);
      inconsistent.set({ ignored: 'true' }, report.ignored.length);
    },
  };
}

function resultOf(report: Report): Result {
  if (report.failure) return 'error';
  if (report.inconsistencyCount > 0) return 'inconsistent';
  return report.failed ? 'refused' : 'consistent';
}
