import { expect, it } from 'vitest';
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
