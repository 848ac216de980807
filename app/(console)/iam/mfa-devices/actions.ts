'use server';

import * as mfa from '@/lib/console/recipes/mfa-device';
import { consoleAction, consoleRecipe } from '@/lib/console/run-console';
import { DeleteVirtualMFADevice, EnableMFADevice, ResyncMFADevice } from '@/lib/iam/mfa/operations';

export const enableMfaDevice = consoleAction(EnableMFADevice);
export const resyncMfaDevice = consoleAction(ResyncMFADevice);
export const deleteVirtualMfaDevice = consoleAction(DeleteVirtualMFADevice);
export const createVirtualMfaDevice = consoleRecipe(mfa.createVirtualMfaDevice);
export const removeMfaDevice = consoleRecipe(mfa.removeMfaDevice);
