import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compareVersions, versionInRelease } from './aws-sdk.mjs';

test('versionInRelease returns the newest version up to the release, in numeric order', () => {
  expect(versionInRelease(['3.1080.0', '3.998.0', '3.1177.0', '3.1175.1'], '3.1175.0')).toBe('3.1080.0');
  expect(versionInRelease(['3.1175.0', '3.1174.0'], '3.1175.0')).toBe('3.1175.0');
  expect(versionInRelease(['3.1177.0'], '3.1175.0')).toBeUndefined();
});

test('the AWS SDK clients in package.json have exact versions up to the release, and one equal to it', () => {
  const { config, dependencies, devDependencies } = JSON.parse(
    readFileSync(join(import.meta.dirname, '../package.json'), 'utf8'),
  );
  const all: [name: string, version: string][] = Object.entries({ ...dependencies, ...devDependencies });
  const clients = all.filter(([name]) => name.startsWith('@aws-sdk/client-'));
  expect(clients.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  expect(clients.filter(([, version]) => compareVersions(version, config.awsSdk) > 0)).toEqual([]);
  expect(clients.map(([, version]) => version)).toContain(config.awsSdk);
});
