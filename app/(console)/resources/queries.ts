import { consoleQuery } from '@/lib/console/query';
import type { ListInput } from '@/lib/core/list/schema';
import type { PagedKind } from '@/lib/resources/kind-arns';

export const resourceCountsQuery = () => consoleQuery('console', 'CountResources', {});

/** The list operations of the kinds have the same type of output. */
export const resourcesQuery =
  ({ noun }: Pick<PagedKind, 'noun'>) =>
  (input: ListInput) =>
    consoleQuery('console', `List${noun}Overviews` as const, input);
