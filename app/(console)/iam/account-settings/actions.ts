'use server';

import { consoleAction } from '@/lib/console/run-console';
import {
  DisableOutboundWebIdentityFederation,
  EnableOutboundWebIdentityFederation,
} from '@/lib/iam/outbound-federation/operations';
import { DeleteAccountPasswordPolicy, UpdateAccountPasswordPolicy } from '@/lib/iam/password-policy/operations';

export const updateAccountPasswordPolicy = consoleAction(UpdateAccountPasswordPolicy);
export const deleteAccountPasswordPolicy = consoleAction(DeleteAccountPasswordPolicy);
export const enableOutboundFederation = consoleAction(EnableOutboundWebIdentityFederation);
export const disableOutboundFederation = consoleAction(DisableOutboundWebIdentityFederation);
