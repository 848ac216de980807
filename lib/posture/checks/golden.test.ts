import { describe, expect, it } from 'vitest';
import { TEST_NOW } from '../../core/test-world';
import { ACCOUNT_CHECKS, ORGANIZATION_CHECKS } from '../catalogue';
import { Clock } from '../clock';
import type { ExaminedAccount, ExaminedMember, ExaminedOrganization, UserFacts } from '../facts';
import type { Finding } from '../findings';
import { countsOf, tallyOf } from '../findings/counts';
import { type ExceptionRow, Exceptions } from '../findings/exceptions';
import { standing } from '../findings/standing';
import { judgeAccount } from '../judge';
import { DEFAULT_PARAMETERS } from '../parameters';
import { account, daysAgo, group, judged, key, member, organization, policyText, role, trust, user } from '../testing/test-facts';
import { examineAll } from './examine';

/** Returns the findings as `check subject`, sorted. */
async function found(facts: ExaminedAccount): Promise<string[]> {
  const { verdicts } = await judgeAccount(await judged(facts), DEFAULT_PARAMETERS, new Clock(TEST_NOW));
  expect(verdicts).toHaveLength(ACCOUNT_CHECKS.length);
  return verdicts.flatMap(({ check, found: all }) => all.map(({ failing }) => `${check.id} ${failing.subject.name}`)).sort();
}

const circumstances = () => ({ parameters: DEFAULT_PARAMETERS, clock: new Clock(TEST_NOW) });

/** Returns the findings of an organization's own checks, in the same form. */
async function foundIn(facts: ExaminedOrganization): Promise<string[]> {
  const results = await examineAll(ORGANIZATION_CHECKS, facts, circumstances());
  return results
    .flatMap(({ check, examination }) => (examination?.failing ?? []).map(({ subject }) => `${check.id} ${subject.name}`))
    .sort();
}

const SCP = 'SERVICE_CONTROL_POLICY';
const clean = account();
const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';

describe('the checks of an account', () => {
  it('find nothing in a clean account', async () => {
    expect(await found(clean)).toEqual([]);
  });

  it('find only the missing MFA of the root user in an account that is one hour old', async () => {
    const fresh = { users: [], groups: [], roles: [], passwordPolicy: null, createdAt: daysAgo(1 / 24) };
    expect(await found(account({ ...fresh, root: { devices: [], passwordLastUsed: null } }))).toEqual(['root-mfa root']);
  });

  it('find a missing break-glass administrator and a missing support role', async () => {
    const [admins] = clean.groups;
    const ana = clean.users.filter(({ name }) => name === 'ana');
    const one = account({ users: ana, groups: admins ? [{ ...admins, memberIds: ana.map(({ id }) => id) }] : [], roles: [] });
    expect(await found(one)).toEqual(['break-glass-missing production', 'support-role-missing production']);
  });

  it('find a user who can pass an administrator role to a function', async () => {
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

  it('find roles that trust a vendor without external ID, any GitHub repository, or anyone', async () => {
    const GITHUB = 'token.actions.githubusercontent.com';
    const arn = `arn:aws:iam::${clean.id}:oidc-provider/${GITHUB}`;
    const lately = { createdAt: daysAgo(5) };
    const deploy = trust(
      { Federated: arn },
      {
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' } },
      },
    );
    const facts = account({
      roles: [
        ...clean.roles,
        role('Vendor', { ...lately, trust: trust({ AWS: 'arn:aws:iam::444455556666:root' }) }),
        role('Deploy', { ...lately, trust: deploy }),
        role('Open', { ...lately, trust: trust({ AWS: '*' }) }),
      ],
      providers: [{ arn, name: GITHUB, kind: 'OIDC', ...lately, validUntil: null, hasKeys: true, own: false }],
    });
    expect(await found(facts)).toEqual([
      'role-cross-account-no-external-id Vendor',
      'role-oidc-loose Deploy',
      'role-trust-anyone Open',
    ]);
  });

  it('find a shared login and an administrator with unused permissions', async () => {
    const team = user('team', {
      createdAt: daysAgo(200),
      password: { createdAt: daysAgo(200), changedAt: daysAgo(10) },
      devices: [],
      attached: [ADMINISTRATOR],
      keys: [key('AKIATEAM', 200)],
    });
    const [admins] = clean.groups;
    const ana = clean.users.filter(({ name }) => name === 'ana');
    const signIn = { userId: team.id, sourceIp: '192.0.2.1', mfa: false };
    const facts = account({
      createdAt: daysAgo(210),
      root: { passwordChangedAt: daysAgo(210), passwordLastUsed: daysAgo(210) },
      users: [...ana, team],
      groups: admins ? [{ ...admins, memberIds: ana.map(({ id }) => id) }] : [],
      passwordPolicy: null,
      activity: {
        signIns: [2, 1].map((days) => ({ ...signIn, time: daysAgo(days), eventId: `${days}` })),
        sharedSessions: [
          {
            userId: team.id,
            times: [daysAgo(2), daysAgo(1)],
            networks: ['192.0.2', '198.51.100'],
            userAgents: ['Chrome', 'Firefox'],
          },
        ],
        usedWrites: new Map([
          [team.id, new Map(['iam:CreateUser', 'iam:CreateRole', 'iam:TagUser'].map((name) => [name, daysAgo(1)]))],
        ]),
        usedServices: new Map([[team.id, new Map([['iam', daysAgo(1)]])]]),
      },
    });
    expect(await found(facts)).toEqual([
      'break-glass-missing production',
      'password-policy-reuse production',
      'password-policy-weak production',
      'permissions-unused team',
      'signin-without-mfa team',
      'user-administrator team',
      'user-console-and-keys team',
      'user-direct-policies team',
      'user-key-old team: AKIATEAM',
      'user-mfa-missing team',
      'user-shared-login team',
    ]);
  });

  it('suppress the finding about a user without MFA during an exception and reactivate it afterwards', async () => {
    const ADDED = TEST_NOW;
    const on = async (day: number, devices: UserFacts['devices'], before: readonly Finding[], rows: readonly ExceptionRow[]) => {
      const now = daysAgo(-day);
      const leo = user('leo', {
        createdAt: ADDED,
        password: { createdAt: ADDED, changedAt: ADDED },
        passwordLastUsed: null,
        devices,
      });
      const readers = group('Readers', [leo], { createdAt: ADDED, attached: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] });
      const active = clean.users.map((each) => ({ ...each, passwordLastUsed: daysAgo(1 - day) }));
      const facts = account({ users: [...active, { ...leo, groupIds: [readers.id] }], groups: [...clean.groups, readers] });
      const judgement = await judgeAccount(await judged(facts), DEFAULT_PARAMETERS, new Clock(now));
      const exceptions = new Exceptions(rows, (accountId) => [accountId], now);
      const findings = standing(before, judgement, exceptions, now);
      return { findings, score: tallyOf(countsOf(judgement, exceptions)).score };
    };
    const told = (findings: readonly Finding[]) => findings.map(({ checkId, status }) => `${checkId} ${status}`).sort();

    const first = await on(0, [], [], []);
    expect(told(first.findings)).toEqual(['user-mfa-missing ACTIVE']);
    const [{ id, checkId, accountId } = expect.fail()] = first.findings;
    const exception: ExceptionRow = {
      id: 'exception-1',
      accountId,
      findingId: id,
      checkId,
      targetId: accountId,
      reason: 'The device is on its way.',
      createdAt: ADDED,
      createdBy: clean.root.arn,
      expiresAt: daysAgo(-30),
      withdrawnAt: null,
    };
    const excepted = await on(0, [], first.findings, [exception]);
    expect(told(excepted.findings)).toEqual(['user-mfa-missing SUPPRESSED']);
    expect(excepted.score).toMatchObject({ score: 100 });
    const ended = await on(31, [], excepted.findings, [exception]);
    expect(told(ended.findings)).toEqual(['user-mfa-missing ACTIVE', 'user-never-used ACTIVE']);
    expect(ended.findings.find((finding) => finding.id === id)).toMatchObject({ firstSeen: ADDED, reopened: 0 });
    const enrolled = await on(31, [{ name: 'leo', kind: 'virtual' }], ended.findings, [exception]);
    expect(told(enrolled.findings)).toEqual(['user-mfa-missing RESOLVED', 'user-never-used ACTIVE']);
  });
});

describe('the checks of an organization', () => {
  it('find nothing in a clean organization', async () => {
    expect(await foundIn(organization())).toEqual([]);
  });

  it('find missing guardrails and accounts directly under the root', async () => {
    const [management] = organization().accounts;
    const free = (name: string, over: Partial<ExaminedMember> = {}) => member(name, { mayLeave: true, ...over });
    const rooted = free('rooted', { rootCredentials: true, rootUnrestricted: true });
    const loose = [free('loose', { parentId: 'r-test' }), free('stray', { parentId: 'r-test' })];
    const facts = organization({
      enabledTypes: new Set([SCP]),
      attachments: ['r-test', 'ou-work', 'loose'].map((targetId) => ({ targetId, policyId: 'p-FullAWSAccess', type: SCP })),
      policies: [],
      services: [],
      delegatedServices: new Set(),
      delegationPolicy: false,
      centralRoot: false,
      accounts: [...(management ? [management] : []), ...loose, free('one'), free('two'), rooted],
    });
    expect(await foundIn(facts)).toEqual([
      'org-accounts-outside-ou loose',
      'org-accounts-outside-ou stray',
      'org-central-root-off o-test',
      'org-leave-allowed o-test',
      'org-no-delegated-administrator o-test',
      'org-only-full-access o-test',
      'org-rcp-disabled o-test',
      'org-root-unrestricted o-test',
    ]);
    const root = { passwordLastUsed: daysAgo(60) };
    const ofOrganization = { id: 'o-test', rootId: 'r-test', managementAccountId: '444455556666' };
    expect(await found(account({ organization: ofOrganization, root }))).toEqual([]);
  });

  it('find no AI services to opt out of where the account does not ask for it', async () => {
    expect(await foundIn(organization({ notOptedOut: ['444455556666'] }))).toEqual([]);
  });

  it('find an OU whose policies allow nothing and name its accounts', async () => {
    const clean = organization();
    const facts = organization({
      attachments: [...clean.attachments, { targetId: 'ou-work', policyId: 'p-deny', type: SCP }],
      shut: new Set(['ou-work']),
      accounts: clean.accounts.filter(({ name }) => name !== 'three'),
    });
    expect(await foundIn(facts)).toEqual(['org-level-without-allow Workloads']);
    const results = await examineAll(ORGANIZATION_CHECKS, facts, circumstances());
    const evidence = results.flatMap(({ examination }) => examination?.failing ?? []).flatMap((failing) => failing.evidence);
    expect(evidence).toEqual([{ label: 'Accounts affected', text: 'one, two' }]);
  });
});
