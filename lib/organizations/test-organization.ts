import { type Actor, createTestWorld, rootCaller, type TestWorld, userCaller } from '../core/test-world';
import { PutUserPolicy } from '../iam/inline-policy/operations';
import { CreateUser } from '../iam/user/operations';
import { CreateAccount, DescribeCreateAccountStatus } from './account/operations';
import { CreateOrganization, ListRoots } from './organization/operations';
import { CreateOrganizationalUnit } from './unit/operations';

/** A world with one organization, with helpers for tests. */
export type OrganizationWorld = TestWorld & {
  /** The root user of the management account. */
  management: Actor;
  organizationId: string;
  rootId: string;
  /**
   * Creates an account in the organization.
   * @returns its root user
   */
  member(name: string): Promise<Actor>;
  /**
   * Creates an OU.
   * @returns its id
   */
  unit(name: string, parentId?: string): Promise<string>;
};

export async function createOrganizationWorld(featureSet: 'ALL' | 'CONSOLIDATED_BILLING' = 'ALL'): Promise<OrganizationWorld> {
  const world = await createTestWorld();
  const management = await world.account('management');
  return { ...world, ...(await organizationOf(world, management, featureSet)) };
}

/** Makes an account the management account of a new organization. */
export async function organizationOf(world: TestWorld, management: Actor, featureSet: 'ALL' | 'CONSOLIDATED_BILLING' = 'ALL') {
  const { Organization } = await management.run(CreateOrganization, { FeatureSet: featureSet });
  const { Roots } = await management.run(ListRoots, {});
  const rootId = Roots[0]?.Id ?? '';
  return {
    management,
    organizationId: Organization.Id,
    rootId,
    member: async (name: string) => world.as(rootCaller(await memberOf(management, name))),
    unit: async (name: string, parentId = rootId) => {
      const { OrganizationalUnit } = await management.run(CreateOrganizationalUnit, { ParentId: parentId, Name: name });
      return OrganizationalUnit.Id;
    },
  };
}

/**
 * Creates an account in the organization.
 * @returns its id
 */
export async function memberOf(management: Actor, name: string): Promise<string> {
  const given = { Email: `${name}-${management.accountId}@example.com`, AccountName: name };
  const { CreateAccountStatus } = await management.run(CreateAccount, given);
  const asked = { CreateAccountRequestId: CreateAccountStatus.Id };
  const { CreateAccountStatus: done } = await management.run(DescribeCreateAccountStatus, asked);
  return done.AccountId ?? '';
}

/** Creates a user with the statements as an inline policy. Without statements it has no permissions. */
export async function userWith(world: TestWorld, root: Actor, name: string, statements: readonly object[] = []): Promise<Actor> {
  const { User } = await root.run(CreateUser, { UserName: name });
  if (statements.length > 0) {
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: statements });
    await root.run(PutUserPolicy, { UserName: name, PolicyName: 'inline', PolicyDocument });
  }
  return world.as(userCaller(User));
}

/** Returns the JSON of a policy with one statement. */
export function policyText(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}
