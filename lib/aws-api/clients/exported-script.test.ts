import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readAccount } from '../../console/recipes/export/export-account';
import { furnishForExport } from '../../console/testing/furnish-for-export';
import { runAs } from '../../console/testing/run-as';
import type { Actor } from '../../core/test-world';
import { stateForAccount } from '../../export/for-account';
import { writeExport } from '../../export/write-export';
import { createTestApi, type TestApi } from '../testing/api';
import { type AwsInShells, serveAwsToShells } from '../testing/aws-in-shells';

// Clients behave the same on both databases, so one run is enough.
const wanted = process.env.TEST_DATABASE !== 'postgresql' && existsSync('/usr/bin/aws');

let api: TestApi;
let home: string;
let aws: AwsInShells;
beforeAll(async () => {
  if (!wanted) return;
  api = await createTestApi();
  home = await mkdtemp(`${tmpdir()}/gatehouse-export-`);
  aws = await serveAwsToShells(home);
});
afterAll(async () => {
  aws.close();
  await api.close();
  if (home) await rm(home, { recursive: true, force: true });
});

async function stateOf(root: Actor) {
  const read = await readAccount(runAs(api, root));
  if (!read.ok) throw new Error(read.error.message);
  return read.data;
}

it.skipIf(!wanted)(
  'an exported AWS CLI script reproduces the account in an empty account',

  async () => {
    const root = await api.account();
    await furnishForExport(root);
    const script = writeExport(await stateOf(root), 'account', 'cli')?.files[0]?.text ?? '';
    const { actor, ...keys } = await api.rootKeys();
    await promisify(execFile)('bash', ['-c', script], {
      env: {
        ...process.env,
        PATH: `${aws.folder}:${process.env.PATH}`,
        AWS_ENDPOINT_URL: api.url,
        AWS_DEFAULT_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: keys.accessKeyId,
        AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      },
    });
    // The second export equals the first, except for the comment about the deleted principal. The new account never had that id.
    const plain = (text: string) => text.replace(/^# It named .*\n/m, '');
    const again = writeExport(stateForAccount(await stateOf(actor), root.accountId), 'account', 'cli')?.files[0]?.text ?? '';
    expect(plain(again)).toBe(plain(script));
  },
);
