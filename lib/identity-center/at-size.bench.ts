import { createAccount } from '../account/create-account';
import { startAwsApi } from '../aws-api/server/start-aws-api';
import type { AnyOperation, InputOf } from '../core/operation';
import { runOperation } from '../core/run/run';
import { rootCaller, testCall } from '../core/test-world';
import { measureWork } from '../core/testing/measure-work';
import type { Database } from '../db/client';
import { createBenchDatabase, createPostgresBenchDatabase } from '../db/test-bench-database';
import { transaction } from '../db/transaction';
import { CreateGroup } from '../identity-store/group/operations';
import { CreateBearerToken, CreateProvisioningTenant } from '../identity-store/scim/console-operations';
import { CreateOrganization } from '../organizations/organization/operations';
import { createCrowdOfAccounts } from '../organizations/test-crowd';
import { CreateAccountAssignment } from './assignment/operations';
import { StartSSO } from './instance/console-operations';
import { CreatePermissionSet } from './permission-set/operations';
import { AttachManagedPolicyToPermissionSet, PutInlinePolicyToPermissionSet } from './permission-set/policy-operations';
import { continueProvisioning } from './provisioning/background';
import { DescribePermissionSetProvisioningStatus, ProvisionPermissionSet } from './provisioning/operations';

const SIZES = [100, 1_000];
const PEOPLE = 5_000;
/** The connections of an identity provider. */
const CONNECTIONS = 4;

type Figure = { name: string; value: number; unit: string; target?: string };

/**
 * Measures a permission set that is assigned, changed and provisioned in 100 and 1,000 accounts, and 5,000 people from an identity provider,
 * on both databases. PostgreSQL is durable. Processor time covers all threads of this process, whatever else runs on the machine.
 */
export async function run(): Promise<Figure[]> {
  const databases = { SQLite: createBenchDatabase, PostgreSQL: createPostgresBenchDatabase };
  const figures: Figure[] = [];
  for (const [name, create] of Object.entries(databases)) {
    const database = await create();
    try {
      for (const { name: of, ...figure } of await measure(database)) figures.push({ name: `${name}: ${of}`, ...figure });
    } finally {
      await database.close();
    }
  }
  return figures;
}

async function measure(database: Database): Promise<Figure[]> {
  const now = new Date();
  const { id: accountId } = await transaction(database, (tx) =>
    createAccount(tx, { name: 'bench', email: 'bench@example.com', now }),
  );
  const run = <O extends AnyOperation>(operation: O, input: InputOf<O>) =>
    runOperation(operation, input, { ...testCall(rootCaller(accountId)), now }, database);
  const { Organization } = await run(CreateOrganization, { FeatureSet: 'ALL' });
  await createCrowdOfAccounts(database, Organization.Id, { accounts: Math.max(...SIZES), units: 100 });
  const { InstanceArn, IdentityStoreId } = await run(StartSSO, {});
  const { GroupId } = await run(CreateGroup, { IdentityStoreId, DisplayName: 'everyone' });
  const figures: Figure[] = [];
  for (const accounts of SIZES) {
    const { PermissionSet } = await run(CreatePermissionSet, { InstanceArn, Name: `set-${accounts}` });
    const set = { InstanceArn, PermissionSetArn: PermissionSet?.PermissionSetArn ?? '' };
    const ids = Array.from({ length: accounts }, (_, index) => String(900_000_000_000 + index));
    const assigned = { ...set, TargetType: 'AWS_ACCOUNT', PrincipalType: 'GROUP', PrincipalId: GroupId } as const;
    const assign = async () => {
      for (const TargetId of ids) await run(CreateAccountAssignment, { ...assigned, TargetId });
    };
    figures.push(...(await measured(`assign in ${accounts} accounts`, assign)));
    await run(AttachManagedPolicyToPermissionSet, { ...set, ManagedPolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' });
    await run(PutInlinePolicyToPermissionSet, { ...set, InlinePolicy: inlinePolicy() });
    let id = '';
    const provision = async () => {
      const answer = await run(ProvisionPermissionSet, { ...set, TargetType: 'ALL_PROVISIONED_ACCOUNTS' });
      id = answer.PermissionSetProvisioningStatus.RequestId ?? '';
    };
    figures.push(...(await measured(`call that provisions ${accounts} accounts`, provision, 'under 1')));
    const goOn = () => continueProvisioning(database, now);
    figures.push(...(await measured(`provision ${accounts} accounts in the background`, goOn, 'under 10')));
    const { PermissionSetProvisioningStatus: status } = await run(DescribePermissionSetProvisioningStatus, {
      InstanceArn,
      ProvisionPermissionSetRequestId: id,
    });
    if (status.Status !== 'SUCCEEDED') throw new Error(`${status.Status}: ${status.FailureReason}`);
  }
  const { TenantId } = await run(CreateProvisioningTenant, { IdentityStoreId });
  const { BearerToken } = await run(CreateBearerToken, { IdentityStoreId });
  figures.push(...(await people(database, TenantId, BearerToken)));
  const stored = await database.reader.identityStoreUser.count({ where: { storeId: IdentityStoreId } });
  if (stored !== PEOPLE) throw new Error(`${stored} people were created`);
  return figures;
}

async function people(database: Database, tenantId: string, token: string): Promise<Figure[]> {
  const api = await startAwsApi({ database, host: '127.0.0.1', port: 0, consoleUrl: 'http://localhost:3000' });
  const url = `http://127.0.0.1:${api.port}/${tenantId}/scim/v2/Users`;
  let next = 0;
  const connection = async () => {
    while (next < PEOPLE) {
      const body = JSON.stringify(person(next++));
      const response = await fetch(url, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body });
      const text = await response.text();
      if (response.status !== 201) throw new Error(`${response.status}: ${text}`);
    }
  };
  try {
    const create = () => Promise.all(Array.from({ length: CONNECTIONS }, connection));
    return await measured(`create ${PEOPLE} people by SCIM`, create);
  } finally {
    await api.close();
  }
}

async function measured(name: string, work: () => Promise<unknown>, target?: string): Promise<Figure[]> {
  const { wall, processor, longestMs } = await measureWork(work);
  return [
    { name, value: wall, unit: 's', target },
    { name: '  its processor time', value: processor, unit: 's' },
    { name: '  longest hold of the process', value: longestMs, unit: 'ms', target: 'under 50' },
  ];
}

function person(index: number) {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    externalId: `idp-${index}`,
    userName: `person-${index}`,
    name: { givenName: `Person ${index}`, familyName: 'Bench' },
    displayName: `Person ${index}`,
    emails: [{ value: `person-${index}@example.com`, type: 'work', primary: true }],
    active: true,
  };
}

function inlinePolicy(): string {
  const statement = { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::bench/*' };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}
