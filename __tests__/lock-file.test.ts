import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

interface LockedPackage {
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, LockedPackage>;
};

test('the lock file contains no addresses of registries', () => {
  const addresses = Object.values(packages).flatMap(({ resolved }) => resolved ?? []);
  expect(addresses).toEqual([]);
});

test('the lock file lists the binaries of every platform, so that `npm ci` accepts it', () => {
  const missing = Object.values(packages)
    .flatMap(({ optionalDependencies = {} }) => Object.entries(optionalDependencies))
    // A nested package may satisfy a range. The binaries of platforms have exact versions.
    .filter(([name, version]) => /^\d/.test(version) && !packages[`node_modules/${name}`])
    .map(([name]) => name);
  expect(missing).toEqual([]);
});
