import { accessAnalyzerContracts } from '../access-analyzer/test-contracts';
import { PutAlternateContact, PutContactInformation } from '../account/contact-operations';
import { PutHomeFile } from '../cloudshell/home/console-operations';
import { type Actor, TEST_NOW, type TestWorld } from '../core/test-world';
import { transaction } from '../db/transaction';
import { CreateAccessKey } from '../iam/access-key/operations';
import { newSeed } from '../iam/mfa/totp';
import { EnableOrganizationsRootSessions } from '../iam/root-access/operations';
import { iamContracts } from '../iam/test-contracts';
import { StartSSO } from '../identity-center/instance/console-operations';
import { identityCenterContracts } from '../identity-center/test-contracts';
import { insertStoreMfaDevice } from '../identity-store/mfa/rows';
import { CreateBearerToken, CreateProvisioningTenant } from '../identity-store/scim/console-operations';
import { identityStoreContracts } from '../identity-store/test-contracts';
import { EnableAWSServiceAccess } from '../organizations/service-access/operations';
import { organizationsContracts } from '../organizations/test-contracts';
import { CreateBucket } from '../resources/s3/bucket-operations';
import { resourceContracts } from '../resources/test-contracts';
import { ownerOf } from '../responsibility/model/controls';
import { questionsOf } from '../responsibility/model/exercise';
import { PutExerciseResult } from '../responsibility/operations';
import { GetWebIdentityToken } from '../sts/identity-token/operations';
import { StartReportCreation } from '../tag-compliance/report/operations';
import { tagPolicyFor } from '../tag-compliance/test-tag-policy';
import { IssueIdentityToken } from '../token-issuer/operations';
import { PutPrediction } from '../tutor/operations';
import { type Extent, heldTables, type Row, rowsOf, type TableName, whereIn } from './tables';

/** Creates one of everything that an account can have. */
export async function fillAccount(root: Actor, name: string): Promise<{ AccessKeyId: string; SecretAccessKey: string }> {
  for (const [noun, { make }] of [...iamContracts, ...resourceContracts, ...accessAnalyzerContracts])
    await make(root, { name: `${name}-${noun}`, secret: name });
  await root.run(IssueIdentityToken, { Subject: name, Audience: name });
  await root.run(GetWebIdentityToken, { Audience: [name], SigningAlgorithm: 'ES384' });
  const PhoneNumber = '+1 555 0100';
  const place = { AddressLine1: '1 Main Street', City: 'Springfield', PostalCode: '00000', CountryCode: 'US' };
  await root.run(PutContactInformation, { ContactInformation: { FullName: name, PhoneNumber, ...place } });
  const contact = { Name: name, Title: 'On call', EmailAddress: 'on-call@example.com', PhoneNumber };
  await root.run(PutAlternateContact, { AlternateContactType: 'SECURITY', ...contact });
  const answers = questionsOf(1, 'A').map(({ number, kind }) => ownerOf(number, kind).answer);
  await root.run(PutExerciseResult, { Level: 1, Seed: 'A', Answers: answers.join('') });
  await root.run(PutPrediction, { QuestionId: 'two-statements', Answer: 'ExplicitDeny' });
  await root.run(PutHomeFile, { Path: '.aws/config', Bytes: Buffer.from(name).toString('base64') });
  const { AccessKey } = await root.run(CreateAccessKey, { UserName: `${name}-user` });
  return { AccessKeyId: AccessKey.AccessKeyId, SecretAccessKey: AccessKey.SecretAccessKey };
}

/** Creates one of everything that an organization can have. */
export async function fillOrganization(management: Actor): Promise<void> {
  for (const [noun, { make }] of organizationsContracts) await make(management, { name: `filled-${noun}`, secret: noun });
  await management.run(EnableAWSServiceAccess, { ServicePrincipal: 'iam.amazonaws.com' });
  await management.run(EnableOrganizationsRootSessions, {});
  const { IdentityStoreId } = await management.run(StartSSO, {});
  await management.run(CreateProvisioningTenant, { IdentityStoreId });
  await management.run(CreateBearerToken, { IdentityStoreId });
  for (const [noun, { make }] of identityStoreContracts) await make(management, { name: `filled-${noun}`, secret: noun });
  for (const [noun, { make }] of identityCenterContracts) await make(management, { name: `filled-${noun}`, secret: noun });
  await tagPolicyFor(management);
  await management.run(CreateBucket, { Bucket: 'tag-reports' });
  await management.run(StartReportCreation, { S3Bucket: 'tag-reports' });
}

/** Registers an MFA device for a person of an organization's identity store, as only the person can. */
export async function fillMfaDevice({ database }: TestWorld, { accountId }: Actor): Promise<void> {
  const person = await database.reader.identityStoreUser.findFirstOrThrow({ where: { store: { accountId } } });
  const device = { kind: 'virtual', seed: newSeed(), drift: 0, lastStep: 0 } as const;
  await transaction(database, (tx) => insertStoreMfaDevice(tx, person, device, TEST_NOW));
}

/** Writes a row into each table of usage, bills and findings. */
export async function fillBilling({ database }: TestWorld, { accountId }: Actor): Promise<void> {
  const [payerId, month, createdAt, createdBy] = [accountId, '2026-02', TEST_NOW, accountId];
  const [at, firstMonth, lastMonth] = [TEST_NOW, month, month];
  const id = `${accountId}/${month}`;
  await transaction(database, async (tx) => {
    await tx.priceListVersion.create({
      data: { payerId, number: 1, name: 'list', effective: month, document: '{}', createdAt, createdBy },
    });
    await tx.billingPreferences.create({ data: { payerId, at, document: '{}', createdBy } });
    await tx.usageBatch.create({
      data: {
        id,
        accountId,
        source: 'manual',
        name: '',
        state: 'COMPLETE',
        rows: 0,
        firstMonth,
        lastMonth,
        createdAt,
        createdBy,
      },
    });
    await tx.usageImportPart.create({ data: { id, batchId: id, number: 0, data: '' } });
    await tx.usageBlock.create({ data: { id, accountId, batchId: id, month, pending: false, rows: 0, data: '{}' } });
    await tx.billingBenefit.create({ data: { id, accountId, kind: 'credit', document: '{}', createdAt, createdBy } });
    await tx.costCategory.create({ data: { id, accountId, name: 'Team', document: '[]', createdAt } });
    await tx.costAllocationTag.create({ data: { accountId, key: 'team', active: true, updatedAt: at } });
    await tx.bill.create({
      data: { id, payerId, month, issuedAt: at, hash: '0', total: '0', priceList: 'list', document: '{}' },
    });
    await tx.costReport.create({ data: { id, accountId, name: month, view: '{}', createdAt, createdBy, updatedAt: at } });
    await tx.accessTestFile.create({
      data: { id, accountId, name: month, source: '', createdAt, updatedAt: at, updatedBy: createdBy },
    });
    await tx.budget.create({ data: { id, accountId, name: month, definition: '{}', notifications: '[]', updatedAt: at } });
    await tx.budgetAction.create({
      data: { id, accountId, budgetId: id, document: '{}', status: 'STANDBY', applied: '[]', history: '[]' },
    });
    // The scene's RCPs exclude all external principals, so its analyzers find nothing.
    await tx.analyzerFinding.create({
      data: { id, analyzerId: id, accountId, found: '{}', status: 'ACTIVE', createdAt, updatedAt: at },
    });
    await tx.billSection.create({ data: { id, payerId, month, accountId, number: 0, data: '{}' } });
  });
}

/** Returns every row of an extent in a fixed order, without revisions and database ids. */
export async function rowsHeld({ database }: TestWorld, extent: Extent = 'everything'): Promise<Record<TableName, string[]>> {
  const held = {} as Record<TableName, string[]>;
  for (const name of heldTables()) {
    const rows = await rowsOf(database.reader, name).findMany({ where: whereIn(name, extent) });
    held[name] = rows.map((row) => comparable(name, row)).sort();
  }
  return held;
}

function comparable(name: TableName, row: Row): string {
  const { revision: _, ...rest } = row;
  if (name === 'PasswordHistory') delete rest.id;
  return JSON.stringify(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));
}
