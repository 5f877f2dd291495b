import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { standInFor } from './calling.js';

/** A key and a certificate for 127.0.0.1, made anew: none is kept in the repository. */
function selfSigned(): { key: Buffer; cert: Buffer } {
  const directory = mkdtempSync(join(tmpdir(), 'stand-in-'));
  const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
  try {
    execFileSync(
      'openssl',
      [
        ...'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1'.split(' '),
        ...['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'],
        ...['-keyout', key, '-out', cert],
      ],
      { stdio: 'pipe' },
    );
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function version(url: string, ca?: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { agent: false, ...(ca ? { ca } : {}) };
    https
      .get(`${url}/v1/version`, options, (response) => {
        response.setEncoding('utf8').on('data', resolve);
      })
      .on('error', reject);
  });
}

test('clients that trust its certificate can connect with TLS', async () => {
  const tls = selfSigned();
  const { url } = await standInFor({ tls });
  expect(url).toMatch(/^https:/);
  expect(await version(url, tls.cert)).toContain('"version":"v2.48.16"');
  await expect(version(url)).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
});

test('a connection with TLS can be cut', async () => {
  const tls = selfSigned();
  const { url } = await standInFor({ tls, onRequest: () => ({ reset: 'before-headers' }) });
  await expect(version(url, tls.cert)).rejects.toMatchObject({ code: 'ECONNRESET' });
});
