import type { Tables } from '../core/module/table';
import { stsOperations } from '.';

export const operations = { sts: stsOperations };

export const tables: Tables = {
  TemporaryCredential: {
    apart: 'Sessions go on; each call asks whether their principal is still there.',
    endsWith: ['accountId'],
    endsWithKey: true,
    key: 'accessKeyId',
  },
};
