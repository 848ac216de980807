import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import type { AccessControlAttribute } from '@/lib/identity-center/access-control/rows';
import type { AssignmentOverview } from '@/lib/identity-center/assignment/overview';
import type { GetPermissionSetDetails } from '@/lib/identity-center/permission-set/details';
import type { SearchUsers } from '@/lib/identity-store/console/list-operations';

export type ShownAssignment = Json<AssignmentOverview>;
export type PermissionSetData = Json<OutputOf<typeof GetPermissionSetDetails>>;
export type StoreUser = Json<OutputOf<typeof SearchUsers>>['Rows'][number];

/** The assignments to remove. */
export type RemovedAssignments = { InstanceArn: string; assignments: readonly ShownAssignment[] };
/** A permission set that something is done to. */
export type PermissionSetAt = { InstanceArn: string; PermissionSetArn: string; Name: string };
/** A permission set whose settings are edited. */
export type EditedPermissionSet = PermissionSetAt & { Description?: string; SessionDuration?: string; RelayState?: string };
/** A permission set whose policies change, with its definition. */
export type EditedPolicies = Omit<PermissionSetAt, 'Name'> & { id: string; data: PermissionSetData };
/** A group that something is done to. */
export type StoreGroupAt = { IdentityStoreId: string; GroupId: string; DisplayName: string };
/** An application that users and groups of a store are assigned to. */
export type AssignedApplication = { IdentityStoreId: string; ApplicationArn: string; Name: string };
/** The attributes of an instance, or null while they are disabled. */
export type EditedAttributes = { InstanceArn: string; attributes: readonly AccessControlAttribute[] | null };

/** The service principal by which Organizations knows IAM Identity Center. */
export const ServicePrincipal = 'sso.amazonaws.com';
