import { ofOwner, type Tables } from '../core/module/table';
import { identityCenterOperations } from '.';
import { ExportAccountAccess } from './access/export-operations';
import { GetAccountAccess, GetAccountAccessMatrix } from './access/operations';
import {
  CreateApplicationInstance,
  GetApplicationDetails,
  ListApplicationAssignmentOverviews,
  ListApplicationOverviews,
} from './application/console-operations';
import { ListAssignmentOverviews } from './assignment/overview';
import { ListAssignmentReviews } from './assignment/review-operations';
import { GetIdentityCenter, StartSSO } from './instance/console-operations';
import { GetPermissionSetDetails } from './permission-set/details';
import { ListPermissionSetOverviews } from './permission-set/overview';
import * as signInSettings from './sign-in-settings/console-operations';

export const operations = { sso: identityCenterOperations };
export const consoleOperations = {
  CreateApplicationInstance,
  GetApplicationDetails,
  ListApplicationAssignmentOverviews,
  ListApplicationOverviews,
  GetAccountAccess,
  ExportAccountAccess,
  GetAccountAccessMatrix,
  GetIdentityCenter,
  GetPermissionSetDetails,
  ListAssignmentOverviews,
  ListAssignmentReviews,
  ListPermissionSetOverviews,
  StartSSO,
  ...signInSettings,
};

export const tables: Tables = {
  IdentityCenterInstance: ofOwner,
  PermissionSet: ofOwner,
  ProvisionedPermissionSet: { ...ofOwner, about: 'accountId' },
  AccountAssignment: { ...ofOwner, about: 'accountId' },
  IdentityCenterRequest: ofOwner,
  IdentityCenterApplication: { ...ofOwner, about: 'accountId' },
  ApplicationAssignment: { ...ofOwner, about: 'accountId' },
};
