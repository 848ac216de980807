import {
  type AccessAccount,
  type AccessPrincipal,
  type AccessVerdict,
  type ActionSet,
  countPositions,
  diffPrincipalsSteps,
  forEachPosition,
  type PrincipalDiff,
} from '@gatehouse/policy/analyze';
import { takeInTurns } from '../../core/work/bulk';
import { actionIndex } from '../model/action-index';
import { type ShownDifference, shownDifferences } from '../shown-difference';
import type { KindOfChange } from './kinds-of-change';

/** A user, role or root user with changed access. The values count actions. */
export type ChangedPrincipal = {
  Arn: string;
  Kind: 'User' | 'Role' | 'Root';
  Name: string;
  Verdict: AccessVerdict;
  /** Actions that become impossible or possible. */
  Lost: number;
  Gained: number;
  /** Actions that stay possible, with fewer or more requests allowed. */
  Narrowed: number;
  Widened: number;
  /** A request that shows the most common difference. */
  Example?: ShownDifference;
};

export type AccountEffect = {
  Id: string;
  Name: string;
  /** The number of users, roles and root users that SCPs and RCPs apply to. */
  Principals: number;
  /** The numbers of principals that lose or gain access. */
  Lose: number;
  Gain: number;
  /** The number of principals with an undecided comparison. */
  Undecided: number;
  /** The most affected services over all principals. */
  Services: string[];
  /** The most affected principals, at most `MOST_NAMED`, and the number of further ones. */
  Changed: ChangedPrincipal[];
  More: number;
};

export const MOST_NAMED = 100;
const MOST_SERVICES = 5;

/** Compares the access of every principal in an account before and after. Without an effect, `Lose` and `Gain` are 0. */
export async function effectOnAccount(
  before: AccessAccount,
  after: AccessAccount,
  rcpServices: readonly string[],
): Promise<AccountEffect> {
  const diff = await compareAccount(before, after, rcpServices);
  const [account] = diff.accounts;
  const changed = diff.principals.map((principal) => toChanged(principal)).sort(mostFirst);
  return {
    Id: before.accountId,
    Name: before.name,
    Principals: before.principals.filter(isBound).length,
    Lose: account?.lose ?? 0,
    Gain: account?.gain ?? 0,
    Undecided: changed.filter(({ Verdict }) => Verdict === 'undecided').length,
    Services: (account?.services ?? []).slice(0, MOST_SERVICES).map(({ service }) => service),
    Changed: changed.slice(0, MOST_NAMED),
    More: Math.max(0, changed.length - MOST_NAMED),
  };
}

/** Returns the differences for the principals of an account. */
async function compareAccount(before: AccessAccount, after: AccessAccount, rcpServices: readonly string[]) {
  const index = await actionIndex();
  const model = (account: AccessAccount) => ({ accounts: [account], resources: account.resources ?? [], rcpServices });
  return takeInTurns(diffPrincipalsSteps(model(before), model(after), index));
}

export type ChangedActions = {
  /** The services by name. Their number is bounded by the catalog. */
  Services: { Service: string; Count: number }[];
  /** One page of the requested service's actions by name. Empty if no service was requested. */
  Actions: string[];
};

/** The most actions on a page. */
export const ACTIONS_AT_ONCE = 100;

/** Returns the actions that change in the given way for one principal. @param page the page of the actions of `service`, from 1 */
export async function actionsOfPrincipal(
  before: AccessAccount,
  after: AccessAccount,
  rcpServices: readonly string[],
  { arn, kind, service, page }: { arn: string; kind: KindOfChange; service?: string; page: number },
): Promise<ChangedActions> {
  const index = await actionIndex();
  const only = (account: AccessAccount) => ({ ...account, principals: account.principals.filter((each) => each.arn === arn) });
  const { principals } = await compareAccount(only(before), only(after), rcpServices);
  const changed = principals.find((principal) => principal.arn === arn);
  const counts = new Map<string, number>();
  const named: string[] = [];
  forEachPosition(changed ? setOf(changed, kind) : EMPTY, (position) => {
    const action = index.actions[position];
    if (!action) return;
    counts.set(action.service, (counts.get(action.service) ?? 0) + 1);
    if (action.service === service) named.push(action.name);
  });
  const from = (page - 1) * ACTIONS_AT_ONCE;
  return {
    Services: [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([Service, Count]) => ({ Service, Count })),
    Actions: named.sort().slice(from, from + ACTIONS_AT_ONCE),
  };
}

const EMPTY: ActionSet = { at: new Uint16Array(), bits: new Uint32Array() };

function setOf({ lost, narrowed, gained, widened }: PrincipalDiff, kind: KindOfChange): ActionSet {
  return { Lost: lost, Narrowed: narrowed, Gained: gained, Widened: widened }[kind];
}

/** AWS: SCPs and RCPs do not apply to service-linked roles. */
function isBound({ principal }: AccessPrincipal): boolean {
  return principal.type !== 'AssumedRole' || !principal.serviceLinked;
}

function toChanged({ arn, verdict, lost, gained, narrowed, widened, differences }: PrincipalDiff): ChangedPrincipal {
  const [example] = shownDifferences(differences);
  const resource = arn.slice(arn.lastIndexOf(':') + 1);
  return {
    Arn: arn,
    Kind: resource === 'root' ? 'Root' : resource.startsWith('role/') ? 'Role' : 'User',
    Name: resource.slice(resource.lastIndexOf('/') + 1),
    Verdict: verdict,
    Lost: countPositions(lost),
    Gained: countPositions(gained),
    Narrowed: countPositions(narrowed),
    Widened: countPositions(widened),
    ...(example && { Example: example }),
  };
}

function mostFirst(a: ChangedPrincipal, b: ChangedPrincipal): number {
  return b.Lost - a.Lost || b.Narrowed - a.Narrowed || b.Gained - a.Gained || b.Widened - a.Widened;
}
