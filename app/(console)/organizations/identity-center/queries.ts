import { consoleQuery, fetchRead } from '@/lib/console/query';
import type { ConsoleOperations } from '@/lib/console/registry';
import type { ListInput } from '@/lib/core/list/schema';
import type { InputOf } from '@/lib/core/operation';

export { type AccessQuestion, accessMatrixQuery, identityCenterQuery } from '../queries';

export const mfaSettingsQuery = () => consoleQuery('console', 'GetMfaDeviceManagementForDirectory', {});
export const ssoConfigurationQuery = () => consoleQuery('console', 'GetSsoConfiguration', {});

/** The accounts, permission sets and principals that a list of assignments is narrowed to. */
export type AssignmentsNarrowed = { AccountId?: string; PermissionSetId?: string; PrincipalId?: string };

export const assignmentsQuery = (input: ListInput & AssignmentsNarrowed) =>
  consoleQuery('console', 'ListAssignmentOverviews', input);
/** Reads the assignments that need a review, with the reasons. */
export const assignmentReviewsQuery = (input: ListInput) => consoleQuery('console', 'ListAssignmentReviews', input);
export const permissionSetsQuery = (input: ListInput) => consoleQuery('console', 'ListPermissionSetOverviews', input);
/** Reads a permission set with its policies. @param id the last part of its ARN */
export const permissionSetQuery = (id: string) => consoleQuery('console', 'GetPermissionSetDetails', { PermissionSetId: id });
export type PreviewQuestion = InputOf<ConsoleOperations['console']['PreviewPermissionSet']>;
/** Reads what provisioning a permission set changes in its accounts: the saved definition, or a draft. */
export const permissionSetPreviewQuery = (question: PreviewQuestion) => consoleQuery('console', 'PreviewPermissionSet', question);
export const accountPreviewQuery = (question: InputOf<ConsoleOperations['console']['PreviewPermissionSetInAccount']>) =>
  consoleQuery('console', 'PreviewPermissionSetInAccount', question);
/** Reads what the role of a permission set really allows in its accounts, grouped by equal results. */
export const permissionSetAccessQuery = (id: string) =>
  consoleQuery('console', 'ListPermissionSetAccess', { PermissionSetId: id });
export const permissionSetAccessInQuery = (id: string, AccountId: string) =>
  consoleQuery('console', 'GetPermissionSetAccess', { PermissionSetId: id, AccountId });
export const applicationsQuery = (input: ListInput) => consoleQuery('console', 'ListApplicationOverviews', input);
/** Reads an application for its page. @param id the last part of its ARN */
export const applicationQuery = (id: string) => consoleQuery('console', 'GetApplicationDetails', { ApplicationId: id });
export const applicationAssignmentsQuery = (input: ListInput & { ApplicationId: string }) =>
  consoleQuery('console', 'ListApplicationAssignmentOverviews', input);
export const ssoTagsQuery = (ResourceArn: string) => consoleQuery('sso', 'ListTagsForResource', { ResourceArn });
/** Reads the attributes for access control. It fails with ResourceNotFoundException while they are disabled. */
export const accessControlQuery = (InstanceArn: string) =>
  consoleQuery('sso', 'DescribeInstanceAccessControlAttributeConfiguration', { InstanceArn });
/** Reads the SCIM endpoint and the access tokens without their text. */
export const bearerTokensQuery = (IdentityStoreId: string) => consoleQuery('console', 'ListBearerTokens', { IdentityStoreId });

/** Reads the permission sets of one user or group in an account. */
export const accountAccessQuery = (input: InputOf<ConsoleOperations['console']['GetAccountAccess']>) =>
  consoleQuery('console', 'GetAccountAccess', input);

/** Reads a part of the CSV file with everybody's access. */
export const fetchAccessExport = (input: InputOf<ConsoleOperations['console']['ExportAccountAccess']>) =>
  fetchRead('console', 'ExportAccountAccess', input, AbortSignal.timeout(60_000));
