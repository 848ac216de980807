import { expect, it } from 'vitest';
import { TEST_NOW } from '../core/test-world';
import { ACCOUNT_CHECKS } from './catalogue';
import { Clock } from './clock';
import { examineAll } from './examine';
import type { ExaminedAccount } from './facts';
import { DEFAULT_PARAMETERS } from './parameters';
import { account, daysAgo, group, judged, policyText, role, trust, user } from './test-facts';

/** Everything that is found in an account, as `check subject`, and nothing else. */
async function found(facts: ExaminedAccount): Promise<string[]> {
  const circumstances = { parameters: DEFAULT_PARAMETERS, clock: new Clock(TEST_NOW) };
  const results = await examineAll(ACCOUNT_CHECKS, await judged(facts), circumstances);
  return results
    .flatMap(({ check, examination }) => (examination?.failing ?? []).map(({ subject }) => `${check.id} ${subject.name}`))
    .sort();
}

const NEW = { createdAt: daysAgo(5) };

it('finds what is wrong with roles that trust others, each once', async () => {
  const clean = account();
  const issuer = 'token.actions.githubusercontent.com';
  const provider = `arn:aws:iam::${clean.id}:oidc-provider/${issuer}`;
  const onlyAudience = { StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com' } };
  const web = { Action: 'sts:AssumeRoleWithWebIdentity', Condition: onlyAudience };
  const roles = [
    ...clean.roles,
    role('Vendor', { ...NEW, trust: trust({ AWS: 'arn:aws:iam::444455556666:root' }) }),
    role('Deploy', { ...NEW, trust: trust({ Federated: provider }, web) }),
    role('Open', { ...NEW, trust: trust({ AWS: '*' }) }),
  ];
  const providers = [{ arn: provider, name: issuer, kind: 'OIDC' as const, ...NEW, validUntil: null, hasKeys: true, own: false }];
  expect(await found(account({ roles, providers }))).toEqual([
    'role-cross-account-no-external-id Vendor',
    'role-oidc-loose Deploy',
    'role-trust-anyone Open',
  ]);
});

it('finds a way to become administrator, the grant that opens it and the machine at its end', async () => {
  const clean = account();
  const age = { createdAt: daysAgo(30) };
  const grants = policyText(
    { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' },
    { Effect: 'Allow', Action: ['lambda:CreateFunction', 'lambda:InvokeFunction'], Resource: '*' },
  );
  const dev = user('dev', age);
  const developers = group('Developers', [dev], { ...age, inline: [{ name: 'deploy', document: grants }] });
  const runner = role('Runner', {
    ...age,
    trust: trust({ Service: 'lambda.amazonaws.com' }),
    attached: ['arn:aws:iam::aws:policy/AdministratorAccess'],
  });
  const facts = account({
    users: [...clean.users, { ...dev, groupIds: [developers.id] }],
    groups: [...clean.groups, developers],
    roles: [...clean.roles, runner],
  });
  expect(await found(facts)).toEqual([
    'escalation-path dev',
    'policy-passrole-any Developers',
    'role-service-administrator Runner',
  ]);
});
