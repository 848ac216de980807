'use server';

import { PutAccountEnforcement } from '@/lib/account/settings-operations';
import { consoleAction } from '@/lib/console/run-console';
import { DeleteSnapshot, RestoreSnapshot, SaveSnapshot } from '@/lib/snapshot/operations';

export const putAccountEnforcement = consoleAction(PutAccountEnforcement);
export const saveSnapshot = consoleAction(SaveSnapshot);
export const restoreSnapshot = consoleAction(RestoreSnapshot);
export const deleteSnapshot = consoleAction(DeleteSnapshot);
