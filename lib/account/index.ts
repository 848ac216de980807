import { EndOtherConsoleSessions, EndOwnConsoleSession, ListOwnConsoleSessions } from './console-session-operations';
import {
  DeleteAlternateContact,
  GetAccountContacts,
  PutAccountName,
  PutAlternateContact,
  PutContactInformation,
} from './contact-operations';
import { DeleteOutboxMessages, ListOutboxMessages } from './outbox-operations';
import { ListQuotas } from './quota-operations';
import { IssueRootPasswordRecovery } from './root-recovery-operations';
import { GetRootUse } from './root-use-operations';
import { GetAccountSettings, PutAccountEnforcement, PutAccountRehearsal } from './settings-operations';
import { StartSupportPlanUpdate } from './support-plan-operations';

/**
 * The operations on an account as a whole and on signing in: Gatehouse's own, and the console's for services that are not on the
 * wire API.
 */
export const accountOperations = {
  GetAccountSettings,
  PutAccountEnforcement,
  PutAccountRehearsal,
  PutAccountName,
  GetAccountContacts,
  PutContactInformation,
  PutAlternateContact,
  DeleteAlternateContact,
  StartSupportPlanUpdate,
  GetRootUse,
  ListQuotas,
  ListOutboxMessages,
  DeleteOutboxMessages,
  IssueRootPasswordRecovery,
  ListOwnConsoleSessions,
  EndOwnConsoleSession,
  EndOtherConsoleSessions,
};
