import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PutAccountEnforcement } from '../../account/settings-operations';
import { rootUserArn } from '../../core/arns';
import { TEST_NOW } from '../../core/test-world';
import { CreateRole } from '../../iam/role/operations';
import { CreateUser } from '../../iam/user/operations';
import { CloseAccount } from '../../organizations/account/operations';
import { PutResourcePolicy } from '../../organizations/resource-policy/operations';
import { EnableAWSServiceAccess } from '../../organizations/service-access/operations';
import { createOrganizationWorld, type OrganizationWorld, policyText } from '../../organizations/test-organization';
import { trust } from '../testing/test-facts';
import { historyOf } from './history';
import { readOrganizationFacts, type UseOfServices } from './organization-facts';
import { findAccountsToExamine, readFacts } from './read-facts';

let world: OrganizationWorld;
beforeAll(async () => {
  world = await createOrganizationWorld();
});
afterAll(() => world.close());

async function read() {
  const { reader } = world.database;
  const organization = await reader.organization.findUniqueOrThrow({ where: { id: world.organizationId } });
  const accounts = await reader.account.findMany({ where: { organizationId: world.organizationId }, orderBy: { id: 'asc' } });
  const history = await historyOf(reader, TEST_NOW);
  const use: UseOfServices = {
    since: history.knownSince(),
    anywhere: history.servicesOf(accounts.map(({ id }) => id)),
    inManagement: history.servicesOf([world.management.accountId]),
  };
  return readOrganizationFacts(reader, organization, accounts, use, TEST_NOW);
}

describe('the facts of an organization', () => {
  it('include references to closing accounts, use of the management account, and quota counts', async () => {
    const { management } = world;
    const [closing, other] = [await world.member('closing'), await world.member('other')];
    await closing.run(CreateUser, { UserName: 'ana' });
    const ana = `arn:aws:iam::${closing.accountId}:user/ana`;
    await other.run(CreateRole, { RoleName: 'shared', AssumeRolePolicyDocument: trust({ AWS: ana }) });
    await other.run(CreateRole, {
      RoleName: 'own',
      AssumeRolePolicyDocument: trust({ AWS: rootUserArn('aws', other.accountId) }),
    });
    const service = trust({ Service: 'lambda.amazonaws.com' });
    await management.run(CreateRole, { RoleName: 'Runner', AssumeRolePolicyDocument: service });
    const Content = policyText({
      Effect: 'Allow',
      Principal: { AWS: closing.accountId },
      Action: 'organizations:ListAccounts',
      Resource: '*',
    });
    await management.run(PutResourcePolicy, { Content });
    await management.run(EnableAWSServiceAccess, { ServicePrincipal: 'account.amazonaws.com' });
    await management.run(CloseAccount, { AccountId: closing.accountId });

    const facts = await read();
    const of = (accountId: string) => facts.accounts.find(({ id }) => id === accountId);
    expect(of(closing.accountId)?.namedBy.toSorted()).toEqual(['the delegation policy', `the role shared of ${other.accountId}`]);
    expect(of(other.accountId)?.namedBy).toEqual([]);
    expect(of(other.accountId)?.counts.get('RolesPerAccount')).toBeGreaterThanOrEqual(2);
    expect(of(closing.accountId)?.counts.get('UsersPerAccount')).toBe(1);
    expect(facts.managementUse.serviceRoles).toEqual(['Runner']);
    expect([...facts.managementUse.services.keys()].sort()).toEqual(['iam', 'organizations']);
    expect(facts.services).toMatchObject([{ principal: 'account.amazonaws.com', needed: false, lastUsedAt: null }]);
    expect(facts.since).toBeNull();
  });

  it('include the delegation policy and the principal that weakened enforcement', async () => {
    const { management } = world;
    await management.run(PutAccountEnforcement, { Enforcement: 'audit' });
    const { reader } = world.database;
    const history = await historyOf(reader, TEST_NOW);
    const accounts = await findAccountsToExamine(reader, [management.accountId]);
    const [facts] = await readFacts(reader, accounts, (id) => history.activityOf(id), TEST_NOW);
    expect(facts?.delegation).toMatchObject({
      id: expect.stringMatching(/^rp-/),
      document: expect.stringContaining('ListAccounts'),
    });
    expect(facts?.judgements.delegation?.accounts).toHaveLength(1);
    expect(facts?.enforcementSet).toMatchObject({ by: rootUserArn('aws', management.accountId), time: TEST_NOW });
    expect(facts?.activity.usedServices.get(management.accountId)?.has('organizations')).toBe(true);
  });
});
