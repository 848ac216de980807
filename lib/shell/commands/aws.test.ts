import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CallAnswer, CallRequest } from '../../aws-cli/io';
import { TestShell } from '../testing/test-shell';

/** A bucket with one object, as the AWS CLI sees it. */
async function bucket({ operation }: CallRequest): Promise<CallAnswer> {
  const facts = { ETag: '"e"', LastModified: '2026-03-01T10:00:00Z' };
  const ok = (output: Record<string, unknown>) => ({ ok: true, output, status: 200, requestId: 'r' }) as const;
  if (operation === 'ListObjectsV2') return ok({ Contents: [{ Key: 'a.txt', Size: 2, ...facts }], IsTruncated: false });
  return ok({ Body: 'aGk=', ContentLength: 2, ...facts });
}

it('copies objects once with aws s3 sync, since a file has the time of its object', async () => {
  const sync = 'aws s3 sync s3://books copied --no-progress';
  const shell = new TestShell({ call: bucket, region: 'us-east-1', now: () => new Date('2026-03-02T08:00:00Z') });
  const { stdout, stderr, status } = await shell.run(`${sync}; echo again; ${sync}; cat copied/a.txt`);
  expect({ stdout, stderr, status }).toEqual({
    stdout: 'download: s3://books/a.txt to copied/a.txt\nagain\nhi',
    stderr: '',
    status: 0,
  });
});

describe('an alias of aws', () => {
  /** Runs a line in a home folder with aliases. */
  const withAliases = (aliases: readonly string[], line: string) =>
    new TestShell({ call: bucket, region: 'us-east-1' }).run(
      `mkdir -p ~/.aws/cli; printf '%s\\n' ${aliases.map((text) => `'${text}'`).join(' ')} > ~/.aws/cli/alias\n${line}`,
    );

  it('runs a line of this shell with its words, streams and exported variables', async () => {
    const aliases = ['[toplevel]', 'count = !f() {', '  echo "$1 $NAME [$HIDDEN]"; cat; return 3', '  }; f'];
    const line = 'export NAME=ana; HIDDEN=x; echo piped | aws count "a  b" c; echo $?';
    expect(await withAliases(aliases, line)).toMatchObject({ stdout: 'a  b ana []\npiped\n3\n', stderr: '', status: 0 });
  });

  it('prints in the order in which it runs', async () => {
    const aliases = ['[toplevel]', 'three = !echo one; aws two; echo three', 'two = s3 ls s3://books'];
    const { stdout } = await withAliases(aliases, 'aws three');
    expect(stdout).toMatch(/^one\n.*a\.txt\nthree\n$/);
  });

  it('ends if it calls itself', async () => {
    const aliases = ['[toplevel]', 'me = !aws me', 'again = again'];
    const { stderr } = await withAliases(aliases, 'aws me');
    expect(stderr).toContain('runs more than 200 commands at the same time');
    expect((await withAliases(aliases, 'aws again')).stderr).toContain('maximum recursion depth exceeded');
  });

  it('stops every command while the file is damaged', async () => {
    const { status, stderr } = await withAliases(['[toplevel]', 'me = sts help', 'me = iam help'], 'aws s3 ls');
    expect({ status, stderr }).toEqual({ status: 255, stderr: expect.stringContaining('Unable to parse config file: ') });
  });
});

it('gets temporary keys and signs a URL with them, as docs/shell.md says', async () => {
  const docs = await readFile(join(import.meta.dirname, '../../../docs/shell.md'), 'utf8');
  const script = /```sh\n(read -r id[\s\S]*?)```/.exec(docs)?.[1] ?? '';
  const Expiration = '2026-03-01T10:00:00Z';
  const Credentials = { AccessKeyId: 'ASIA1', SecretAccessKey: 'a+/b', SessionToken: 'tok/en+==', Expiration };
  const call = async () => ({ ok: true, output: { Credentials }, status: 200, requestId: 'r' }) as const;
  const { stdout, stderr } = await new TestShell({ call, region: 'us-east-1', now: () => new Date('2026-03-01T09:50:00Z') }).run(
    script,
  );
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^https:\/\/books\.s3\.us-east-1\.amazonaws\.com\/a\.txt\?.*&X-Amz-Expires=600&/);
  expect(stdout).toContain('X-Amz-Credential=ASIA1%2F');
  expect(stdout).toContain('X-Amz-Security-Token=tok%2Fen%2B%3D%3D');
});
