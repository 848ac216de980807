'use server';

import { PutAccountEnforcement, PutAccountRehearsal } from '@/lib/account/settings-operations';
import { StartSupportPlanUpdate } from '@/lib/account/support-plan-operations';
import { MoveClock } from '@/lib/clock/operations';
import { consoleAction } from '@/lib/console/run-console';
import { ChangeRootEmail, CloseAccount, UpdateIAMAccessPreference } from '@/lib/iam/root-user/operations';
import { SetSecurityTokenServicePreferences } from '@/lib/iam/sts-preferences/operations';
import { DeleteSnapshot, RestoreSnapshot, SaveSnapshot } from '@/lib/snapshot/operations';

export const putAccountEnforcement = consoleAction(PutAccountEnforcement);
export const moveClock = consoleAction(MoveClock);
export const putAccountRehearsal = consoleAction(PutAccountRehearsal);
export const startSupportPlanUpdate = consoleAction(StartSupportPlanUpdate);
export const updateIamAccessPreference = consoleAction(UpdateIAMAccessPreference);
export const closeOwnAccount = consoleAction(CloseAccount);
export const changeRootEmail = consoleAction(ChangeRootEmail);
export const setSecurityTokenServicePreferences = consoleAction(SetSecurityTokenServicePreferences);
export const saveSnapshot = consoleAction(SaveSnapshot);
export const restoreSnapshot = consoleAction(RestoreSnapshot);
export const deleteSnapshot = consoleAction(DeleteSnapshot);
