import { describe, expect, it } from 'vitest';
import { isToDo, type Recommendation, recommendationsOf } from './recommendations';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const NONE = { Count: 0, First: [] };
const KEY = { UserName: 'ci-bot', AccessKeyId: 'AKIAEXAMPLE', CreateDate: '2025-03-01T12:00:00Z' };
const GOOD = {
  RootAccessKeys: 0,
  RootMfa: true,
  RootPassword: true,
  Member: false,
  OwnMfa: true,
  RootPasswordLastUsed: undefined,
  Administrators: { Count: 1, First: [{ Kind: 'Role' as const, Name: 'Admin' }] },
  OpenRoles: NONE,
  Credentials: { ActiveKeys: 0, OldKeys: NONE, UnusedKeys: NONE, WithoutMfa: NONE, UnusedPasswords: NONE },
};

const toDo = (list: readonly Recommendation[]) => list.filter(isToDo).map(({ level, title }) => `${level}: ${title}`);

describe('recommendationsOf', () => {
  it('has nothing to do in an account that is as it should be', () => {
    const list = recommendationsOf(GOOD, false, NOW);
    expect(list.map(({ level }) => level)).toEqual(list.map(() => 'done'));
  });

  it('says the worst first, each with a way to put it right', () => {
    const list = recommendationsOf(
      {
        RootAccessKeys: 1,
        RootMfa: false,
        RootPassword: true,
        Member: false,
        OwnMfa: false,
        RootPasswordLastUsed: '2026-02-28T12:00:00Z',
        Administrators: NONE,
        OpenRoles: { Count: 2, First: ['a', 'b'] },
        Credentials: {
          ActiveKeys: 3,
          OldKeys: { Count: 1, First: [KEY] },
          UnusedKeys: { Count: 2, First: [KEY, { ...KEY, AccessKeyId: 'AKIAOTHER' }] },
          WithoutMfa: { Count: 1, First: ['leo'] },
          UnusedPasswords: { Count: 40, First: ['ana', 'ben', 'cem', 'dan'] },
        },
      },
      false,
      NOW,
      { Count: 1, First: 'arn:aws:iam::111122223333:user/kim' },
    );
    expect(toDo(list)).toEqual([
      'critical: The root user has no second factor',
      'critical: The root user has an active access key',
      'critical: Anybody can assume 2 roles',
      'high: Add MFA for yourself',
      'high: kim can become an administrator',
      'high: leo signs in without a second factor',
      'medium: The root user was used lately',
      'medium: No user or role may do everything',
      'medium: 40 passwords were not used for 90 days',
      'medium: The access key of ci-bot is older than 90 days',
      'medium: 2 access keys were not used for 90 days',
    ]);
    expect(list.filter(isToDo).every(({ link }) => link !== undefined)).toBe(true);
  });

  it('names what its reader may not read instead of calling it good', () => {
    const list = recommendationsOf(
      { ...GOOD, RootPasswordLastUsed: null, Administrators: null, OpenRoles: null, Credentials: null },
      false,
      NOW,
    );
    expect(list.filter(({ level }) => level === 'unknown').map(({ id }) => id)).toEqual(['administrators', 'credentials']);
    expect(list.map(({ id }) => id)).not.toContain('open-roles');
  });

  it('sends the root user to its own credentials, and others to where the root user signs in', () => {
    const facts = { ...GOOD, RootMfa: false };
    const link = (root: boolean) => recommendationsOf(facts, root, NOW)[0]?.link?.href;
    expect([link(true), link(false)]).toEqual(['/iam/security-credentials', '/sign-in/root']);
  });

  it('asks for no second factor of a root user that nobody can sign in as', () => {
    const list = recommendationsOf({ ...GOOD, RootMfa: false, RootPassword: false, Member: true }, false, NOW);
    expect(toDo(list)).toEqual([]);
  });

  it('says in a member account that its management account can take the root user’s credentials away', () => {
    const [first] = recommendationsOf({ ...GOOD, RootMfa: false, Member: true }, false, NOW);
    expect(first?.detail).toContain('Root access management');
  });
});
