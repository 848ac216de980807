import { EndOtherConsoleSessions, EndOwnConsoleSession, ListOwnConsoleSessions } from './console-session-operations';
import { ListQuotas } from './quota-operations';
import { IssueRootPasswordRecovery } from './root-recovery-operations';
import { GetAccountSettings, PutAccountEnforcement } from './settings-operations';

/** What is about an account as a whole, or about signing in to it, and AWS does not have. The console's own; not on the wire API. */
export const accountOperations = {
  GetAccountSettings,
  PutAccountEnforcement,
  ListQuotas,
  IssueRootPasswordRecovery,
  ListOwnConsoleSessions,
  EndOwnConsoleSession,
  EndOtherConsoleSessions,
};
