import {
  type AccessAccount,
  type AccessModel,
  type AccessResource,
  diffPrincipalsSteps,
  type PolicyChange as EngineChange,
  policyChangeSteps,
} from '@gatehouse/policy/analyze';
import type { PreparedPolicy } from '@gatehouse/policy/evaluate';
import { findAccountFacts } from '../../core/account-facts';
import { callerMay } from '../../core/authorization/authorize';
import { prepareTrustPolicy } from '../../core/authorization/prepared-policies';
import { isPublicPolicy } from '../../core/authorization/public-policy';
import { defineOperation, type Scope } from '../../core/operation';
import { takeInTurns } from '../../core/work/bulk';
import { toStoredTrustPolicy } from '../../iam/role/documents';
import { findRole, requireRole, roleArn } from '../../iam/role/rows';
import { keptResourceOf, withPolicyTried } from '../../resources/resources';
import { reachChecks, visibleAnswers } from '../many-principals';
import { accessModelOf, loadAccessAccounts, loadAccessModel, namesIn } from '../model/access-model';
import { actionIndex } from '../model/action-index';
import { requireReadableResource } from '../resource-access/operations';
import { Zones } from '../zones';
import {
  type AffectedPrincipal,
  effectOf,
  HELD_AS_SET,
  type Held,
  heldByName,
  MOST_UNASKED,
  ownPrincipal,
  type PolicyEffect,
  type PrincipalEffect,
  summarize,
} from './effect';
import { type ChangeOfHeld, heldChange } from './held-policies';
import { withLostUse } from './recent-use';
import { type PolicyChange, PreviewPolicyChangeInput } from './schema';

export { type AlikeChange, HELD_AS_SET, heldByName, type LevelChange, roleEffect, summarize } from './effect';
export { type HeldChange, heldChange } from './held-policies';

/**
 * Previews an unsaved change to one policy: the actions each affected principal gains and loses, with all its other policies unchanged. For
 * a resource policy or trust policy it also covers the external principals that the policy names.
 *
 * It needs the permissions of a question about many principals. A document that the service would refuse fails with the service's message.
 */
export const PreviewPolicyChange = defineOperation({
  service: 'iam',
  name: 'PreviewPolicyChange',
  access: 'Read',
  input: PreviewPolicyChangeInput,
  checks: () => reachChecks('account', '*'),
  run: async ({ Change, Many = false }, scope): Promise<PolicyEffect> => {
    // The catalog is read once per process, so its time is not counted.
    await actionIndex();
    const started = performance.now();
    const compared = await compare(scope, Change, Many);
    return { ...compared, Milliseconds: performance.now() - started };
  },
});

/** Tests whether the caller may compare access for its account's principals. */
export async function mayCompare(scope: Scope): Promise<boolean> {
  const may = await callerMay(scope);
  for (const check of reachChecks('account', '*')) if (!(await may(check))) return false;
  return true;
}

/** An effect without its computation time. */
export type ComparedEffect = Omit<PolicyEffect, 'Milliseconds'>;

function compare(scope: Scope, change: PolicyChange, many: boolean): Promise<ComparedEffect> {
  switch (change.Kind) {
    case 'trust':
      return compareTrust(scope, change, many);
    case 'resource':
      return compareResource(scope, change, many);
    default:
      return compareHeld(scope, change, many);
  }
}

const NOTHING: ComparedEffect = {
  Considered: 0,
  Unasked: false,
  Gain: 0,
  Lose: 0,
  Changed: 0,
  Verdicts: { wider: 0, narrower: 0, both: 0, undecided: 0 },
  Hidden: 0,
  Levels: [],
  MoreLevels: 0,
  Changes: [],
  MorePrincipals: 0,
  Public: null,
};

async function compareHeld(scope: Scope, change: ChangeOfHeld, many: boolean): Promise<ComparedEffect> {
  const { concerns, changed } = await heldChange(scope, change);
  const { accounts, resources, rcpServices } = await loadAccessModel(scope, 'account');
  // Only these principals' access can change, so only they are compared.
  const before = accounts.map((account) => ({ ...account, principals: account.principals.filter(concerns) }));
  const after = before.map((account) => ({ ...account, principals: account.principals.map(changed) }));
  const model = (of: readonly AccessAccount[]): AccessModel => ({ accounts: of, resources, rcpServices });
  return compareModels(scope, model(before), model(after), many);
}

/** Compares two states of the same accounts for the principals that the caller may see. */
export async function compareModels(
  scope: Scope,
  before: AccessModel,
  after: AccessModel,
  many: boolean,
): Promise<ComparedEffect> {
  const index = await actionIndex();
  const Considered = before.accounts.reduce((sum, { principals }) => sum + principals.length, 0);
  if (Considered > MOST_UNASKED && !many) return { ...NOTHING, Considered, Unasked: true };
  const { principals } = await takeInTurns(diffPrincipalsSteps(before, after, index));
  const shown = await visibleAnswers(scope, principals, ({ arn }) => [arn]);
  const changes = shown.map((diff) => effectOf(ownPrincipal(diff.arn), diff));
  const summary = await summarize(changes, index, HELD_AS_SET);
  const lost = { index, lostBy: lostBy(changes, HELD_AS_SET) };
  const Changes = await withLostUse(scope, summary.Changes, before.accounts, lost);
  return { ...NOTHING, ...summary, Changes, Considered, Hidden: principals.length - shown.length };
}

/** Returns a function that computes the positions of lost actions by a principal's ARN on request. */
function lostBy<Actions extends object>(changes: readonly PrincipalEffect<Actions>[], held: Held<Actions>) {
  const byArn = new Map(changes.map(({ who, actions }) => [who.Principal, actions.Lost]));
  const known = new Map<Actions, Set<number>>();
  return (arn: string): ReadonlySet<number> => {
    const lost = byArn.get(arn);
    const found = (lost && known.get(lost)) ?? new Set<number>();
    if (lost && !known.has(lost)) {
      held.visit(lost, (position) => void found.add(position));
      known.set(lost, found);
    }
    return found;
  };
}

/** Compares a trust policy as the resource policy of its role, for requests to assume it. */
async function compareTrust(
  scope: Scope,
  { RoleName, Document }: Extract<PolicyChange, { Kind: 'trust' }>,
  many: boolean,
): Promise<ComparedEffect> {
  const row = requireRole(await findRole(scope, RoleName), RoleName);
  const arn = roleArn(scope.partition, row);
  const document = await toStoredTrustPolicy(scope.db, scope.partition, Document);
  const { accounts, rcpServices } = await loadAccessModel(scope, 'account');
  const [was, is] = [
    prepareTrustPolicy({ roleArn: arn, document: row.assumeRolePolicyDocument }),
    prepareTrustPolicy({ roleArn: arn, document }),
  ];
  const names = await namesIn(scope, [was, is]);
  const model = (trust: PreparedPolicy): AccessModel => ({
    accounts: accounts.map((account) => ({
      ...account,
      principals: account.principals.map((principal) => (principal.arn === arn ? { ...principal, trust } : principal)),
    })),
    resources: [{ arn, accountId: row.accountId, policy: trust }],
    names,
    ...(rcpServices && { rcpServices }),
  });
  return compareOnResource(scope, { arn, accountId: row.accountId, before: model(was), after: model(is), many });
}

async function compareResource(
  scope: Scope,
  { Resource, Document }: Extract<PolicyChange, { Kind: 'resource' }>,
  many: boolean,
): Promise<ComparedEffect> {
  const resource = await requireReadableResource(scope, Resource);
  const { arn, accountId } = resource;
  const [kept, owner] = [keptResourceOf(resource), await findAccountFacts(scope.db, accountId)];
  if (!kept || !owner) throw new Error(`${arn} is kept, in an account`);
  const tried = await withPolicyTried(scope, kept, Document ?? null);
  const policies = [resource.policy, tried.policy].filter((policy) => policy !== undefined);
  const names = await namesIn(scope, policies);
  const base = accessModelOf([...(await loadAccessAccounts(scope, [owner])).values()]);
  const model = (one: AccessResource): AccessModel => ({ ...base, names, resources: [one] });
  const compared = await compareOnResource(scope, { arn, accountId, before: model(resource), after: model(tried), many });
  const IsPublic = tried.policy !== undefined && (await isPublicPolicy(tried.policy));
  return { ...compared, Public: { IsPublic, Restricted: tried.blockPublicAccess === true } };
}

type OnResource = { arn: string; accountId: string; before: AccessModel; after: AccessModel; many: boolean };

async function compareOnResource(scope: Scope, { arn, accountId, before, after, many }: OnResource): Promise<ComparedEffect> {
  const index = await actionIndex();
  const Considered = before.accounts.reduce((sum, { principals }) => sum + principals.length, 0);
  if (Considered > MOST_UNASKED && !many) return { ...NOTHING, Considered, Unasked: true };
  const changes = await takeInTurns(policyChangeSteps(before, after, arn, index));
  const shown = await visibleAnswers(scope, changes, ({ kind, principal }) => (kind === 'member' ? [principal] : []));
  const owner = await findAccountFacts(scope.db, accountId);
  const zones = new Zones(scope, accountId, owner?.organization?.id);
  const named = await changesOnResource(shown, zones);
  const held = heldByName(index);
  const summary = await summarize(named, index, held);
  const Changes = await withLostUse(scope, summary.Changes, before.accounts, { index, lostBy: lostBy(named, held) });
  return { ...NOTHING, ...summary, Changes, Considered, Hidden: changes.length - shown.length };
}

/** Converts the engine's changes of a resource policy or trust policy for the summary. */
export async function changesOnResource(
  changes: readonly EngineChange[],
  zones: Zones,
): Promise<PrincipalEffect<readonly string[]>[]> {
  const named: PrincipalEffect<readonly string[]>[] = [];
  for (const change of changes) named.push(effectOf(await affected(change, zones), change));
  return named;
}

async function affected(who: Pick<EngineChange, 'principal' | 'kind' | 'accountId'>, zones: Zones): Promise<AffectedPrincipal> {
  const { principal, kind } = who;
  if (kind === 'member') return ownPrincipal(principal);
  return { Principal: principal, Kind: kind, Name: kind === 'everybody' ? 'Everybody' : principal, Zone: await zones.of(who) };
}
