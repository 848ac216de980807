'use server';

import {
  CheckAccessNotGranted,
  CheckNoNewAccess,
  CheckNoPublicAccess,
  ValidatePolicy,
} from '@/lib/access-analyzer/policy-check/operations';
import { consoleAction } from '@/lib/console/run-console';

export const checkNoNewAccess = consoleAction(CheckNoNewAccess);
export const checkAccessNotGranted = consoleAction(CheckAccessNotGranted);
export const checkNoPublicAccess = consoleAction(CheckNoPublicAccess);
export const validatePolicy = consoleAction(ValidatePolicy);
