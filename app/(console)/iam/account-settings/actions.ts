'use server';

import { consoleAction } from '@/lib/console/run-console';
import { DeleteAccountPasswordPolicy, UpdateAccountPasswordPolicy } from '@/lib/iam/password-policy/operations';

export const updateAccountPasswordPolicy = consoleAction(UpdateAccountPasswordPolicy);
export const deleteAccountPasswordPolicy = consoleAction(DeleteAccountPasswordPolicy);
