import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startStandIn } from '../../tools/stand-in/server.js';
import { REMOTE_SCHEMA_DOWN as DOWN } from '../support/remote-schema-down.js';
import { call, type RunningService, startService } from '../support/service.js';

type StandIn = Awaited<ReturnType<typeof startStandIn>>;

let hasura: StandIn;
let service: RunningService;

test('with --command check, a call changes nothing', async () => {
  hasura = await startStandIn();
  service = await startService(['--endpoint', hasura.url, '--command=check']);
  const { status, text } = await call(`${service.url}/reload_metadata`);
  await service.stop();
  await hasura.close();
  expect({ status, ...JSON.parse(text) }).toMatchObject({ status: 200, consistent: true });
  expect(hasura.calls.map(({ type }) => type)).not.toContain('reload_metadata');
});

describe('a service without a token', () => {
  beforeAll(async () => {
    hasura = await startStandIn();
    service = await startService(['--endpoint', hasura.url]);
  });

  afterAll(async () => {
    await service.stop();
    await hasura.close();
  });

  beforeEach(() => {
    hasura.inconsistentObjects = undefined;
    hasura.onRequest = undefined;
  });

  test('says at its start that everybody may call it', () => {
    expect(service.lines()[0]?.message).toContain('needs no token');
  });

  test('answers 200 with the report when the metadata is consistent', async () => {
    const { status, headers, text } = await call(`${service.url}/reload_metadata`);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
    });
    expect(JSON.parse(text)).toMatchObject({ format: 1, consistent: true, command: 'reload' });
  });

  test('answers 500 with the causes when the metadata is inconsistent', async () => {
    hasura.inconsistentObjects = [DOWN];
    const { status, text } = await call(`${service.url}/reload_metadata?now=1`);
    expect(status).toBe(500);
    expect(JSON.parse(text)).toMatchObject({
      consistent: false,
      causes: [expect.objectContaining({ name: 'remote_schema payments' })],
    });
  });

  test('answers 502 when the server cannot be reached', async () => {
    hasura.onRequest = () => ({ reset: 'before-headers' });
    const { status, text } = await call(`${service.url}/reload_metadata`);
    expect(status).toBe(502);
    expect(JSON.parse(text).failure).toMatchObject({ kind: 'connection-reset' });
  });

  test('logs the result of each run', () => {
    const verdicts = service.lines().filter((line) => 'is_consistent' in line);
    expect(verdicts.map(({ level }) => level)).toEqual(['info', 'error', 'error']);
  });

  test.each(['GET', 'HEAD'])('answers %s /healthz', async (method) => {
    const { status, text } = await call(`${service.url}/healthz`, { method });
    expect(status).toBe(200);
    expect(text === '').toBe(method === 'HEAD');
  });

  test.each([
    ['GET', '/reload_metadata', 405, 'POST'],
    ['DELETE', '/reload_metadata', 405, 'POST'],
    ['POST', '/healthz', 405, 'GET, HEAD'],
    ['POST', '/metrics', 405, 'GET, HEAD'],
    ['POST', '/', 404, undefined],
    ['GET', '/constructor', 404, undefined],
    ['POST', '/reload_metadata/', 404, undefined],
  ])('%s %s is answered with %d', async (method, path, status, allow) => {
    const before = hasura.calls.length;
    const head = await exchange(
      `${method} ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
    );
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(/^allow: (.*)\r$/im.exec(head)?.[1]).toBe(allow);
    expect(hasura.calls).toHaveLength(before);
  });

  test('ignores the body of a call', async () => {
    const body = '{"type": "drop_everything"';
    expect((await call(`${service.url}/reload_metadata`, { body })).status).toBe(200);
  });

  test.each([
    ['with its length in a header', {}],
    ['in chunks', { 'transfer-encoding': 'chunked' }],
  ])('rejects a body that is too large, %s, and makes no run', async (_how, headers) => {
    const before = hasura.calls.length;
    const body = Buffer.alloc(100_000);
    const { status } = await call(`${service.url}/reload_metadata`, { headers, body });
    expect(status).toBe(413);
    expect(hasura.calls).toHaveLength(before);
  });

  test('closes the connection of an endless body', async () => {
    const socket = connect(service.port, '127.0.0.1');
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => {});
    socket.write('POST /reload_metadata HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n');
    const chunk = `${(65_536).toString(16)}\r\n${'x'.repeat(65_536)}\r\n`;
    const more = (error?: Error | null): void => {
      if (!error && !socket.destroyed) socket.write(chunk, more);
    };
    more();
    await closed;
    expect((await call(`${service.url}/healthz`, { method: 'GET' })).status).toBe(200);
  });

  test('survives callers that hang up, send huge headers, or do not speak HTTP', async () => {
    for (const text of [
      'POST /reload_metadata HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nxx',
      `GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`,
      '\u0016\u0003\u0001 hello',
    ]) {
      const socket = connect(service.port, '127.0.0.1').on('error', () => {});
      await new Promise((resolve) => socket.write(text, resolve));
      socket.destroy();
    }
    expect((await call(`${service.url}/healthz`, { method: 'GET' })).status).toBe(200);
  });
});

/** Sends bytes to the service and gives all that came back until it closed. */
function exchange(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(service.port, '127.0.0.1');
    socket.setEncoding('utf8').on('data', (piece: string) => {
      answer += piece;
    });
    socket.once('error', reject);
    socket.once('close', () => resolve(answer));
    socket.write(text);
  });
}
