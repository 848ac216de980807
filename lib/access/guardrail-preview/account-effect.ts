import { setImmediate } from 'node:timers/promises';
import { type AccountFacts, isUsable } from '../../core/account-facts';
import { loadCallerPolicies } from '../../core/authorize';
import type { Caller } from '../../core/call';
import { type Guardrails, levelsOf, placeOf, SERVICE_CONTROL_POLICY } from '../../core/guardrails';
import type { Scope } from '../../core/operation';
import { roleArn } from '../../iam/role/rows';
import { userArn } from '../../iam/user/rows';
import { actionIndex } from '../action-index';
import { permissionsOf } from '../effective-operations';
import { callerOfRole, callerOfUser } from '../principal-callers';
import { compareOutcomes, type PrincipalEffect } from './principal-effect';

/** A user or role whose access changes. */
export type ChangedPrincipal = {
  Arn: string;
  Kind: 'User' | 'Role';
  Name: string;
  Lost: number;
  Limited: number;
  Gained: number;
  /** Prefixes of the services most affected. */
  Services: string[];
};

export type AccountEffect = {
  Id: string;
  Name: string;
  /** Users and roles that guardrails bind. */
  Principals: number;
  Lose: number;
  Gain: number;
  /** The services most affected, over all principals. */
  Services: { Service: string; Actions: number }[];
  /** The most affected, at most `MOST_NAMED`. */
  Changed: ChangedPrincipal[];
};

export const MOST_NAMED = 100;
const MOST_SERVICES = 5;

/** One side of the comparison. */
type Side = { account: AccountFacts; guardrails: Guardrails };
type Bound = { Arn: string; Kind: 'User' | 'Role'; Name: string; caller: Caller };

const ACCOUNT = { id: true, name: true, alias: true, state: true, enforcement: true, revision: true, parentId: true } as const;

/** The organization's accounts that can still call. */
export async function findAccountsOf(
  { db }: Scope,
  organization: NonNullable<AccountFacts['organization']>,
): Promise<AccountFacts[]> {
  const rows = await db.account.findMany({
    where: { organizationId: organization.id },
    select: ACCOUNT,
    orderBy: { name: 'asc' },
  });
  return rows.map((row) => ({ ...row, organization }) as AccountFacts).filter(isUsable);
}

/** Compares what each user and role of an account may do before and after. */
export async function effectOnAccount(scope: Scope, before: Side, after: Side): Promise<AccountEffect> {
  const { account } = before;
  const effect: AccountEffect = {
    Id: account.id,
    Name: account.name,
    Principals: 0,
    Lose: 0,
    Gain: 0,
    Services: [],
    Changed: [],
  };
  const services = new Map<string, number>();
  for (const { caller, ...named } of await findBound(scope, account.id)) {
    effect.Principals += 1;
    // Thousands of principals take a second: other calls get their turn in between.
    if (effect.Principals % 50 === 0) await setImmediate();
    const change = await effectOnPrincipal(scope, caller, before, after);
    if (!change) continue;
    if (change.Lost + change.Limited > 0) effect.Lose += 1;
    if (change.Gained > 0) effect.Gain += 1;
    for (const [service, actions] of change.Services) services.set(service, (services.get(service) ?? 0) + actions);
    effect.Changed.push({ ...named, ...change, Services: most(change.Services).map(({ Service }) => Service) });
  }
  effect.Services = most(services);
  effect.Changed.sort((a, b) => b.Lost - a.Lost || b.Limited - a.Limited || b.Gained - a.Gained);
  effect.Changed.splice(MOST_NAMED);
  return effect;
}

/** AWS: guardrails bind users and roles, but no service-linked roles. */
async function findBound({ db, partition }: Scope, accountId: string): Promise<Bound[]> {
  const select = { id: true, accountId: true, path: true, name: true } as const;
  const users = await db.user.findMany({ where: { accountId }, select, orderBy: { nameKey: 'asc' } });
  const roles = await db.role.findMany({
    where: { accountId, NOT: { path: { startsWith: '/aws-service-role/' } } },
    select,
    orderBy: { nameKey: 'asc' },
  });
  return [
    ...users.map(
      (user): Bound => ({ Arn: userArn(partition, user), Kind: 'User', Name: user.name, caller: callerOfUser(partition, user) }),
    ),
    ...roles.map(
      (role): Bound => ({ Arn: roleArn(partition, role), Kind: 'Role', Name: role.name, caller: callerOfRole(partition, role) }),
    ),
  ];
}

async function effectOnPrincipal(scope: Scope, caller: Caller, before: Side, after: Side): Promise<PrincipalEffect | null> {
  const policies = await loadCallerPolicies(scope.db, caller, before.account);
  // Nothing granted: nothing to lose, and guardrails grant nothing.
  if (policies.policies.identity.length === 0) return null;
  const codesOn = ({ account, guardrails }: Side) => {
    const scp = levelsOf(guardrails, SERVICE_CONTROL_POLICY, account);
    const half = { ...policies, policies: { ...policies.policies, scp }, place: placeOf(guardrails, account) };
    return permissionsOf({ caller, policies: half }).codes();
  };
  return compareOutcomes(actionIndex(), codesOn(before), codesOn(after));
}

function most(services: ReadonlyMap<string, number>): { Service: string; Actions: number }[] {
  return [...services]
    .map(([Service, Actions]) => ({ Service, Actions }))
    .sort((a, b) => b.Actions - a.Actions || a.Service.localeCompare(b.Service))
    .slice(0, MOST_SERVICES);
}
