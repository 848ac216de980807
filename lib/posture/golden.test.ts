import { describe, expect, it } from 'vitest';
import { TEST_NOW } from '../core/test-world';
import { ACCOUNT_CHECKS } from './catalogue';
import { Clock } from './clock';
import type { ExaminedAccount } from './facts';
import { judgeAccount } from './judge';
import { DEFAULT_PARAMETERS } from './parameters';
import { account, daysAgo, group, judged, policyText, role, trust, user } from './test-facts';

/** What is found, as `check subject`, in the order of their names. */
async function found(facts: ExaminedAccount): Promise<string[]> {
  const { verdicts } = await judgeAccount(await judged(facts), DEFAULT_PARAMETERS, new Clock(TEST_NOW));
  expect(verdicts).toHaveLength(ACCOUNT_CHECKS.length);
  return verdicts.flatMap(({ check, found: all }) => all.map(({ failing }) => `${check.id} ${failing.subject.name}`)).sort();
}

const clean = account();
const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';

describe('an account of which everything is known', () => {
  it('has no findings where nothing is wrong', async () => {
    expect(await found(clean)).toEqual([]);
  });

  it('is an hour old: only that root has no second factor', async () => {
    const fresh = { users: [], groups: [], roles: [], passwordPolicy: null, createdAt: daysAgo(1 / 24) };
    expect(await found(account({ ...fresh, root: { devices: [], passwordLastUsed: null } }))).toEqual(['root-mfa root']);
  });

  it('has one administrator and no role for AWS Support', async () => {
    const [admins] = clean.groups;
    const ana = clean.users.filter(({ name }) => name === 'ana');
    const one = account({ users: ana, groups: admins ? [{ ...admins, memberIds: ana.map(({ id }) => id) }] : [], roles: [] });
    expect(await found(one)).toEqual(['break-glass-missing production', 'support-role-missing production']);
  });

  it('has somebody who can pass an administrator’s role to a function', async () => {
    const document = policyText({
      Effect: 'Allow',
      Action: ['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'],
      Resource: '*',
    });
    const dev = user('dev', { createdAt: daysAgo(30) });
    const builders = group('Builders', [dev], { createdAt: daysAgo(30), inline: [{ name: 'functions', document }] });
    const runner = role('Runner', {
      createdAt: daysAgo(30),
      trust: trust({ Service: 'lambda.amazonaws.com' }),
      attached: [ADMINISTRATOR],
    });
    const facts = account({
      users: [...clean.users, { ...dev, groupIds: [builders.id] }],
      groups: [...clean.groups, builders],
      roles: [...clean.roles, runner],
    });
    expect(await found(facts)).toEqual([
      'escalation-path dev',
      'policy-passrole-any Builders',
      'role-service-administrator Runner',
    ]);
  });
});
