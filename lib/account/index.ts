import { GetAccountSettings, PutAccountEnforcement } from './settings-operations';

/** Settings of an account that AWS does not have. The console's own; not on the wire API. */
export const accountOperations = { GetAccountSettings, PutAccountEnforcement };
