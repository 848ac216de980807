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
import { takeInTurns } from '../../core/bulk';
import { actionIndex } from '../action-index';
import { type ShownDifference, shownDifferences } from '../shown-difference';
import type { KindOfChange } from './kinds-of-change';

/** A user, role or root user whose access changes: numbers of actions. */
export type ChangedPrincipal = {
  Arn: string;
  Kind: 'User' | 'Role' | 'Root';
  Name: string;
  Verdict: AccessVerdict;
  /** Possible before and no longer, or the other way round. */
  Lost: number;
  Gained: number;
  /** Still possible, and some request less or more is allowed. */
  Narrowed: number;
  Widened: number;
  /** A request that shows it, of those that concern most actions. */
  Example?: ShownDifference;
};

export type AccountEffect = {
  Id: string;
  Name: string;
  /** Users, roles and the root user that guardrails bind. */
  Principals: number;
  /** How many of them lose or gain something. */
  Lose: number;
  Gain: number;
  /** Of how many it could not be shown whether they lose or gain something. */
  Undecided: number;
  /** The services most affected, over all principals. */
  Services: string[];
  /** The most affected, at most `MOST_NAMED`; how many more there are. */
  Changed: ChangedPrincipal[];
  More: number;
};

export const MOST_NAMED = 100;
const MOST_SERVICES = 5;

/** Compares what everybody in an account may do before and after. Without an effect `Lose` and `Gain` are 0. */
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

/** What differs for the principals of an account before and after. */
async function compareAccount(before: AccessAccount, after: AccessAccount, rcpServices: readonly string[]) {
  const index = await actionIndex();
  const model = (account: AccessAccount) => ({ accounts: [account], resources: account.resources ?? [], rcpServices });
  return takeInTurns(diffPrincipalsSteps(model(before), model(after), index));
}

export type ChangedActions = {
  /** Of all services, by name. There are no more of them than services in the catalog. */
  Services: { Service: string; Count: number }[];
  /** A page of the actions of the service that was asked for, by name; none without one. */
  Actions: string[];
};

/** Actions of a service that one answer names. */
export const ACTIONS_AT_ONCE = 100;

/**
 * Which actions change in that way for one principal of an account.
 * @param page of the actions of `service`, from 1
 */
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

/** AWS: guardrails do not bind service-linked roles. */
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
