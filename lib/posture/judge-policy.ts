import {
  type AccessModel,
  type AccessPrincipal,
  type ActionIndex,
  type EffectivePermissions,
  effectivePermissions,
  type PermissionOutcome,
  type UnboundedCreation,
  unboundedCreationSteps,
} from '@gatehouse/policy/analyze';
import type { PreparedPolicy } from '@gatehouse/policy/evaluate';
import { matchAction } from '@gatehouse/policy/match';
import { accessModelOf } from '../access/model/access-model';
import { actionIndex } from '../access/model/action-index';
import { giveWay, takeInTurns } from '../core/work/bulk';
import { DEFAULT_SESSION_SECONDS } from '../iam/role/rows';
import type { ExaminedAccount } from './facts';
import { judgeResources } from './judge-resources';
import type { IdentityJudgement, Judgements, OutsideJudgement, TrustJudgement, WiderVersion } from './judgements';
import { judgeDelegation } from './policies/judge-delegation';
import { judgeIdentity, judgeVersions } from './policies/judge-identity';
import { judgeOutside, judgeTrust } from './policies/judge-trust';
import { namedWrites, servedWrites } from './served-writes';

/** The number of allowed write operations from which a principal counts as broad. */
const MANY_WRITES = 20;

export const NOT_JUDGED: Judgements = {
  identity: new Map(),
  wider: new Map(),
  trust: new Map(),
  outside: new Map(),
  creators: new Map(),
  writes: new Map(),
  writesIam: new Set(),
  resources: [],
  delegation: null,
};

type Judged = Pick<
  ExaminedAccount,
  | 'id'
  | 'users'
  | 'groups'
  | 'roles'
  | 'policies'
  | 'access'
  | 'delegation'
  | 'ownAccounts'
  | 'organization'
  | 'namesOfIds'
  | 'deleted'
>;

/** Judges the policies of an account, yielding to other calls. Service-linked roles are AWS's responsibility and are skipped. */
export async function judgePolicies(account: Judged, now: Date): Promise<Judgements> {
  return {
    ...(await judgeTexts(account)),
    ...(await judgeTrusts(account)),
    ...(await judgePrincipals(account)),
    ...(await judgeResources(account, now)),
    delegation: account.delegation && judgeDelegation(account.delegation),
  };
}

async function judgeTexts({ id, users, groups, roles, policies }: Judged): Promise<Pick<Judgements, 'identity' | 'wider'>> {
  const identity = new Map<string, IdentityJudgement>();
  const wider = new Map<string, readonly WiderVersion[]>();
  const inline = [...users, ...groups, ...roles].flatMap((entity) => entity.inline.map(({ document }) => document));
  for (const text of new Set([...policies.map(({ document }) => document), ...inline])) {
    await giveWay();
    const judgement = await judgeIdentity(text, id);
    if (judgement) identity.set(text, judgement);
  }
  for (const policy of policies) {
    if (policy.versions.length < 2) continue;
    const found = await judgeVersions(policy);
    if (found.length > 0) wider.set(policy.id, found);
  }
  return { identity, wider };
}

async function judgeTrusts(account: Judged): Promise<Pick<Judgements, 'trust' | 'outside'>> {
  const trust = new Map<string, TrustJudgement>();
  const outside = new Map<string, OutsideJudgement>();
  let made: AccessModel | undefined;
  const model = () => {
    made ??= accessModelOf([account.access]);
    return made;
  };
  for (const role of account.roles) {
    if (role.serviceLinked) continue;
    await giveWay();
    const judgement = trust.get(role.shownTrust) ?? (await judgeTrust(role.shownTrust));
    trust.set(role.shownTrust, judgement);
    outside.set(role.id, judgeOutside(model, account.id, role, judgement));
  }
  return { trust, outside };
}

/** The actions that create a principal, and those that give it a policy. */
const CREATIONS = [
  { create: 'iam:CreateUser', give: ['iam:AttachUserPolicy', 'iam:PutUserPolicy'] },
  { create: 'iam:CreateRole', give: ['iam:AttachRolePolicy', 'iam:PutRolePolicy'] },
] as const;

async function judgePrincipals({ access, roles }: Judged): Promise<Pick<Judgements, 'creators' | 'writes' | 'writesIam'>> {
  const creators = new Map<string, readonly UnboundedCreation[]>();
  const alone: AccessModel = { accounts: [access], resources: [] };
  const writes = new Map<string, readonly string[]>();
  const writesIam = new Set<string>();
  const long = new Set(
    roles
      .filter(({ maxSessionDuration, serviceLinked }) => !serviceLinked && maxSessionDuration > DEFAULT_SESSION_SECONDS)
      .map(({ arn }) => arn),
  );
  const index = await actionIndex();
  for (const principal of access.principals) {
    const { type } = principal.principal;
    const creates = type !== 'Root' && principal.identity.some(mayCreate);
    const much = type !== 'Root' && mayDoMuch(principal.identity, index);
    if (!creates && !much && !long.has(principal.arn)) continue;
    await giveWay();
    const permissions = await permissionsOf(access, principal);
    if (long.has(principal.arn) && mayWriteIam(permissions)) writesIam.add(principal.arn);
    if (creates && mayMake(permissions))
      creators.set(principal.arn, await takeInTurns(unboundedCreationSteps(alone, index, principal.arn)));
    const allowed = much ? writesOf(permissions) : [];
    if (allowed.length >= MANY_WRITES) writes.set(principal.arn, allowed);
  }
  return { creators, writes, writesIam };
}

/** Returns whether the policies name enough write actions to count as broad. Most don't, and need no further evaluation. */
function mayDoMuch(policies: readonly PreparedPolicy[], index: ActionIndex): boolean {
  let named = 0;
  for (const { policy } of policies) {
    named += namedWrites(policy, index);
    if (named >= MANY_WRITES) return true;
  }
  return false;
}

// Principals with the same policies share their list of allowed writes.
const allowedWrites = new WeakMap<EffectivePermissions['sets'], readonly string[]>();

function writesOf(permissions: EffectivePermissions): readonly string[] {
  const known = allowedWrites.get(permissions.sets);
  if (known) return known;
  const writes = servedWrites(permissions.index).filter(({ position }) => isPossible(permissions.outcomeAt(position)));
  const actions = writes.map(({ action }) => action);
  allowedWrites.set(permissions.sets, actions);
  return actions;
}

const parts = new WeakMap<PreparedPolicy['policy'], boolean>();

/** Returns whether a policy bears on creating users or roles. Most don't, and need no further evaluation. */
function mayCreate({ policy, compiled }: PreparedPolicy): boolean {
  const known = parts.get(policy);
  if (known !== undefined) return known;
  const answer = compiled.statements.some(({ deny, source: { action } }) => {
    const names = (wanted: string) => action.entries.some(({ value }) => matchAction(value, wanted)) !== action.negated;
    return !deny && CREATIONS.some(({ create }) => names(create));
  });
  parts.set(policy, answer);
  return answer;
}

async function permissionsOf({ scp, management }: Judged['access'], principal: AccessPrincipal): Promise<EffectivePermissions> {
  const { identity, boundary, facts } = principal;
  const set = { identity, principalInManagementAccount: management, ...(boundary && { boundary }), ...(scp && { scp }) };
  return effectivePermissions(principal.principal, set, await actionIndex(), facts);
}

const isPossible = (outcome: PermissionOutcome | undefined) => outcome === 'allowed' || outcome === 'limited';

/** Returns whether a principal can be created and given a policy at all. */
function mayMake(permissions: EffectivePermissions): boolean {
  return CREATIONS.some(
    ({ create, give }) =>
      isPossible(permissions.outcome(create)) && give.some((action) => isPossible(permissions.outcome(action))),
  );
}

const WRITES = new Set<string | undefined>(['Write', 'Permissions management']);

function mayWriteIam(permissions: EffectivePermissions): boolean {
  const { index } = permissions;
  const range = index.rangeOf.get('iam');
  for (let at = range?.from ?? 0; at < (range?.to ?? 0); at += 1) {
    if (WRITES.has(index.actions[at]?.accessLevel) && isPossible(permissions.outcomeAt(at))) return true;
  }
  return false;
}
