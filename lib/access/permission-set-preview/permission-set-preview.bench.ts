import { createAdministrator } from '../../aws-api/testing/load';
import { defaultPolicyOfType } from '../../core/authorization/aws-organization-policies';
import type { AnyOperation, InputOf } from '../../core/operation';
import { runOperation } from '../../core/run/run';
import { rootCaller, TEST_NOW, testCall } from '../../core/test-world';
import { measureHolds } from '../../core/testing/holds';
import { createBenchDatabase } from '../../db/test-bench-database';
import { transaction } from '../../db/transaction';
import { StartSSO } from '../../identity-center/instance/console-operations';
import { CreatePermissionSet } from '../../identity-center/permission-set/operations';
import { AttachManagedPolicyToPermissionSet } from '../../identity-center/permission-set/policy-operations';
import { createPeople } from '../../identity-center/test-people';
import { CreateOrganization } from '../../organizations/organization/operations';
import { CreatePolicy } from '../../organizations/policy/operations';
import { createCrowdOfAccounts } from '../../organizations/test-crowd';
import { policyText } from '../../organizations/test-organization';
import { GetPermissionSetAccess, ListPermissionSetAccess } from '../permission-set-access/operations';
import { PreviewPermissionSet, PreviewPermissionSetInAccount } from './operations';

type Figure = { name: string; value: number; unit: string; target?: string };

const ACCOUNTS = 1_000;
const UNITS = 50;
const SCP = 'SERVICE_CONTROL_POLICY';
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const POWER_USER = 'arn:aws:iam::aws:policy/PowerUserAccess';
const PEOPLE = { users: 2_000, groups: 100, groupsPerUser: 2, grantsPerGroup: 100, directGrants: 1_000 };

/** Measures the preview and the effective access of a permission set in 1,000 accounts, under 50 different SCPs. */
export async function run(): Promise<Figure[]> {
  const database = await createBenchDatabase();
  try {
    const { accountId } = await createAdministrator(database);
    const run = <O extends AnyOperation>(operation: O, input: InputOf<O>) =>
      runOperation(operation, input, { ...testCall(rootCaller(accountId)), now: TEST_NOW }, database);
    const { Organization } = await run(CreateOrganization, { FeatureSet: 'ALL' });
    await createCrowdOfAccounts(database, Organization.Id, { accounts: ACCOUNTS, units: UNITS });
    const units = await database.reader.organizationalUnit.findMany({ where: { organizationId: Organization.Id } });
    const policyIds: string[] = [];
    for (const [index] of units.entries()) {
      const Resource = `arn:aws:s3:::reserved-${index}/*`;
      const { Policy } = await run(CreatePolicy, {
        Name: `guardrail ${index}`,
        Description: '',
        Type: SCP,
        Content: policyText({ Effect: 'Deny', Action: ['s3:*', index % 2 === 0 ? 'ec2:Run*' : 'sqs:*'], Resource }),
      });
      policyIds.push(Policy.PolicySummary.Id);
    }
    await transaction(database, (tx) =>
      tx.organizationPolicyAttachment.createMany({
        data: units.map(({ id: targetId }, index) => ({
          organizationId: Organization.Id,
          policyId: policyIds[index] ?? '',
          ...{ targetId, type: SCP, createdAt: TEST_NOW },
        })),
      }),
    );
    const { InstanceArn } = await run(StartSSO, {});
    const { PermissionSet } = await run(CreatePermissionSet, { InstanceArn, Name: 'Deploy' });
    const { PermissionSetArn } = PermissionSet;
    const PermissionSetId = PermissionSetArn.slice(PermissionSetArn.lastIndexOf('/') + 1);
    await createPeople(database, InstanceArn, PEOPLE);
    await run(AttachManagedPolicyToPermissionSet, { InstanceArn, PermissionSetArn, ManagedPolicyArn: READ_ONLY });
    await provisionEverywhere(database, PermissionSetId);
    const Draft = { ManagedPolicies: [POWER_USER] };
    // Reads the catalog, which happens once per process.
    await run(PreviewPermissionSetInAccount, { PermissionSetId, Draft, AccountId: '900000000000' });
    const work = {
      'preview, first time': () => run(PreviewPermissionSet, { PermissionSetId, Draft }),
      'preview, a second page': () => run(PreviewPermissionSet, { PermissionSetId, Draft, Page: 2 }),
      'preview of an inline policy that denies': () =>
        run(PreviewPermissionSet, {
          PermissionSetId,
          Draft: { InlinePolicy: policyText({ Effect: 'Deny', Action: 's3:Get*', Resource: '*' }) },
        }),
      'preview without a change': () => run(PreviewPermissionSet, { PermissionSetId }),
      'preview in one account': () => run(PreviewPermissionSetInAccount, { PermissionSetId, Draft, AccountId: '900000000004' }),
      'what it really allows': () => run(ListPermissionSetAccess, { PermissionSetId }),
      'what it really allows in one account': () => run(GetPermissionSetAccess, { PermissionSetId, AccountId: '900000000004' }),
    };
    return await measureHolds(work, { about: `a permission set in ${ACCOUNTS} accounts: `, target: 'under 10000' });
  } finally {
    await database.close();
  }
}

/** Writes the roles of a permission set as rows, because provisioning all accounts would take minutes. */
async function provisionEverywhere(database: Awaited<ReturnType<typeof createBenchDatabase>>, id: string): Promise<void> {
  const set = await database.reader.permissionSet.findUniqueOrThrow({ where: { id } });
  const accounts = await database.reader.account.findMany({ where: { organizationId: set.ownerId }, select: { id: true } });
  const { id: fullAccess } = defaultPolicyOfType(SCP) ?? { id: '' };
  if (fullAccess === '') throw new Error('There is no default SCP.');
  const roles = accounts.map((account) => ({ accountId: account.id, roleId: `AROASSO${account.id}` }));
  const name = 'AWSReservedSSO_Deploy_0123456789abcdef';
  const trust = policyText({ Effect: 'Allow', Principal: { Service: 'sso.amazonaws.com' }, Action: 'sts:AssumeRole' });
  const path = '/aws-reserved/sso.amazonaws.com/';
  await transaction(database, async (tx) => {
    await tx.role.createMany({
      data: roles.map(({ accountId, roleId }) => ({
        id: roleId,
        ...{ accountId, name, nameKey: name.toLowerCase(), path, assumeRolePolicyDocument: trust },
        ...{ maxSessionDuration: 43_200, createdAt: TEST_NOW },
      })),
    });
    await tx.policyAttachment.createMany({
      data: roles.map(({ accountId, roleId }) => ({
        ...{ entityId: roleId, policyArn: READ_ONLY, entityType: 'Role', accountId, createdAt: TEST_NOW },
      })),
    });
    await tx.provisionedPermissionSet.createMany({
      data: roles.map(({ accountId, roleId }) => ({
        ...{ id: `prov-${accountId}`, instanceId: set.instanceId, ownerId: set.ownerId, permissionSetId: id, accountId, roleId },
        ...{ version: set.version, definition: '{}', provisionedAt: TEST_NOW },
      })),
    });
  });
}
