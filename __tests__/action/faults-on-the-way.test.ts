import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startStandIn } from '../../tools/stand-in/server.js';
import { type Certificate, makeCertificate } from '../support/certificates.js';
import { type Ending, expectFailure, expectQuiet, runInto } from '../support/faults.js';
import { shown, traces } from '../support/traces.js';

const CHECK_ENDPOINT = /Correct "endpoint"/;

describe('no connection', () => {
  test.each<[name: string, endpoint: string, ending: Ending]>([
    [
      'refused',
      'http://127.0.0.1:1',
      { says: /the connection was refused/, remedy: /Start the server, or correct "endpoint"/ },
    ],
    [
      'refused on IPv6',
      'http://[::1]:1',
      { says: /the connection was refused/, remedy: /Start the server, or correct "endpoint"/ },
    ],
    [
      'a name that does not resolve',
      'http://no-such-host.invalid',
      { says: /the host name does not resolve/, remedy: CHECK_ENDPOINT },
    ],
    [
      'https where http is spoken',
      'https://127.0.0.1',
      { says: /TLS failed/, remedy: /If it speaks http, say so in "endpoint"/ },
    ],
  ])('%s: one error that says what to do', async (_name, address, ending) => {
    const endpoint = (url: string) =>
      address === 'https://127.0.0.1' ? url.replace('http:', 'https:') : address;
    expectFailure(await runInto({ endpoint }), ending);
  });

  test('an endpoint on IPv6 is reached', async () => {
    const result = await runInto({ server: { host: '::1' } });
    expect(result.exitCode).toBe(0);
    expect(result.outputs.consistent).toBe('true');
    expectQuiet(result);
  });
});

describe('TLS', () => {
  let sound: Certificate;
  let expired: Certificate;
  let foreign: Certificate;

  beforeAll(() => {
    sound = makeCertificate();
    expired = makeCertificate({ ends: '20200102000000Z' });
    foreign = makeCertificate({ names: 'DNS:elsewhere.example' });
  });

  afterAll(() => {
    for (const certificate of [sound, expired, foreign]) certificate.remove();
  });

  test('a certificate that no authority signed: one error that says what to do', async () => {
    const result = await runInto({ server: { tls: sound } });
    expectFailure(result, {
      says: /not signed by a trusted authority/,
      remedy: /set NODE_EXTRA_CA_CERTS/,
    });
  });

  test('NODE_EXTRA_CA_CERTS, as the error says, makes it trusted', async () => {
    const env = { NODE_EXTRA_CA_CERTS: sound.path };
    const result = await runInto({ server: { tls: sound }, env, asProcess: true });
    expect(result.exitCode).toBe(0);
    expectQuiet(result);
  });

  test('a certificate that expired: one error that says what to do', async () => {
    const env = { NODE_EXTRA_CA_CERTS: expired.path };
    const result = await runInto({ server: { tls: expired }, env });
    expectFailure(result, { says: /out of date/, remedy: /Renew the certificate/ });
  });

  test("another host's certificate: one error that says what to do", async () => {
    const env = { NODE_EXTRA_CA_CERTS: foreign.path };
    const result = await runInto({ server: { tls: foreign }, env, asProcess: true });
    expectFailure(result, { says: /for another host/, remedy: /Use the host name/ });
  });
});

describe('a proxy', () => {
  const PROXY_PASSWORD = ['planted', '0', 'proxy'].join('-');
  const ending: Ending = {
    says: /the proxy did not connect to the server/,
    remedy: /Check "https_proxy", "http_proxy" and "no_proxy"/,
  };
  const sockets = new Set<Socket>();
  let server: Server | undefined;

  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    await new Promise((done) => (server ? server.close(done) : done(undefined)));
    server = undefined;
  });

  /** Listens, and gives the address with credentials. */
  async function proxyWith(listening: Server): Promise<string> {
    server = listening.on('connection', (socket) => sockets.add(socket));
    await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
    return `http://ci:${PROXY_PASSWORD}@127.0.0.1:${(listening.address() as AddressInfo).port}`;
  }

  const endpoint = () => 'https://graphql.example';

  test('that is not there: one error that says what to do', async () => {
    const env = { https_proxy: `http://ci:${PROXY_PASSWORD}@127.0.0.1:1` };
    const result = await runInto({ endpoint, env });
    expectFailure(result, ending);
    expect(shown(traces(result), [PROXY_PASSWORD])).toEqual([]);
  });

  test.each([403, 407, 502])(
    'that refuses with %d: one error that says what to do',
    async (status) => {
      const refusing = createServer((socket) => {
        socket.on('error', () => undefined);
        socket.once('data', () => socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`));
      });
      const env = { https_proxy: await proxyWith(refusing) };
      const result = await runInto({ endpoint, env });
      expectFailure(result, {
        ...ending,
        says: new RegExp(`did not connect to the server.*${status}`),
      });
      expect(shown(traces(result), [PROXY_PASSWORD])).toEqual([]);
    },
  );

  test('that hangs: one error that says what to do', async () => {
    const hanging = createServer((socket) => socket.on('error', () => undefined));
    const env = { https_proxy: await proxyWith(hanging) };
    const result = await runInto({ endpoint, env });
    expectFailure(result, {
      says: /no complete answer within/,
      remedy: /or raise "timeout"/,
    });
  });

  test('that connects is used, with its credentials', async () => {
    const asked: (string | undefined)[] = [];
    const standIn = await startStandIn();
    const open = createHttpServer();
    open.on('connect', (request, socket) => {
      asked.push(request.headers['proxy-authorization']);
      const there = connect(standIn.port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        there.pipe(socket).pipe(there);
      });
      for (const end of [there, socket]) end.on('error', () => undefined);
      sockets.add(there);
    });
    const env = { http_proxy: await proxyWith(open) };
    const result = await runInto({ endpoint: () => 'http://graphql.example', env });
    await standIn.close();
    expect(result.exitCode).toBe(0);
    expect(asked).toContain(`Basic ${Buffer.from(`ci:${PROXY_PASSWORD}`).toString('base64')}`);
    expect(shown(traces(result), [PROXY_PASSWORD])).toEqual([]);
    expectQuiet(result);
  });
});
