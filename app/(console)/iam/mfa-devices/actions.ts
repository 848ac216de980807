'use server';

import * as mfa from '@/lib/console/recipes/user/mfa-device';
import { consoleAction, consoleRecipe } from '@/lib/console/run-console';
import { DeleteVirtualMFADevice, EnableMFADevice, ResyncMFADevice } from '@/lib/iam/mfa/operations';
import { BeginSecurityKeyRegistration, EnableSecurityKey } from '@/lib/iam/mfa/security-key-operations';

export const enableMfaDevice = consoleAction(EnableMFADevice);
export const resyncMfaDevice = consoleAction(ResyncMFADevice);
export const deleteVirtualMfaDevice = consoleAction(DeleteVirtualMFADevice);
export const beginSecurityKeyRegistration = consoleAction(BeginSecurityKeyRegistration);
export const enableSecurityKey = consoleAction(EnableSecurityKey);
export const createVirtualMfaDevice = consoleRecipe(mfa.createVirtualMfaDevice);
export const removeMfaDevice = consoleRecipe(mfa.removeMfaDevice);
