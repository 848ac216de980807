import type { QuotaName } from '../core/quotas';
import type { Actor, TestWorld } from '../core/test-world';
import { type Contract, type ErrorRow, taking } from '../core/testing/contract';
import { CreateGroup } from '../identity-store/group/operations';
import { CreateGroupMembership } from '../identity-store/membership/operations';
import { person } from '../identity-store/test-store';
import { CreateUser } from '../identity-store/user/operations';
import { CreateOrganization } from '../organizations/organization/operations';
import { memberOf, organizationOf } from '../organizations/test-organization';
import { StartSSO } from './instance/console-operations';
import { ListInstances } from './instance/operations';

/** An ARN that no instance has. */
export const NO_INSTANCE = 'arn:aws:sso:::instance/ssoins-0000000000002222';

/** The ids of an instance. */
export type MadeInstance = { InstanceArn: string; IdentityStoreId: string };

/** Returns the instance of an account's organization. Creates what does not exist yet. */
export async function enableIdentityCenter(management: Actor): Promise<MadeInstance> {
  const { Instances } = await management.run(ListInstances, {});
  const [found] = Instances;
  if (found) return found;
  await management.run(CreateOrganization, {}).catch((error: { shape: string }) => {
    if (error.shape !== 'AlreadyInOrganizationException') throw error;
  });
  return management.run(StartSSO, {});
}

/** Creates an organization with an instance and a member account. */
export async function instanceWorld(world: TestWorld, management: Actor) {
  const organization = await organizationOf(world, management);
  const instance = await enableIdentityCenter(management);
  return { ...organization, ...instance, memberId: await memberOf(management, 'member') };
}

/** The failures of operations about an instance that does not exist, or that the caller's account may not know. */
export const deniedRows = (operations: readonly string[]): readonly ErrorRow[] => [
  [
    operations,
    { InstanceArn: NO_INSTANCE },
    /^User: .+ is not authorized to perform: sso:\w+ on resource: arn:aws:sso:::instance\//,
  ],
];

/** The failures of an ARN that can name no instance, and of tokens of other lists. */
export const invalidRows = (operations: Contract['operations']): readonly ErrorRow[] =>
  rowsOfInvalid(operations).filter(([of]) => of.length > 0);

const rowsOfInvalid = (operations: Contract['operations']): readonly ErrorRow[] => [
  [
    taking(operations, 'InstanceArn'),
    { InstanceArn: 'arn:aws:sso:us-east-1::instance/x' },
    /Member must satisfy regular expression pattern/,
  ],
  [taking(operations, 'NextToken'), { NextToken: 'none' }, 'The pagination token is invalid.'],
];

/** Returns the message of a reached quota. */
export const full = (quota: QuotaName) => new RegExp(`^The limit is reached\\. The quota ${quota} is [\\d,]+\\.`);

/** An ARN that no permission set has. */
export const NO_PERMISSION_SET = 'arn:aws:sso:::permissionSet/ssoins-0000000000002222/ps-0000000000002222';
/** An id that no user or group has, and one that no request has. */
export const NO_PRINCIPAL = '00000000-0000-4000-8000-00000000abcd';
export const NO_REQUEST = '00000000-0000-4000-8000-00000000dcba';

/** Creates a group in an identity store. @returns its id */
export async function makeStoreGroup(management: Actor, IdentityStoreId: string, DisplayName: string): Promise<string> {
  const { GroupId } = await management.run(CreateGroup, { IdentityStoreId, DisplayName });
  return GroupId;
}

/** Creates a user in an identity store, in some groups. @returns its id */
export async function makeStoreUser(
  management: Actor,
  IdentityStoreId: string,
  name: string,
  groupIds: readonly string[] = [],
): Promise<string> {
  const { UserId } = await management.run(CreateUser, { IdentityStoreId, ...person(name) });
  for (const GroupId of groupIds) await management.run(CreateGroupMembership, { IdentityStoreId, GroupId, MemberId: { UserId } });
  return UserId;
}
