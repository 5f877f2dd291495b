import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { loadAll } from 'js-yaml';
import { INPUTS } from '../src/settings/inputs.js';
import { startStandIn } from '../tools/stand-in/server.js';
import { runCommand } from './support/command-line.js';
import { call, spawnService } from './support/service.js';

// biome-ignore lint/suspicious/noExplicitAny: `npm run lint:workflows` validates the manifests.
type Manifest = any;

const FOLDER = 'examples/kubernetes';

const read = (file: string): Manifest[] => loadAll(readFileSync(`${FOLDER}/${file}`, 'utf8'));

const cronJob = () => read('cronjob.yaml')[0];
const deployment = () => read('deployment.yaml')[0];
const podOf = (manifest: Manifest) =>
  (manifest.spec.jobTemplate?.spec ?? manifest.spec).template.spec;

/** The arguments of a manifest's container, for another endpoint. */
const argsFor = (manifest: Manifest, endpoint: string): string[] =>
  podOf(manifest).containers[0].args.map((arg: string) =>
    arg.startsWith('--endpoint=') ? `--endpoint=${endpoint}` : arg,
  );

/** The environment of a manifest's container, each secret being its key. */
const envOf = (manifest: Manifest): Record<string, string> =>
  Object.fromEntries(
    podOf(manifest)
      .containers[0].env.filter(({ valueFrom }: Manifest) => !valueFrom?.secretKeyRef.optional)
      .map(({ name, value, valueFrom }: Manifest) => [name, value ?? valueFrom.secretKeyRef.key]),
  );

describe('manifests', () => {
  test.each([
    ['cronjob.yaml', cronJob],
    ['deployment.yaml', deployment],
  ])('%s has limits, no rights and no secret in it', (_file, manifest) => {
    const pod = podOf(manifest());
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    });
    expect(pod.containers).toHaveLength(1);
    const [container] = pod.containers;
    expect(container).toMatchObject({
      resources: { limits: { memory: expect.any(String) } },
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      },
    });
    expect(container.image).toMatch(/:\d+\.\d+\.\d+$/);
    for (const { name, value } of container.env) {
      if (/SECRET|TOKEN|DSN/.test(name)) expect(value).toBeUndefined();
    }
    expect(container.args.join(' ')).not.toMatch(/--(?:token|\S*secret|\S*dsn)\b/);
  });
});

describe('cronjob.yaml', () => {
  test('never runs twice at a time, and ends in time', () => {
    const { spec } = cronJob();
    expect(spec.concurrencyPolicy).toBe('Forbid');
    expect(spec.jobTemplate.spec.backoffLimit).toBe(0);
    const seconds = ['wait-timeout', 'timeout', 'retry-timeout'] as const;
    const longest = seconds.reduce((sum, name) => sum + Number(INPUTS[name].default), 0);
    expect(spec.jobTemplate.spec.activeDeadlineSeconds).toBeGreaterThan(longest);
  });

  test('runs as it is written', async () => {
    const manifest = cronJob();
    const env = envOf(manifest);
    const hasura = await startStandIn({ adminSecret: env['HASURA_ADMIN_SECRET'] ?? '' });
    const result = await runCommand(argsFor(manifest, hasura.url), { env });
    await hasura.close();
    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
  });
});

describe('deployment.yaml', () => {
  test('gives its pod time to finish', () => {
    const pod = podOf(deployment());
    const [{ args, lifecycle }] = pod.containers;
    const grace = Number(/--grace-period=(\d+)/.exec(args.join(' '))?.[1]);
    const pause = Number(lifecycle.preStop.exec.command[1]);
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(grace + pause);
  });

  test('runs as it is written, and answers its probes and its service', async () => {
    const manifest = deployment();
    const env = envOf(manifest);
    const hasura = await startStandIn({ adminSecret: env['HASURA_ADMIN_SECRET'] ?? '' });
    const [command, ...args] = argsFor(manifest, hasura.url);
    expect(command).toBe('serve');
    // The port of the manifest may be taken here: the last one that is given counts.
    const service = await spawnService([...args, '--port=0'], env);
    const [container] = podOf(manifest).containers;
    const probes = ['startupProbe', 'readinessProbe', 'livenessProbe'];
    for (const { httpGet } of probes.map((probe) => container[probe])) {
      expect(httpGet.port).toBe(container.ports[0].name);
      expect((await call(service.url + httpGet.path, { method: 'GET' })).status).toBe(200);
    }
    const headers = { authorization: `Bearer ${env['HASURA_RELOADER_TOKEN']}` };
    expect((await call(`${service.url}/reload_metadata`, { headers })).status).toBe(200);
    expect((await call(`${service.url}/reload_metadata`)).status).toBe(401);
    service.child.kill('SIGTERM');
    expect((await service.ended).exitCode).toBe(0);
    await hasura.close();
  });

  test('its parts belong together', () => {
    const [deployed, service] = read('deployment.yaml');
    const { metadata } = deployed.spec.template;
    const [container] = podOf(deployed).containers;
    const [port] = container.ports;
    expect(metadata.labels).toMatchObject(deployed.spec.selector.matchLabels);
    expect(metadata.labels).toMatchObject(service.spec.selector);
    expect(service.spec.ports[0].targetPort).toBe(port.name);
    expect(container.args).toContain(`--port=${port.containerPort}`);
    expect(metadata.annotations['prometheus.io/port']).toBe(String(port.containerPort));
  });
});
