import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { readLastUses } from '../../core/events/last-use';
import type { Scope } from '../../core/operation';
import { giveWay } from '../../core/work/bulk';
import { actionsAllowedBy, isAllowedBy, servicesAllowedBy } from './granted';
import { policiesOf, type Subject, type Using, usersOf } from './subject';

/** The latest attempt, in milliseconds, with its principal and Region, and the latest success. */
export type Latest = { attempt: number; success: number | null; region: string; entity: string };

/** The uses of a service. */
export type ServiceAccess = {
  prefix: string;
  /** By the id of the user or role. */
  entities: Map<string, Latest>;
  /** By the action's name without prefix. */
  actions: Map<string, Latest>;
};

export type AccessReport = {
  /** The services by prefix, including unused ones. */
  services: readonly ServiceAccess[];
  /** The users and roles that could use them. */
  users: readonly Using[];
  /** The policies that allow them. */
  policies: Awaited<ReturnType<typeof policiesOf>>;
};

/**
 * Returns the services that a user, group, role or managed policy allows, with their last use. For a group or policy, only calls
 * whose action it allows count. Source: IAM User Guide, "Refine permissions in AWS using last accessed information".
 */
export async function reportOf(scope: Scope, subject: Subject): Promise<AccessReport> {
  const policies = await policiesOf(scope, subject);
  const prefixes = new Set<string>();
  for (const policy of policies) {
    for (const prefix of await servicesAllowedBy(policy)) prefixes.add(prefix);
  }
  const services = new Map(
    [...prefixes].sort().map((prefix): [string, ServiceAccess] => [prefix, { prefix, entities: new Map(), actions: new Map() }]),
  );
  const users = await usersOf(scope, subject);
  const own = subject.type === 'User' || subject.type === 'Role';
  const allowed = new Map<string, boolean>();
  const { db, accountId } = scope;
  const principalIds = users.map(({ id }) => id);
  const uses = await readLastUses(db, accountId, principalIds);
  for (const { principalId, action, lastAttempt, lastSuccess, region } of uses) {
    const colon = action.indexOf(':');
    const service = services.get(action.slice(0, colon));
    if (!service) continue;
    if (!own) {
      const isAllowed = allowed.get(action) ?? isAllowedBy(policies, action);
      allowed.set(action, isAllowed);
      if (!isAllowed) continue;
    }
    const use = { attempt: lastAttempt.getTime(), success: lastSuccess?.getTime() ?? null, region, entity: principalId };
    note(service.entities, principalId, use);
    note(service.actions, action.slice(colon + 1), use);
    await giveWay();
  }
  return { services: [...services.values()], users, policies };
}

function note(of: Map<string, Latest>, key: string, use: Latest): void {
  const before = of.get(key);
  of.set(key, before ? newer(before, use) : use);
}

function newer(one: Latest, other: Latest): Latest {
  const success = Math.max(one.success ?? 0, other.success ?? 0) || null;
  return { ...(other.attempt > one.attempt ? other : one), success };
}

/** Returns the latest attempt on a service; null if there was none. */
export function latestOf(uses: Iterable<Latest>): Latest | null {
  let latest: Latest | null = null;
  for (const use of uses) latest = latest ? newer(latest, use) : use;
  return latest;
}

/** Returns the names of a service's actions that a report's policies allow. */
export function allowedNames({ policies }: Pick<AccessReport, 'policies'>, prefix: string): string[] {
  return actionsAllowedBy(policies, prefix).map(({ name }) => name);
}

export function serviceName(prefix: string): string {
  return headOf(prefix)?.name ?? prefix;
}

/** Returns the catalog's entry of a service without reading its actions. */
export function headOf(prefix: string): { prefix: string; name: string } | undefined {
  heads ??= new Map(
    loadCatalog()
      .services()
      .map((head) => [head.prefix, head]),
  );
  return heads.get(prefix);
}
let heads: Map<string, { prefix: string; name: string }> | undefined;
