'use server';

import { consoleAction } from '@/lib/console/run-console';
import { StartSSO } from '@/lib/identity-center/instance/console-operations';
import { DeleteInstance, UpdateInstance } from '@/lib/identity-center/instance/operations';

export const enableIdentityCenter = consoleAction(StartSSO);
export const renameInstance = consoleAction(UpdateInstance);
export const deleteInstance = consoleAction(DeleteInstance);
