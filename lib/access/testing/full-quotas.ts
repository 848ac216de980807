import { AwsError } from '../../core/errors';
import type { Actor } from '../../core/test-world';
import { keysOf } from '../../core/text/lists';
import { CreateAccessKey } from '../../iam/access-key/operations';
import { AttachGroupPolicy, AttachRolePolicy, AttachUserPolicy } from '../../iam/attachment/operations';
import { AddUserToGroup, CreateGroup, ListGroups } from '../../iam/group/operations';
import { CreatePolicy, ListPolicies } from '../../iam/policy/operations';
import { CreatePolicyVersion } from '../../iam/policy/version-operations';
import { ListRoles } from '../../iam/role/operations';
import { ListUsers } from '../../iam/user/operations';
import { allow, policy } from '../../sts/test-actors';

const LITTLE = policy(allow('s3:GetObject'));

/** For each action with a quota, the action that makes room again. */
export const ROOM = {
  'iam:CreateAccessKey': 'iam:DeleteAccessKey',
  'iam:CreatePolicyVersion': 'iam:DeletePolicyVersion',
  'iam:AddUserToGroup': 'iam:RemoveUserFromGroup',
  'iam:AttachUserPolicy': 'iam:DetachUserPolicy',
  'iam:AttachGroupPolicy': 'iam:DetachGroupPolicy',
  'iam:AttachRolePolicy': 'iam:DetachRolePolicy',
} as const;
export type LimitedAction = keyof typeof ROOM;
export const LIMITED_ACTIONS = keysOf(ROOM);

/** Makes a root user's call until the quota is used up. */
async function untilFull(call: (number: number) => Promise<unknown>): Promise<void> {
  for (let number = 0; number < MOST_FILLED; number += 1) {
    try {
      await call(number);
    } catch (error) {
      if (error instanceof AwsError && error.shape === 'LimitExceededException') return;
      throw error;
    }
  }
  throw new Error('the quota was not reached');
}
const MOST_FILLED = 25;

/** Uses up the quota of an action for every principal, group and policy of an account. */
export async function fillQuota(root: Actor, action: LimitedAction): Promise<void> {
  const users = (await root.run(ListUsers, {})).Users.map(({ UserName }) => UserName);
  const groups = (await root.run(ListGroups, {})).Groups.map(({ GroupName }) => GroupName);
  const roles = (await root.run(ListRoles, {})).Roles.map(({ RoleName }) => RoleName);
  const policies = (await root.run(ListPolicies, { Scope: 'Local' })).Policies.map(({ Arn }) => Arn);
  const fillers = new Map<number, string>();
  const policyNumber = async (number: number): Promise<string> => {
    const known = fillers.get(number);
    if (known !== undefined) return known;
    const { Policy } = await root.run(CreatePolicy, { PolicyName: `filler-${number}`, PolicyDocument: LITTLE });
    fillers.set(number, Policy.Arn);
    return Policy.Arn;
  };
  switch (action) {
    case 'iam:CreateAccessKey':
      for (const UserName of users) await untilFull(() => root.run(CreateAccessKey, { UserName }));
      return;
    case 'iam:CreatePolicyVersion':
      for (const PolicyArn of policies)
        await untilFull(() => root.run(CreatePolicyVersion, { PolicyArn, PolicyDocument: LITTLE }));
      return;
    case 'iam:AddUserToGroup':
      for (const UserName of users) {
        await untilFull(async (number) => {
          const GroupName = `of-${UserName}-${number}`;
          await root.run(CreateGroup, { GroupName });
          await root.run(AddUserToGroup, { GroupName, UserName });
        });
      }
      return;
    case 'iam:AttachUserPolicy':
      for (const UserName of users)
        await untilFull(async (number) => root.run(AttachUserPolicy, { UserName, PolicyArn: await policyNumber(number) }));
      return;
    case 'iam:AttachGroupPolicy':
      for (const GroupName of groups)
        await untilFull(async (number) => root.run(AttachGroupPolicy, { GroupName, PolicyArn: await policyNumber(number) }));
      return;
    case 'iam:AttachRolePolicy':
      for (const RoleName of roles)
        await untilFull(async (number) => root.run(AttachRolePolicy, { RoleName, PolicyArn: await policyNumber(number) }));
  }
}
