'use server';

import { consoleAction } from '@/lib/console/run-console';
import {
  DeregisterDelegatedAdministrator,
  RegisterDelegatedAdministrator,
} from '@/lib/organizations/delegated-administrator/operations';
import { DisableAWSServiceAccess, EnableAWSServiceAccess } from '@/lib/organizations/service-access/operations';

export const enableServiceAccess = consoleAction(EnableAWSServiceAccess);
export const disableServiceAccess = consoleAction(DisableAWSServiceAccess);
export const registerAdministrator = consoleAction(RegisterDelegatedAdministrator);
export const deregisterAdministrator = consoleAction(DeregisterDelegatedAdministrator);
