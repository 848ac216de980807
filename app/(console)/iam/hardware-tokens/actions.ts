'use server';

import { consoleAction } from '@/lib/console/run-console';
import { DeleteHardwareToken, ImportHardwareToken } from '@/lib/iam/mfa/hardware-token-operations';

export const importHardwareToken = consoleAction(ImportHardwareToken);
export const deleteHardwareToken = consoleAction(DeleteHardwareToken);
