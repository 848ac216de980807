import { z } from 'zod';
import { fromModules, type Module } from '../core/module/module';
import type { AskingSearch } from '../core/module/resource';
import { defineOperation } from '../core/operation';
import { asListed, countOfKind, type ListedKind, type ResourceCounts, searchOfKind } from './overviews';

/** Returns the kinds that the console lists, in the order of the modules. */
function listedKindsOf(modules: readonly Module[]): readonly ListedKind[] {
  return modules.flatMap(({ resources = [] }) => resources.flatMap((kind) => (kind.listed ? asListed(kind) : [])));
}

/** `Kind` is the noun in the list's name: `Queue` of `ListQueueOverviews`. */
type ResourceCount = { Kind: string } & ResourceCounts;

/**
 * Counts the resources of each kind in an account that the caller may list. It needs no permission of its own, since each kind
 * checks its own.
 */
export const CountResources = defineOperation({
  service: 'gatehouse',
  name: 'CountResources',
  access: 'List',
  input: z.object({}),
  checks: () => [],
  run: async (_, scope): Promise<{ Kinds: ResourceCount[] }> => {
    const Kinds: ResourceCount[] = [];
    for (const kind of fromModules(listedKindsOf)) Kinds.push({ Kind: kind.listed.noun, ...(await countOfKind(scope, kind)) });
    return { Kinds };
  },
});

const searchesOf = (modules: readonly Module[]): readonly AskingSearch[] => listedKindsOf(modules).map(searchOfKind);

/** Returns the searches of the resources of all modules. */
export function resourceSearches(): readonly AskingSearch[] {
  return fromModules(searchesOf);
}
