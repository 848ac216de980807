import { loadCatalog } from '../../catalog/load-catalog';
import { giveWay, readByIds } from '../../core/bulk';
import type { Scope } from '../../core/operation';
import { actionsAllowedBy, isAllowedBy, servicesAllowedBy } from './granted';
import { policiesOf, type Subject, type Using, usersOf } from './subject';

/** The newest attempt, in milliseconds, by whom and where; and when it was last allowed. */
export type Latest = { attempt: number; success: number | null; region: string; entity: string };

/** What was used of a service. */
export type ServiceAccess = {
  prefix: string;
  /** By the id of the user or role. */
  entities: Map<string, Latest>;
  /** By the action's name without the prefix. */
  actions: Map<string, Latest>;
};

export type AccessReport = {
  /** In the order of their prefixes. Those that were never used are among them. */
  services: readonly ServiceAccess[];
  /** By whom they could be used. */
  users: readonly Using[];
  /** The policies that allow them. */
  policies: Awaited<ReturnType<typeof policiesOf>>;
};

/**
 * What a user, group, role or managed policy allows, by service, with what was used of it. Of a group and of a policy only calls count whose
 * action it allows. Source: IAM User Guide, "Refine permissions in AWS using last accessed information".
 */
export async function reportOf(scope: Scope, subject: Subject): Promise<AccessReport> {
  const policies = await policiesOf(scope, subject);
  const prefixes = new Set<string>();
  for (const policy of policies) {
    for (const prefix of await servicesAllowedBy(policy)) prefixes.add(prefix);
  }
  const services = new Map(
    [...prefixes].sort().map((prefix) => [prefix, { prefix, entities: new Map(), actions: new Map() } as ServiceAccess]),
  );
  const users = await usersOf(scope, subject);
  const own = subject.type === 'User' || subject.type === 'Role';
  const allowed = new Map<string, boolean>();
  const { db, accountId } = scope;
  const uses = await readByIds(
    users.map(({ id }) => id),
    (ids) =>
      db.lastUse.findMany({
        where: { accountId, principalId: { in: ids } },
        select: { principalId: true, action: true, lastAttempt: true, lastSuccess: true, region: true },
      }),
  );
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

/** The newest attempt on a service; null where there was none. */
export function latestOf(uses: Iterable<Latest>): Latest | null {
  let latest: Latest | null = null;
  for (const use of uses) latest = latest ? newer(latest, use) : use;
  return latest;
}

/** The actions of a service that a report's policies allow, by name. */
export function allowedNames({ policies }: Pick<AccessReport, 'policies'>, prefix: string): string[] {
  return actionsAllowedBy(policies, prefix).map(({ name }) => name);
}

export function serviceName(prefix: string): string {
  return headOf(prefix)?.name ?? prefix;
}

/** What the catalog knows of a service without reading its actions. */
export function headOf(prefix: string): { prefix: string; name: string } | undefined {
  heads ??= new Map(
    loadCatalog()
      .services()
      .map((head) => [head.prefix, head]),
  );
  return heads.get(prefix);
}
let heads: Map<string, { prefix: string; name: string }> | undefined;
