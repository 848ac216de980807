'use server';

import { consoleAction } from '@/lib/console/run-console';
import {
  CreateServiceSpecificCredential,
  DeleteServiceSpecificCredential,
  ResetServiceSpecificCredential,
  UpdateServiceSpecificCredential,
} from '@/lib/iam/service-specific-credential/operations';

export const createServiceSpecificCredential = consoleAction(CreateServiceSpecificCredential);
export const resetServiceSpecificCredential = consoleAction(ResetServiceSpecificCredential);
export const updateServiceSpecificCredential = consoleAction(UpdateServiceSpecificCredential);
export const deleteServiceSpecificCredential = consoleAction(DeleteServiceSpecificCredential);
