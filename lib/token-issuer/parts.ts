import { ofAccount, type Tables } from '../core/module/table';
import { OUTBOUND_KEY_PURPOSE } from './outbound/rows';
import { KEY_PURPOSE } from './rows';

export { tokenIssuerOperations as consoleOperations } from '.';

export const tables: Tables = {
  TokenIssuer: { ...ofAccount, key: 'accountId', sealed: { id: 'accountId', columns: { privateCipher: KEY_PURPOSE } } },
  OutboundFederation: { ...ofAccount, key: 'accountId' },
  OutboundSigningKey: { ...ofAccount, sealed: { columns: { privateCipher: OUTBOUND_KEY_PURPOSE } } },
};
