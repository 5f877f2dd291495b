import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startStandIn } from '../../tools/stand-in/server.js';
import { REMOTE_SCHEMA_DOWN as DOWN } from '../support/remote-schema-down.js';
import { call, parseMetrics, type RunningService, startService } from '../support/service.js';

type StandIn = Awaited<ReturnType<typeof startStandIn>>;

let hasura: StandIn;
let service: RunningService;

describe('metrics', () => {
  beforeEach(async () => {
    hasura = await startStandIn();
    service = await startService(['--endpoint', hasura.url, '--ignore=* known']);
  });

  afterEach(async () => {
    await service.stop();
    await hasura.close();
  });

  const metrics = async () => {
    const { headers, text } = await call(`${service.url}/metrics`, { method: 'GET' });
    expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    return parseMetrics(text);
  };
  const runs = (result: string) => `hasura_metadata_reloader_runs_total{result="${result}"}`;
  const LAST_SUCCESS = 'hasura_metadata_reloader_last_success_timestamp_seconds';
  const INCONSISTENT = 'hasura_metadata_inconsistent_objects{ignored="false"}';
  const IGNORED = 'hasura_metadata_inconsistent_objects{ignored="true"}';

  test('have no number of inconsistent objects before the first run', async () => {
    const before = await metrics();
    expect(before.get(runs('consistent'))).toBe(0);
    expect(before.get(runs('error'))).toBe(0);
    expect(before.get(LAST_SUCCESS)).toBe(0);
    expect(before.has(INCONSISTENT)).toBe(false);
  });

  test('count runs by result, and keep the last known number of inconsistent objects', async () => {
    const started = Date.now() / 1000;
    await call(`${service.url}/reload_metadata`);
    const good = await metrics();
    expect(good.get(runs('consistent'))).toBe(1);
    expect(good.get(LAST_SUCCESS)).toBeGreaterThanOrEqual(started - 1);
    expect(good.get(INCONSISTENT)).toBe(0);

    hasura.inconsistentObjects = [DOWN, { ...DOWN, name: 'remote_schema known' }];
    await call(`${service.url}/reload_metadata`);
    hasura.onRequest = () => ({ reset: 'before-headers' });
    await call(`${service.url}/reload_metadata`);
    const bad = await metrics();
    expect(bad.get(runs('consistent'))).toBe(1);
    expect(bad.get(runs('inconsistent'))).toBe(1);
    expect(bad.get(runs('error'))).toBe(1);
    expect(bad.get('hasura_metadata_reloader_run_duration_seconds_count')).toBe(3);
    expect(bad.get(LAST_SUCCESS)).toBe(good.get(LAST_SUCCESS));
    expect(bad.get(INCONSISTENT)).toBe(1);
    expect(bad.get(IGNORED)).toBe(1);
  });
});
