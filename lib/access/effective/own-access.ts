import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import type { OutcomeCounts } from '@gatehouse/policy/analyze';
import { z } from 'zod';
import { loadCallerPolicies } from '../../core/authorization/authorize';
import { defineOperation } from '../../core/operation';
import { type AccessLevelName, permissionsOf } from './operations';

export type LevelCounts = OutcomeCounts & {
  /** The services with allowed actions, most first. */
  Services: string[];
};

export type OwnAccess = {
  Levels: Record<AccessLevelName, LevelCounts>;
  Total: OutcomeCounts;
  /** The number of services with allowed actions. */
  ServiceCount: number;
};

const MOST_SERVICES = 3;

/**
 * Returns the number of actions that the caller may do. Like GetCallerIdentity it needs no permission, because callers can find out by
 * calling. It does not name policies: GetEffectivePermissions does.
 */
export const GetOwnAccess = defineOperation({
  service: 'gatehouse',
  name: 'GetOwnAccess',
  access: 'Read',
  input: z.object({}),
  checks: () => [],
  run: async (_, scope): Promise<OwnAccess> => {
    const policies = await loadCallerPolicies(scope.db, scope.caller, scope.account);
    const services = (await permissionsOf({ caller: scope.caller, policies })).summarize();
    const names = new Map(
      loadCatalog()
        .services()
        .map(({ prefix, name }) => [prefix, name]),
    );
    const nameOf = (service: string) => names.get(service) ?? service;
    const level = (name: AccessLevelName): LevelCounts => {
      const some = services.filter(({ levels }) => granted(levels[name]) > 0);
      some.sort((a, b) => granted(b.levels[name]) - granted(a.levels[name]));
      return {
        ...sum(services.map(({ levels }) => levels[name])),
        Services: some.slice(0, MOST_SERVICES).map(({ service }) => nameOf(service)),
      };
    };
    return {
      Levels: {
        List: level('List'),
        Read: level('Read'),
        Write: level('Write'),
        'Permissions management': level('Permissions management'),
        Tagging: level('Tagging'),
      },
      Total: sum(services.map(({ total }) => total)),
      ServiceCount: services.filter(({ total }) => granted(total) > 0).length,
    };
  },
});

function granted({ allowed, limited }: OutcomeCounts): number {
  return allowed + limited;
}

function sum(counts: readonly OutcomeCounts[]): OutcomeCounts {
  const total: OutcomeCounts = { allowed: 0, limited: 0, explicitDeny: 0, implicitDeny: 0, total: 0 };
  for (const one of counts) {
    total.allowed += one.allowed;
    total.limited += one.limited;
    total.explicitDeny += one.explicitDeny;
    total.implicitDeny += one.implicitDeny;
    total.total += one.total;
  }
  return total;
}
