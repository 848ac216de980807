import { ofAccount, type Tables } from '../core/module/table';

export { accountOperations as consoleOperations } from '.';

export const tables: Tables = {
  AccountContact: { ...ofAccount, key: 'accountId' },
  AlternateContact: { ...ofAccount, key: 'accountId' },
  OutboxMessage: { apart: 'Delivered notifications stay delivered.', endsWith: ['accountId'] },
};
