'use server';

import { consoleAction } from '@/lib/console/run-console';
import {
  CreateInstanceAccessControlAttributeConfiguration,
  DeleteInstanceAccessControlAttributeConfiguration,
  UpdateInstanceAccessControlAttributeConfiguration,
} from '@/lib/identity-center/access-control/operations';
import { CreateBearerToken, CreateProvisioningTenant, DeleteBearerToken } from '@/lib/identity-store/scim/console-operations';

export const enableAccessControl = consoleAction(CreateInstanceAccessControlAttributeConfiguration);
export const updateAccessControl = consoleAction(UpdateInstanceAccessControlAttributeConfiguration);
export const disableAccessControl = consoleAction(DeleteInstanceAccessControlAttributeConfiguration);
export const enableProvisioning = consoleAction(CreateProvisioningTenant);
export const createBearerToken = consoleAction(CreateBearerToken);
export const deleteBearerToken = consoleAction(DeleteBearerToken);
