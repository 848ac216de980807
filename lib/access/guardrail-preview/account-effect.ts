import { takeInTurns } from '../../core/bulk';
import {
  type AccessAccount,
  type AccessPrincipal,
  type ActionSet,
  diffAccessSteps,
  forEachPosition,
  type PrincipalDiff,
} from '../../engine';
import { actionIndex } from '../action-index';
import { hoistDenies } from './hoist-denies';

/** A user, role or root user whose access changes: numbers of actions. */
export type ChangedPrincipal = {
  Arn: string;
  Kind: 'User' | 'Role' | 'Root';
  Name: string;
  /** Possible before and no longer, or the other way round. */
  Lost: number;
  Gained: number;
  /** Still possible, on fewer or more resources or under more or fewer conditions. */
  Narrowed: number;
  Widened: number;
};

export type AccountEffect = {
  Id: string;
  Name: string;
  /** Users, roles and the root user that guardrails bind. */
  Principals: number;
  /** How many of them lose or gain something. */
  Lose: number;
  Gain: number;
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
  const index = await actionIndex();
  const model = ({ scp, rcp, ...account }: AccessAccount) => ({
    accounts: [{ ...account, ...(scp && { scp: hoistDenies(scp) }), ...(rcp && { rcp: hoistDenies(rcp) }) }],
    resources: [],
    rcpServices,
  });
  const diff = await takeInTurns(diffAccessSteps(model(before), model(after), index));
  const [account] = diff.accounts;
  const changed = diff.principals.map((principal) => toChanged(principal)).sort(mostFirst);
  return {
    Id: before.accountId,
    Name: before.name,
    Principals: before.principals.filter(isBound).length,
    Lose: account?.lose ?? 0,
    Gain: account?.gain ?? 0,
    Services: (account?.services ?? []).slice(0, MOST_SERVICES).map(({ service }) => service),
    Changed: changed.slice(0, MOST_NAMED),
    More: Math.max(0, changed.length - MOST_NAMED),
  };
}

/** AWS: guardrails do not bind service-linked roles. */
function isBound({ principal }: AccessPrincipal): boolean {
  return principal.type !== 'AssumedRole' || !principal.serviceLinked;
}

function toChanged({ arn, lost, gained, narrowed, widened }: PrincipalDiff): ChangedPrincipal {
  const resource = arn.slice(arn.lastIndexOf(':') + 1);
  return {
    Arn: arn,
    Kind: resource === 'root' ? 'Root' : resource.startsWith('role/') ? 'Role' : 'User',
    Name: resource.slice(resource.lastIndexOf('/') + 1),
    Lost: sizeOf(lost),
    Gained: sizeOf(gained),
    Narrowed: sizeOf(narrowed),
    Widened: sizeOf(widened),
  };
}

function sizeOf(set: ActionSet): number {
  let size = 0;
  forEachPosition(set, () => {
    size += 1;
  });
  return size;
}

function mostFirst(a: ChangedPrincipal, b: ChangedPrincipal): number {
  return b.Lost - a.Lost || b.Narrowed - a.Narrowed || b.Gained - a.Gained || b.Widened - a.Widened;
}
