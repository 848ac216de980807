import { z } from 'zod';
import { ExistingUserName, GroupName, Paging, PathPrefix, PolicyArn, PolicyPath, RoleName } from '../shapes';

// The model takes a policy path here, which ends with `/`; a plain prefix is taken too, as by the other lists.
const ListPaging = { PathPrefix: z.union([PolicyPath, PathPrefix]).optional(), ...Paging };

export const UserPolicyInput = z.object({ UserName: ExistingUserName, PolicyArn });
export const GroupPolicyInput = z.object({ GroupName, PolicyArn });
export const RolePolicyInput = z.object({ RoleName, PolicyArn });
export const ListAttachedUserPoliciesInput = z.object({ UserName: ExistingUserName, ...ListPaging });
export const ListAttachedGroupPoliciesInput = z.object({ GroupName, ...ListPaging });
export const ListAttachedRolePoliciesInput = z.object({ RoleName, ...ListPaging });
