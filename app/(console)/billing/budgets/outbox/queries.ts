import { pagedQuery } from '@/lib/console/query';

/** Reads messages, newest first, page by page: all, or those of one budget. */
export const outboxQuery = (budget: string | undefined) =>
  pagedQuery('console', 'ListOutboxMessages', budget === undefined ? {} : { Source: 'budgets', About: budget }, 50);
