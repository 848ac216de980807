import { findManagedPolicy, managedPolicyDocument } from '@gatehouse/catalog/managed-policies';
import { type AccessPrincipal, anySessionOf } from '@gatehouse/policy/analyze';
import { describe, expect, it } from 'vitest';
import { escalationReport } from '../../access/escalation/operations';
import { knownFacts } from '../../access/known-facts';
import { accessModelOf } from '../../access/model/access-model';
import { rootUserArn } from '../../core/arns';
import { prepareTrustPolicy } from '../../core/authorization/prepared-policies';
import { type AttachedPolicy, prepareBoundary, prepareEntityPolicies } from '../../core/authorization/principal-policies';
import { TEST_NOW } from '../../core/test-world';
import type { AccountCheck, Check } from '../check';
import { Clock } from '../clock';
import type {
  ActivityFacts,
  EntityFacts,
  ExaminedAccount,
  ExaminedMember,
  ExaminedOrganization,
  GroupFacts,
  KeyFacts,
  PolicyFacts,
  RoleFacts,
  TrustedService,
  UserFacts,
} from '../facts';
import { judgePolicies, NOT_JUDGED } from '../judge-policy';
import { DEFAULT_PARAMETERS, type Parameters } from '../parameters';

/** A password policy that passes every check. */
export const STRONG_PASSWORDS = {
  minimumLength: 14,
  symbols: true,
  numbers: true,
  uppercase: true,
  lowercase: true,
  reusePrevention: 24,
  maxAge: null,
  hardExpiry: false,
  usersMayChange: false,
};

export const TEST_ACCOUNT = '111122223333';
const DAY_MS = 86_400_000;
const ADMINISTRATORS = 'arn:aws:iam::aws:policy/AdministratorAccess';

export function daysAgo(days: number): Date {
  return new Date(TEST_NOW.getTime() - days * DAY_MS);
}

const arnOf = (type: string, name: string) => `arn:aws:iam::${TEST_ACCOUNT}:${type}/${name}`;
const base = <Type extends EntityFacts['type']>(type: Type, prefix: string, name: string) => ({
  type,
  id: `${prefix}${name.toUpperCase()}`,
  name,
  arn: arnOf(type.toLowerCase(), name),
  createdAt: daysAgo(40),
  attached: [] as string[],
  inline: [] as { name: string; document: string }[],
  tags: new Map<string, string>(),
});

/** Returns a user of 40 days with a password and MFA, active yesterday. */
export function user(name: string, over: Partial<UserFacts> = {}): UserFacts {
  return {
    ...base('User', 'AIDA', name),
    password: { createdAt: daysAgo(40), changedAt: daysAgo(40) },
    passwordLastUsed: daysAgo(1),
    keys: [],
    devices: [{ name, kind: 'virtual' }],
    groupIds: [],
    boundary: null,
    ...over,
  };
}

export function key(id: string, age: number, over: Partial<KeyFacts> = {}): KeyFacts {
  return { id, active: true, createdAt: daysAgo(age), lastUsedAt: daysAgo(1), lastUsedService: 'iam', ...over };
}

export function group(name: string, members: readonly UserFacts[], over: Partial<GroupFacts> = {}): GroupFacts {
  return { ...base('Group', 'AGPA', name), memberIds: members.map(({ id }) => id), ...over };
}

export const trust = (principal: unknown, over: object = {}) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', ...over }],
  });

const OWN_TRUST = trust({ AWS: rootUserArn('aws', TEST_ACCOUNT) });

/** Returns a role of 40 days that its own account may assume, used yesterday. */
export function role(name: string, over: Partial<RoleFacts> = {}): RoleFacts {
  return {
    ...base('Role', 'AROA', name),
    serviceLinked: false,
    trust: OWN_TRUST,
    shownTrust: over.trust ?? OWN_TRUST,
    lastUsedAt: daysAgo(1),
    maxSessionDuration: 3600,
    description: null,
    boundary: null,
    instanceProfiles: [],
    ...over,
  };
}

/** Returns a policy document with the statements. */
export const policyText = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });

/** Returns a customer managed policy of one version, 40 days old. `account` computes its attachments. */
export function policy(name: string, document: string, over: Partial<PolicyFacts> = {}): PolicyFacts {
  const versions = [{ versionId: 'v1', document, createdAt: daysAgo(40) }];
  return {
    id: `ANPA${name.toUpperCase()}`,
    name,
    arn: arnOf('policy', name),
    createdAt: daysAgo(40),
    defaultVersionId: 'v1',
    document,
    versions,
    attachedTo: [],
    boundaryOf: [],
    description: null,
    tags: new Map(),
    ...over,
  };
}

/** Activity without any events. */
export const QUIET: ActivityFacts = {
  since: null,
  signIns: [],
  rootCalls: [],
  denials: [],
  failedSignIns: [],
  keyPlaces: [],
  sharedSessions: [],
  usedActions: new Map(),
  usedWrites: new Map(),
  usedServices: new Map(),
};

type Given = Partial<Omit<ExaminedAccount, 'root' | 'activity'>> & {
  root?: Partial<ExaminedAccount['root']>;
  activity?: Partial<ActivityFacts>;
};

/**
 * Returns an account that passes every check, changed by `given`. It is 40 days old. It has an unused root user with a security
 * key, two administrators with MFA in a group, a strong password policy and a role for AWS Support. Administrators and policy
 * judgments are left out: see `judged`.
 */
export function account(given: Given = {}): ExaminedAccount {
  const administrators = [user('ana'), user('ben')];
  const admins = group('Administrators', administrators, { attached: [ADMINISTRATORS] });
  const users = given.users ?? administrators.map((each) => ({ ...each, groupIds: [admins.id] }));
  const groups = given.groups ?? [admins];
  const roles = given.roles ?? [role('Support', { attached: ['arn:aws:iam::aws:policy/AWSSupportAccess'] })];
  const entities: EntityFacts[] = [...users, ...groups, ...roles];
  const policies = (given.policies ?? []).map((each) => ({
    ...each,
    attachedTo: entities.filter(({ attached }) => attached.includes(each.arn)),
    boundaryOf: [...users, ...roles].filter(({ boundary }) => boundary === each.arn),
  }));
  let access: ExaminedAccount['access'] | undefined;
  return {
    id: TEST_ACCOUNT,
    name: 'production',
    state: 'ACTIVE',
    enforcement: 'enforce',
    createdAt: daysAgo(40),
    organization: null,
    management: false,
    parentId: null,
    centralRoot: false,
    ownAccounts: new Set([TEST_ACCOUNT]),
    passwordPolicy: STRONG_PASSWORDS,
    providers: [],
    certificates: [],
    delegation: null,
    enforcementSet: null,
    ...given,
    users,
    groups,
    roles,
    policies,
    root: {
      arn: rootUserArn('aws', TEST_ACCOUNT),
      hasPassword: true,
      recoverable: false,
      passwordChangedAt: daysAgo(40),
      passwordLastUsed: daysAgo(40),
      keys: [],
      devices: [{ name: 'root', kind: 'fido' }],
      ...given.root,
    },
    get access() {
      access ??= given.access ?? accessOf({ users, groups, roles, policies });
      return access;
    },
    namesOfIds: new Map(),
    deleted: new Map(),
    escalation: given.escalation ?? { administrators: [], paths: [] },
    judgements: given.judgements ?? NOT_JUDGED,
    activity: { ...QUIET, ...given.activity },
  };
}

/** Returns the account with its policies judged and its escalation report computed. */
export async function judged(facts: ExaminedAccount): Promise<ExaminedAccount> {
  const escalation = await escalationReport(accessModelOf([facts.access]));
  return { ...facts, escalation, judgements: await judgePolicies(facts, TEST_NOW) };
}

/** Returns an active member in the OU Workloads, restricted by SCPs and without root credentials. */
export function member(name: string, over: Partial<ExaminedMember> = {}): ExaminedMember {
  return {
    id: name,
    name,
    state: 'ACTIVE',
    parentId: 'ou-work',
    management: false,
    closedAt: null,
    namedBy: [],
    counts: new Map(),
    rootCredentials: false,
    mayLeave: false,
    rootUnrestricted: false,
    ...over,
  };
}

/** Returns a service with trusted access for 40 days and no use. */
export function service(principal: string, over: Partial<TrustedService> = {}): TrustedService {
  return { principal, enabledAt: daysAgo(40), delegable: false, needed: false, lastUsedAt: null, ...over };
}

/** Returns an organization that passes every check, changed by what is given. */
export function organization(given: Partial<ExaminedOrganization> = {}): ExaminedOrganization {
  return {
    id: 'o-test',
    rootId: 'r-test',
    managementAccountId: TEST_ACCOUNT,
    allFeatures: true,
    createdAt: daysAgo(40),
    enabledTypes: new Set(['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY']),
    attachments: [
      { targetId: 'r-test', policyId: 'p-FullAWSAccess', type: 'SERVICE_CONTROL_POLICY' },
      { targetId: 'r-test', policyId: 'p-guardrail', type: 'SERVICE_CONTROL_POLICY' },
    ],
    units: [{ id: 'ou-work', name: 'Workloads', parentId: 'r-test' }],
    shut: new Set(),
    services: [service('iam.amazonaws.com', { needed: true, delegable: true })],
    since: null,
    delegatedServices: new Set(['iam.amazonaws.com']),
    delegatedAccounts: new Set(),
    delegationPolicy: true,
    centralRoot: true,
    managementUse: { users: 2, activeKeys: 0, serviceRoles: [], services: new Map() },
    policies: [{ id: 'p-guardrail', name: 'guardrail', type: 'SERVICE_CONTROL_POLICY', size: 300 }],
    accounts: [
      member('management', { id: TEST_ACCOUNT, management: true, parentId: 'r-test' }),
      member('one'),
      member('two'),
      member('three'),
    ],
    invalidPolicies: [],
    notOptedOut: [],
    tagFaults: [],
    identityCenter: null,
    ...given,
  };
}

type Entities = Pick<ExaminedAccount, 'users' | 'groups' | 'roles' | 'policies'>;

function accessOf({ users, groups, roles, policies }: Entities): ExaminedAccount['access'] {
  const managed = (arn: string): AttachedPolicy[] => {
    const own = policies.find((each) => each.arn === arn);
    const document = own?.document ?? managedPolicyDocument(arn);
    return document === undefined ? [] : [{ arn, name: own?.name ?? findManagedPolicy(arn)?.name ?? arn, document }];
  };
  const policiesOf = ({ id, inline, attached }: EntityFacts, groupName: string | null) =>
    prepareEntityPolicies(id, groupName, inline, attached.flatMap(managed));
  const boundaryOf = (arn: string | null) => (arn === null ? {} : { boundary: prepareBoundary(arn, managed(arn)[0] ?? null) });
  const facts = knownFacts({ tags: [], place: null });
  const accountId = TEST_ACCOUNT;
  const arn = rootUserArn('aws', accountId);
  const root: AccessPrincipal = { arn, principal: { type: 'Root', accountId, arn }, identity: [], facts };
  const people = users.map(
    (each): AccessPrincipal => ({
      arn: each.arn,
      principal: { type: 'User', accountId, arn: each.arn, userId: each.id, userName: each.name },
      identity: [
        ...policiesOf(each, null),
        ...groups.filter(({ id }) => each.groupIds.includes(id)).flatMap((one) => policiesOf(one, one.name)),
      ],
      ...boundaryOf(each.boundary),
      groups: groups.filter(({ id }) => each.groupIds.includes(id)).map(({ name }) => name),
      hasLoginProfile: each.password !== null,
      facts,
    }),
  );
  const assumed = roles.map(
    (each): AccessPrincipal => ({
      arn: each.arn,
      principal: anySessionOf({ arn: each.arn, roleId: each.id, accountId, serviceLinked: each.serviceLinked }),
      identity: policiesOf(each, null),
      ...boundaryOf(each.boundary),
      trust: prepareTrustPolicy({ roleArn: each.arn, document: each.trust }),
      facts,
    }),
  );
  return {
    accountId,
    name: 'production',
    management: false,
    principals: [root, ...people, ...assumed],
    groups: groups.map((each) => ({ name: each.name, arn: each.arn, policies: policiesOf(each, each.name) })),
  };
}

type Cases<Facts> = {
  /** The failing facts, with the failing subjects' names and any severity that differs from the check's. */
  fails: readonly (readonly [facts: Facts | Promise<Facts>, ...names: string[]])[];
  /** `never`: the check has subjects only where something is wrong. */
  passes: Facts | Promise<Facts> | 'never';
  /** `never` if the check is always applicable. */
  notApplicable: Facts | Promise<Facts> | 'never';
  parameters?: Partial<Parameters>;
};

type CasesOf<C extends Check> = Cases<C extends AccountCheck ? ExaminedAccount : ExaminedOrganization>;

/** Tests every check of a file by its cases: one that fails, one that passes, and one where it is not applicable. */
export function testChecks<C extends Check>(
  checks: Readonly<Record<string, C>>,
  casesOf: () => Readonly<Record<string, CasesOf<C>>>,
): void {
  let made: Readonly<Record<string, CasesOf<C>>> | undefined;
  describe.each(Object.values(checks))('$id', (check) => {
    // biome-ignore lint/suspicious/noExplicitAny: the facts are those of the check, which its cases are typed by.
    const examine = (facts: any, over: Partial<Parameters> = {}) =>
      check.examine(facts, { parameters: { ...DEFAULT_PARAMETERS, ...over }, clock: new Clock(TEST_NOW) });

    it('reports failing facts, passes good ones, and skips where it does not apply', async () => {
      made ??= casesOf();
      const cases = made[check.id];
      if (!cases) throw new Error(`${check.id} has no cases`);
      const { fails, passes, notApplicable, parameters } = cases;
      expect(fails.length).toBeGreaterThan(0);
      for (const [facts, ...names] of fails) {
        const found = examine(await facts, parameters);
        const told = found?.failing.map(({ subject, severity = check.severity }) =>
          severity === check.severity ? subject.name : `${subject.name} ${severity}`,
        );
        expect(told).toEqual(names);
        expect(found?.applicable).toBeGreaterThanOrEqual(names.length);
      }
      if (passes !== 'never') expect(examine(await passes, parameters)).toMatchObject({ failing: [] });
      if (notApplicable !== 'never') expect(examine(await notApplicable, parameters)).toBeNull();
    });
  });
}
