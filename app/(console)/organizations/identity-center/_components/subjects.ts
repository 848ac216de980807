import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
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
/** A permission set that gets policies, with the ARNs of those it has. */
export type AttachingPolicies = Omit<PermissionSetAt, 'Name'> & { attached: readonly string[] };
/** A group that something is done to. */
export type StoreGroupAt = { IdentityStoreId: string; GroupId: string; DisplayName: string };
