import { ofOwner, type Tables } from '../core/module/table';
import { identityCenterOperations } from '.';
import { GetIdentityCenter, StartSSO } from './instance/console-operations';

export const operations = { sso: identityCenterOperations };
export const consoleOperations = { GetIdentityCenter, StartSSO };

export const tables: Tables = {
  IdentityCenterInstance: ofOwner,
  PermissionSet: ofOwner,
  ProvisionedPermissionSet: ofOwner,
  AccountAssignment: ofOwner,
  IdentityCenterRequest: ofOwner,
};
