import { describe, expect, it } from 'vitest';
import { readQuery } from '@/lib/console/read-query';
import type { ConsoleResult } from '@/lib/console/result';
import { partOf } from './query';

type Bucket = { Policy: string };

const whole = readQuery<Bucket>('s3', 'GetBucketPolicy', { Bucket: 'logs' });
const policy = partOf(whole, ({ Policy }): string | null => Policy, { code: 'NoSuchBucketPolicy', part: null });
const failure = (code: string): ConsoleResult<never> => ({ ok: false, error: { code, message: '', requestId: 'r-1' } });

/** Returns the part of an answer that a page gets. */
const seen = ({ select }: { select?: unknown }, answer: ConsoleResult<unknown>) =>
  (select as (answer: ConsoleResult<unknown>) => ConsoleResult<unknown>)(answer);

describe('partOf', () => {
  it('shares the query of the whole, which is read once', () => {
    expect(policy.queryKey).toEqual(whole.queryKey);
    expect(policy.queryFn).toBe(whole.queryFn);
  });

  it('returns the part of the data, and the part of a part', () => {
    expect(seen(policy, { ok: true, data: { Policy: '{}' } })).toEqual({ ok: true, data: '{}' });
    const length = partOf(policy, (text) => String(text?.length));
    expect(seen(length, { ok: true, data: { Policy: '{}' } })).toEqual({ ok: true, data: '2' });
  });

  it('returns null for one given error code and passes on the other errors', () => {
    expect(seen(policy, failure('NoSuchBucketPolicy'))).toEqual({ ok: true, data: null });
    expect(seen(policy, failure('AccessDenied'))).toEqual(failure('AccessDenied'));
  });
});
