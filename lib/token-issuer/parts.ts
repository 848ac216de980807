import { ofAccount, type Tables } from '../core/module/table';
import { KEY_PURPOSE } from './rows';

export { tokenIssuerOperations as consoleOperations } from '.';

export const tables: Tables = {
  TokenIssuer: { ...ofAccount, key: 'accountId', sealed: { id: 'accountId', columns: { privateCipher: KEY_PURPOSE } } },
};
