import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

interface LockedPackage {
  readonly resolved?: string;
  readonly link?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, LockedPackage>;
};

test('names no registry: whoever installs uses their own', () => {
  const addresses = Object.values(packages).filter(({ link, resolved }) => !link && resolved);
  expect(addresses).toEqual([]);
});

test('has the binaries of every platform, without which `npm ci` refuses it', () => {
  const missing = Object.values(packages)
    .flatMap(({ optionalDependencies = {} }) => Object.entries(optionalDependencies))
    // A range may be met by a package that is nested; platforms' binaries are given exactly.
    .filter(([name, version]) => /^\d/.test(version) && !packages[`node_modules/${name}`])
    .map(([name]) => name);
  expect(missing).toEqual([]);
});
