import type { Tables } from '../core/module/table';

export const tables: Tables = {
  ConsoleSession: {
    apart: 'Sessions go on; each request asks whether their user is still there.',
    endsWith: ['accountId'],
    endsWithKey: true,
    key: 'tokenHash',
  },
};
