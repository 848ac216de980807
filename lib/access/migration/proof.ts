import {
  type AccessAccount,
  type AccessModel,
  type AccessPrincipal,
  type AccessResource,
  isKeyOfCaller,
  type KnownFacts,
  type Replacement,
  type ReplacementDiff,
  replacedPrincipalsSteps,
} from '@gatehouse/policy/analyze';
import type { PreparedPolicy } from '@gatehouse/policy/evaluate';
import { personSession } from '../../access-portal/role-session';
import { prepare } from '../../core/authorization/prepared-policies';
import type { Scope } from '../../core/operation';
import { giveWay, takeInTurns } from '../../core/work/bulk';
import { sessionPrincipal } from '../../iam/callers';
import type { RoleRow } from '../../iam/role/rows';
import type { InstanceRow } from '../../identity-center/instance/rows';
import type { StoreUserRow } from '../../identity-store/rows';
import { actionIndex } from '../model/action-index';
import type { MigratedUser } from './classes';
import { isOwnPasswordPolicy, type SetPolicies } from './definition';

/** The role that a planned session has. */
export type PlannedRole = Pick<RoleRow, 'id' | 'accountId' | 'path' | 'name'>;

/** A user with the person and role that replace it. */
export type ToProve = {
  user: MigratedUser;
  policies: SetPolicies;
  person: Pick<StoreUserRow, 'id' | 'userName' | 'displayName' | 'attributes'>;
  role: PlannedRole;
};

const OF_SESSIONS = [
  'aws:FederatedProvider',
  'aws:SourceIdentity',
  'identitystore:UserId',
  'identitystore:IdentityStoreArn',
  'saml:sub',
  'saml:sub_type',
];
const [MFA, MFA_AGE, ISSUED] = ['aws:MultiFactorAuthPresent', 'aws:MultiFactorAuthAge', 'aws:TokenIssueTime'] as const;

/**
 * Returns the known values of a user's requests for each kind of its credentials: access keys, sessions without MFA, and sessions with MFA if
 * the user has a device. Access keys and passwords that the user does not have count too, because they can be created.
 */
function credentialsOf({ facts = {}, hasMfa }: MigratedUser, now: string): KnownFacts[] {
  const { knownContext = {}, absentKeys = [] } = facts;
  const absent = [...absentKeys, ...OF_SESSIONS];
  const session = (mfa: boolean): KnownFacts => ({
    knownContext: { ...knownContext, [MFA]: String(mfa), [ISSUED]: now },
    absentKeys: mfa ? absent : [...absent, MFA_AGE],
  });
  return [
    { knownContext, absentKeys: [...absent, MFA, MFA_AGE, ISSUED] },
    session(false),
    ...(hasMfa === false ? [] : [session(true)]),
  ];
}

/** Returns the session of a person as the access portal starts it. */
function sessionOf(
  { user, policies, person, role }: ToProve,
  { partition, instance, now }: { partition: Scope['partition']; instance: InstanceRow; now: string },
): AccessPrincipal {
  const { sessionName, tags, contextKeys } = personSession(instance, person, role.accountId);
  const principal = sessionPrincipal(partition, role, sessionName);
  const place = Object.entries(user.facts?.knownContext ?? {}).filter(([key]) => key.startsWith('aws:PrincipalOrg'));
  const absent = (user.facts?.absentKeys ?? []).filter((key) => !key.startsWith('aws:PrincipalTag'));
  return {
    arn: principal.roleArn,
    principal,
    identity: identityOf(user.identity, policies),
    ...(user.boundary && { boundary: user.boundary }),
    facts: {
      knownContext: {
        ...Object.fromEntries(place),
        ...Object.fromEntries(tags.map(({ Key, Value }) => [`aws:PrincipalTag/${Key}`, Value])),
        [MFA]: 'false',
        [ISSUED]: now,
        'saml:sub': person.userName,
        'saml:sub_type': 'persistent',
        ...contextKeys,
      },
      absentKeys: [...absent, 'aws:PrincipalTag/*', MFA_AGE, 'aws:SourceIdentity'],
    },
  };
}

/** Returns the policies of the role: the managed ones of the user, and the joined inline policy. */
function identityOf(identity: readonly PreparedPolicy[], { inlinePolicy }: SetPolicies): PreparedPolicy[] {
  const managed = new Map(
    identity.flatMap((policy) => (policy.ref.arn === undefined ? [] : [[policy.ref.arn, policy] as const])),
  );
  const ref = { id: 'planned/inline', type: 'identity', name: 'inline policy', origin: { kind: 'inline' } } as const;
  return [...(inlinePolicy === null ? [] : [prepare(ref, inlinePolicy)]), ...managed.values()];
}

type Around = Pick<Scope, 'partition'> & {
  instance: InstanceRow;
  now: Date;
  model: AccessModel;
  account: AccessAccount;
};

/** Compares users with the sessions that replace them. @returns by the users' ARNs */
export async function prove(
  { partition, instance, now, model, account }: Around,
  planned: readonly ToProve[],
): Promise<Map<string, ReplacementDiff>> {
  const at = now.toISOString();
  const replacements: Replacement[] = [];
  const principals = new Map<string, AccessPrincipal>(account.principals.map((entry) => [entry.arn, entry]));
  for (const one of planned) {
    await giveWay();
    const { user } = one;
    const { name: _, ...entry } = user;
    principals.set(user.arn, { ...entry, identity: entry.identity.filter((policy) => !isOwnPasswordPolicy(policy)) });
    const session = sessionOf(one, { partition, instance, now: at });
    replacements.push({ arn: user.arn, credentials: credentialsOf(user, at), session });
  }
  const own = { ...account, principals: [...principals.values()] };
  const accounts = model.accounts.map((each) => (each.accountId === own.accountId ? own : each));
  const diffs = await takeInTurns(replacedPrincipalsSteps({ ...model, accounts }, replacements, await actionIndex()));
  return new Map(diffs.map((diff) => [diff.arn, diff]));
}

/** The things that tell a user from a session. */
export const CAUSES = ['USER_NAME', 'USER_ID', 'USER_ARN', 'MFA', 'TAGS', 'SESSION', 'RESOURCE_POLICY', 'TRUST_POLICY'] as const;
export type CauseKind = (typeof CAUSES)[number];

/** Something in a policy that treats a user and a session differently. `In`: the names of policies, or the ARNs of resources. */
export type Cause = { Kind: CauseKind; In: string[] };

const MOST_NAMED = 3;

/** Returns the conditions and Principal elements that can explain a difference of a user. */
export function causesOf(
  user: MigratedUser,
  { scp = [], rcp = [] }: AccessAccount,
  resources: readonly AccessResource[],
): Cause[] {
  const found = new Map<CauseKind, Set<string>>();
  const note = (kind: CauseKind, where: string) => found.set(kind, (found.get(kind) ?? new Set()).add(where));
  const levels = [...scp, ...rcp].flatMap(({ policies }) => policies);
  const own = [
    ...user.identity.filter((policy) => !isOwnPasswordPolicy(policy)),
    ...(user.boundary ? [user.boundary] : []),
    ...levels,
  ];
  for (const policy of own) for (const kind of kindsOf(policy)) note(kind, policy.ref.name);
  for (const { arn, policy } of resources) {
    if (!policy) continue;
    for (const kind of kindsOf(policy)) note(kind, arn);
    if (namesUser(policy, user)) note(policy.ref.type === 'trust' ? 'TRUST_POLICY' : 'RESOURCE_POLICY', arn);
  }
  return CAUSES.flatMap((Kind) => {
    const where = found.get(Kind);
    return where ? [{ Kind, In: [...where].sort().slice(0, MOST_NAMED) }] : [];
  });
}

function kindsOf({ compiled }: PreparedPolicy): Set<CauseKind> {
  const keys = compiled.statements.flatMap((statement) => statement.keys.map((key) => key.toLowerCase()));
  return new Set(keys.filter(isKeyOfCaller).map(kindOf));
}

function kindOf(key: string): CauseKind {
  if (key === 'aws:username') return 'USER_NAME';
  if (key === 'aws:userid') return 'USER_ID';
  if (key === 'aws:principalarn' || key === 'aws:principaltype') return 'USER_ARN';
  if (key.startsWith('aws:multifactorauth')) return 'MFA';
  return key.startsWith('aws:principaltag/') ? 'TAGS' : 'SESSION';
}

function namesUser({ compiled }: PreparedPolicy, { arn, principal }: MigratedUser): boolean {
  const names = [arn, ...(principal.type === 'User' ? [principal.userId] : [])];
  return compiled.statements.some((statement) => names.some((name) => statement.principal?.aws.has(name)));
}
