import { describe, expect, it } from 'vitest';
import { advance, type Finding, type Found, identified } from './findings';

const subject = { type: 'User', id: 'AIDA1', name: 'ana', arn: 'arn:aws:iam::111122223333:user/ana' } as const;
const fix = { text: 'Assign MFA', place: ['user', 'ana', 'security-credentials'], needs: 'iam:EnableMFADevice' } as const;
const found = (over: Partial<Found['failing']> = {}): Found => ({
  checkId: 'user-mfa-missing',
  severity: 'high',
  accountId: '111122223333',
  organizationId: null,
  failing: { subject, title: 'ana has no MFA', evidence: [{ label: 'Password', text: 'set' }], fix, ...over },
});
const day = (n: number) => new Date(Date.UTC(2026, 2, n));
const step = (before: readonly Finding[], now: readonly Found[], on: number, over: Partial<Parameters<typeof advance>[2]> = {}) =>
  advance(before, now.map(identified), {
    now: day(on),
    isExcepted: () => false,
    wasExamined: () => true,
    exists: () => true,
    isEvent: () => false,
    ...over,
  });

describe('a finding', () => {
  it('has an id from its check, account, subject id and detail, not from names', () => {
    const { id } = identified(found());
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(identified(found({ subject: { ...subject, name: 'anna', arn: 'other' } })).id).toBe(id);
    expect(identified(found({ detail: 'AKIA1' })).id).not.toBe(id);
    expect(identified({ ...found(), accountId: '444455556666' }).id).not.toBe(id);
  });

  it('keeps its first-seen time while it is active, resolved and reopened', () => {
    const first = step([], [found()], 1);
    expect(first).toMatchObject([{ status: 'ACTIVE', firstSeen: day(1), changedAt: day(1), reopened: 0 }]);
    const still = step(first, [found()], 2);
    expect(still).toMatchObject([{ firstSeen: day(1), lastSeen: day(2), changedAt: day(1) }]);
    const changed = step(still, [found({ evidence: [] })], 3);
    expect(changed).toMatchObject([{ changedAt: day(3), evidence: [] }]);
    const fixed = step(changed, [], 4);
    expect(fixed).toMatchObject([{ status: 'RESOLVED', resolution: 'fixed', resolvedAt: day(4), lastSeen: day(3) }]);
    expect(step(fixed, [], 5)).toEqual(fixed);
    const back = step(fixed, [found()], 6);
    expect(back).toMatchObject([{ status: 'ACTIVE', firstSeen: day(1), resolvedAt: null, resolution: null, reopened: 1 }]);
  });

  it('is suppressed while an exception is in force and can still be resolved', () => {
    const excepted = { isExcepted: () => true };
    const open = step([], [found()], 1);
    const suppressed = step(open, [found()], 2, excepted);
    expect(suppressed).toMatchObject([{ status: 'SUPPRESSED', firstSeen: day(1), changedAt: day(2) }]);
    expect(step(suppressed, [found()], 3)).toMatchObject([{ status: 'ACTIVE', firstSeen: day(1), reopened: 0 }]);
    expect(step(suppressed, [], 3, excepted)).toMatchObject([{ status: 'RESOLVED' }]);
  });

  it('resolves with its subject or event window, but not when its check was not examined', () => {
    const open = step([], [found()], 1);
    expect(step(open, [], 2, { exists: () => false })).toMatchObject([{ resolution: 'deleted' }]);
    expect(step(open, [], 2, { isEvent: () => true })).toMatchObject([{ resolution: 'window' }]);
    expect(step(open, [], 2, { wasExamined: () => false })).toEqual(open);
  });
});
