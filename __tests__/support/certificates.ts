import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A key and its self-signed certificate, and the certificate's path for NODE_EXTRA_CA_CERTS. */
export interface Certificate {
  readonly key: Buffer;
  readonly cert: Buffer;
  readonly path: string;
  remove(): void;
}

/** For `openssl ca`, which alone dates certificates at will in every version. */
const AUTHORITY = `
[ca]
default_ca = own
[own]
database = index.txt
new_certs_dir = issued
rand_serial = yes
default_md = sha256
policy = any
x509_extensions = server
[any]
commonName = supplied
[server]
`;

/** Makes a certificate with the `openssl` command line: none is kept in the repository. */
export function makeCertificate({
  names = 'IP:127.0.0.1',
  begins = '20200101000000Z',
  ends = '20491231235959Z',
} = {}): Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
  mkdirSync(join(folder, 'issued'));
  writeFileSync(join(folder, 'index.txt'), '');
  writeFileSync(join(folder, 'ca.conf'), `${AUTHORITY}subjectAltName = ${names}\n`);
  const openssl = (...args: string[]): Buffer =>
    execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  openssl(
    ...'req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes'.split(' '),
    ...'-subj /CN=stand-in -keyout key.pem -out request.pem'.split(' '),
  );
  openssl(
    ...'ca -batch -notext -selfsign -config ca.conf -keyfile key.pem'.split(' '),
    ...['-in', 'request.pem', '-out', 'cert.pem', '-startdate', begins, '-enddate', ends],
  );
  const path = join(folder, 'cert.pem');
  return {
    key: readFileSync(join(folder, 'key.pem')),
    cert: readFileSync(path),
    path,
    remove: () => rmSync(folder, { recursive: true }),
  };
}
