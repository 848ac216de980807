import { describe, expect, it } from 'vitest';
import type { AnalyzedAccess } from '../../posture/analyzers/analyzed-access';
import { type AnalyzerFinding, advance, findingsIn, type fits, type Stored } from './findings';

const NOW = new Date('2026-11-27T12:00:00Z');
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000);
const ACCOUNT = '111122223333';
const OUTSIDE: AnalyzedAccess = {
  external: {
    account: [
      {
        resourceId: 'AROA1',
        resource: `arn:aws:iam::${ACCOUNT}:role/partner`,
        resourceType: 'AWS::IAM::Role',
        principal: { AWS: '999999999999' },
        action: ['sts:AssumeRole'],
        condition: { 'sts:ExternalId': 'x' },
        isPublic: false,
        cutByRcp: true,
      },
    ],
  },
};
const OF_ACCOUNT = { id: 'a', type: 'ACCOUNT', unusedAccessAge: null };
const found = findingsIn(OF_ACCOUNT, ACCOUNT, OUTSIDE, NOW);
const examined = { now: NOW, rules: [], wasExamined: () => true };
const stored = (findings: readonly AnalyzerFinding[], more: Partial<Stored> = {}): Stored[] =>
  findings.map(({ status, createdAt, updatedAt, analyzedAt: _, ...each }) => ({
    found: each,
    status,
    createdAt,
    updatedAt,
    ...more,
  }));

describe('analyzer findings', () => {
  it('start as active, stay archived, resolve when the access ends, and reopen with their creation time', () => {
    const [begun] = advance([], found, examined);
    expect(begun).toMatchObject({ status: 'ACTIVE', createdAt: NOW, external: { resourceControlPolicyRestriction: 'APPLIED' } });
    const later = { ...examined, now: daysAgo(-1) };
    const archived = stored(begun ? [begun] : [], { status: 'ARCHIVED' });
    expect(advance(archived, found, later)).toMatchObject([
      { status: 'ARCHIVED', createdAt: NOW, updatedAt: NOW, analyzedAt: later.now },
    ]);
    const over = advance(archived, [], later);
    expect(over).toMatchObject([{ status: 'RESOLVED', updatedAt: later.now }]);
    const again = { ...examined, now: daysAgo(-2) };
    expect(advance(stored(over), found, again)).toMatchObject([{ status: 'ACTIVE', createdAt: NOW, updatedAt: again.now }]);
  });

  it('are deleted 90 days after they are resolved and start again if the access returns', () => {
    const over = advance(stored(advance([], found, examined)), [], examined);
    const at = (days: number) => ({ ...examined, now: daysAgo(-days) });
    expect(advance(stored(over), [], at(89))).toMatchObject([{ status: 'RESOLVED', updatedAt: NOW }]);
    expect(advance(stored(over), [], at(90))).toEqual([]);
    expect(advance([], found, at(91))).toMatchObject([{ status: 'ACTIVE', createdAt: daysAgo(-91) }]);
  });

  it('are not resolved when their account was not examined', () => {
    const [begun] = advance([], found, examined);
    const untold = advance(stored(begun ? [begun] : []), [], { ...examined, wasExamined: () => false });
    expect(untold).toMatchObject([{ status: 'ACTIVE', updatedAt: NOW }]);
  });

  it('are archived on creation by a rule whose criteria all match', () => {
    const rule = (filter: Parameters<typeof fits>[1]) => [{ ruleName: 'r', filter, createdAt: '', updatedAt: '' }];
    const statusBy = (filter: Parameters<typeof fits>[1]) => advance([], found, { ...examined, rules: rule(filter) })[0]?.status;
    expect(statusBy({ 'principal.AWS': { eq: ['999999999999'] }, isPublic: { eq: ['false'] } })).toBe('ARCHIVED');
    expect(statusBy({ resource: { contains: ['role/partner'] }, error: { exists: false } })).toBe('ARCHIVED');
    expect(statusBy({ 'condition.sts:ExternalId': { neq: ['x'] } })).toBe('ACTIVE');
    expect(statusBy({ 'principal.Federated': { exists: true } })).toBe('ACTIVE');
    // Every object has this member, but no finding does.
    expect(statusBy({ 'condition.constructor': { contains: ['x'] } })).toBe('ACTIVE');
  });

  it('report unused roles and permissions past the tracking period, but nothing new or untracked', () => {
    const role = { type: 'UnusedIAMRole' as const, resourceType: 'AWS::IAM::Role' };
    const permissions = (id: string, createdAt: Date) => ({
      resourceId: id,
      resource: id,
      resourceType: 'AWS::IAM::User',
      createdAt,
      actions: [
        { action: 's3:PutObject', lastAccessed: daysAgo(5) },
        { action: 's3:DeleteObject', lastAccessed: null },
        { action: 'iam:CreateUser', lastAccessed: daysAgo(40) },
      ],
    });
    const unused: NonNullable<AnalyzedAccess['unused']> = {
      credentials: [
        { ...role, resourceId: 'old', resource: 'old', createdAt: daysAgo(50), lastAccessed: daysAgo(31) },
        { ...role, resourceId: 'used', resource: 'used', createdAt: daysAgo(50), lastAccessed: daysAgo(29) },
        { ...role, resourceId: 'new', resource: 'new', createdAt: daysAgo(3), lastAccessed: null },
      ],
      permissions: [permissions('ana', daysAgo(50)), permissions('new', daysAgo(3)), permissions('old', daysAgo(50))],
      since: null,
    };
    const of = (unusedAccessAge: number, since: Date | null = null) =>
      findingsIn(
        { id: 'a', type: 'ACCOUNT_UNUSED_ACCESS', unusedAccessAge },
        ACCOUNT,
        { external: {}, unused: { ...unused, since } },
        NOW,
      );
    expect(of(30).map(({ findingType, resource }) => `${findingType} ${resource}`)).toEqual([
      'UnusedIAMRole old',
      'UnusedPermission ana',
    ]);
    expect(of(30)[1]?.permissions).toEqual([
      { serviceNamespace: 's3', actions: [{ action: 's3:DeleteObject' }] },
      { serviceNamespace: 'iam', actions: [{ action: 'iam:CreateUser', lastAccessed: daysAgo(40).toISOString() }] },
    ]);
    // The history does not go back that far.
    expect(of(30, daysAgo(20)).map(({ findingType }) => findingType)).toEqual(['UnusedIAMRole']);
    expect(of(100)).toEqual([]);
  });
});
