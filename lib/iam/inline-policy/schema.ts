import { z } from 'zod';
import { ExistingUserName, GroupName, Paging, PolicyDocument, PolicyName, RoleName } from '../shapes';

export const PutUserPolicyInput = z.object({ UserName: ExistingUserName, PolicyName, PolicyDocument });
export const PutGroupPolicyInput = z.object({ GroupName, PolicyName, PolicyDocument });
export const PutRolePolicyInput = z.object({ RoleName, PolicyName, PolicyDocument });
/** Of reading and of deleting one. */
export const UserInlinePolicyInput = z.object({ UserName: ExistingUserName, PolicyName });
export const GroupInlinePolicyInput = z.object({ GroupName, PolicyName });
export const RoleInlinePolicyInput = z.object({ RoleName, PolicyName });
export const ListUserPoliciesInput = z.object({ UserName: ExistingUserName, ...Paging });
export const ListGroupPoliciesInput = z.object({ GroupName, ...Paging });
export const ListRolePoliciesInput = z.object({ RoleName, ...Paging });
