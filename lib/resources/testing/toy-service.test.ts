import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SuggestAccessTests } from '../../access/access-tests/file-operations';
import { policyCallsOf } from '../../access/changes/bearing-names';
import { GetAccessGraph } from '../../access/graph/operations';
import { SuggestResources } from '../../access/try-it/operations';
import { apiCoverage } from '../../aws-api/coverage/operations';
import { callsOfAction } from '../../aws-api/coverage/played-calls';
import { loadModels } from '../../aws-api/protocol/sdk-schemas';
import { createTestApi, type Keys, type TestApi } from '../../aws-api/testing/api';
import { signRequest, toHttpText } from '../../aws-api/testing/signer';
import { sendRaw } from '../../aws-api/testing/socket';
import { loadRegistries } from '../../console/operations';
import { installModules, loadInstalled } from '../../core/module/module';
import type { Actor } from '../../core/test-world';
import type { Contract } from '../../core/testing/contract';
import { describeIsolation } from '../../core/testing/isolation';
import { LookupEvents } from '../../events/lookup/operations';
import { MODULES } from '../../modules';
import { AttachPolicy } from '../../organizations/attachment/operations';
import { CreateOrganization } from '../../organizations/organization/operations';
import { CreatePolicy } from '../../organizations/policy/operations';
import { enablePolicyType } from '../../organizations/test-tables';
import { ListPostureFindings } from '../../posture/operations';
import { arnOfMade, makingOperations, policyOperation } from '../../scenario/run/resources';
import { MADE } from '../../scenario/run/world';
import { SearchResources } from '../../search/operations';
import { RestoreSnapshot, SaveSnapshot } from '../../snapshot/operations';
import { CountResources } from '../count-operations';
import { createLabel, shortLabel } from '../kind-arns';
import { toy } from './toy-module';
import * as operations from './toy-operations';
import { VAULT } from './toy-resource';

// Law: a service is only its folder and an entry in the list of modules.

const before = installModules([...MODULES, toy]);
await loadInstalled();
await loadModels();
afterAll(async () => {
  installModules(before);
  await loadInstalled();
  await loadModels();
});

let api: TestApi;
let keys: Awaited<ReturnType<TestApi['rootKeys']>>;
let root: Actor;
beforeAll(async () => {
  api = await createTestApi();
  keys = await api.rootKeys();
  root = keys.actor;
});
afterAll(() => api.close());

async function send(name: string, input: object, by: Keys = keys): Promise<{ status: number; body: Record<string, unknown> }> {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `ToyBackup.${name}` };
  const request = await signRequest(by, { headers, body: JSON.stringify(input) }, { service: 'backup' });
  const { status, body } = await sendRaw(api.port, toHttpText(request));
  return { status, body: body === '' ? {} : JSON.parse(body) };
}

const open = (arn: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: 'backup:DeleteBackupVault', Resource: arn }],
  });
let vaultArn: string;

describe('a service in a single folder', () => {
  it('answers signed wire calls, with its own errors and those of all services', async () => {
    const made = await send('CreateBackupVault', { BackupVaultName: 'orders' });
    vaultArn = `arn:aws:backup:us-east-1:${root.accountId}:backup-vault:orders`;
    expect(made).toEqual({ status: 200, body: { BackupVaultArn: vaultArn } });
    expect((await send('CreateBackupPlan', { BackupPlanName: 'nightly' })).status).toBe(200);
    expect((await send('PutBackupVaultAccessPolicy', { BackupVaultName: 'orders', Policy: open(vaultArn) })).status).toBe(200);
    const { body } = await send('DescribeBackupVault', { BackupVaultName: 'orders' });
    expect(body).toMatchObject({ BackupVaultArn: vaultArn, CreationDate: expect.any(Number) });
    expect((await send('CreateBackupVault', { BackupVaultName: 'orders' })).body.__type).toBe('AlreadyExistsException');
    expect((await send('CreateBackupVault', {})).body.__type).toMatch(/Validation/);
    expect((await send('DeleteBackupPlan', { BackupPlanName: 'nightly' })).status).toBeGreaterThanOrEqual(400);
    expect((await send('ListBackupVaults', {}, { ...keys, secretAccessKey: 'another' })).body.__type).toMatch(/Signature/);
  });

  it('appears in the event history, also by its resources', async () => {
    const { Events } = await root.with({ now: new Date() }).run(LookupEvents, {
      LookupAttributes: [{ AttributeKey: 'EventSource', AttributeValue: 'backup.amazonaws.com' }],
    });
    expect(Events.map(({ EventName }) => EventName)).toContain('PutBackupVaultAccessPolicy');
    expect(Events.flatMap(({ Resources = [] }) => Resources)).toContainEqual(
      expect.objectContaining({ ResourceType: 'AWS::Backup::BackupVault' }),
    );
  });

  it('obeys tag policies', async () => {
    const own = await api.rootKeys();
    const { actor } = own;
    await actor.run(CreateOrganization, { FeatureSet: 'ALL' });
    const TargetId = await enablePolicyType(actor, 'TAG_POLICY');
    const rule = { tag_value: { '@@assign': ['red'] }, enforced_for: { '@@assign': ['backup:backup-vault'] } };
    const given = {
      Name: 'teams',
      Description: '',
      Type: 'TAG_POLICY',
      Content: JSON.stringify({ tags: { team: rule } }),
    } as const;
    const { Policy } = await actor.run(CreatePolicy, given);
    await actor.run(AttachPolicy, { PolicyId: Policy.PolicySummary.Id, TargetId });
    const create = (team: string) => send('CreateBackupVault', { BackupVaultName: team, BackupVaultTags: { team } }, own);
    expect((await create('red')).status).toBe(200);
    expect((await create('blue')).body).toMatchObject({
      __type: 'InvalidParameterValueException',
      message: "The tag policy does not allow the specified value for the following tag key: 'team'.",
    });
  });

  it('appears in the console’s registry, lists and counts', async () => {
    const { console: own, backup } = (await loadRegistries()) as Record<string, Record<string, unknown>>;
    expect(Object.keys(own ?? {})).toContain('ListVaultOverviews');
    expect(Object.keys(backup ?? {})).toContain('ListBackupVaults');
    const { consoleOperations } = await toy.load();
    const { Rows } = await root.run(consoleOperations.ListVaultOverviews, {});
    expect(Rows).toMatchObject([{ Name: 'orders', Policy: expect.anything() }]);
    const { Kinds } = await root.run(CountResources, {});
    expect(Kinds).toContainEqual({ Kind: 'Vault', Regions: { 'us-east-1': 1 }, DeniedRegions: [] });
  });

  it('is found by the search, and suggested for its actions', async () => {
    const { Results } = await root.run(SearchResources, { Text: 'orders' });
    const asked = async (Text: string) => (await root.run(SearchResources, { Text })).Questions;
    expect(await asked('who can empty orders')).toMatchObject([{ action: 'backup:DeleteBackupVault', resource: vaultArn }]);
    expect(await asked('can i create a backup vault')).toMatchObject([{ action: 'backup:CreateBackupVault' }]);
    expect(Results).toContainEqual(expect.objectContaining({ Kind: expect.stringMatching(/vault/i) }));
    expect((await root.run(SuggestResources, { Action: 'backup:DeleteBackupVault', Text: 'ord' })).Arns).toEqual([vaultArn]);
  });

  // The graph shows no edges to the vault, because packages/policy has no questions about AWS Backup.
  it('can be the focus of the access graph', async () => {
    const { Nodes, Considered } = await root.run(GetAccessGraph, { Reach: 'account', Focus: vaultArn });
    expect(Nodes).toContainEqual(expect.objectContaining({ Kind: 'Resource', Id: vaultArn }));
    expect(Considered).toBeGreaterThan(1);
  });

  it('is checked by the posture', async () => {
    const { Findings } = await root.run(ListPostureFindings, { Reach: 'account' });
    expect(JSON.stringify(Findings)).toContain(vaultArn);
  });

  it('appears in the API coverage, with its missing operations', async () => {
    const covered = (await apiCoverage()).filter(({ Service }) => Service === 'backup');
    expect(covered.filter(({ Implemented }) => Implemented).map(({ Name }) => Name)).toEqual(Object.keys(operations).sort());
    expect(new Set(covered.map(({ ServiceName }) => ServiceName))).toEqual(new Set(['AWS Backup']));
    expect(callsOfAction('backup:ViewBackupPlans').map(({ name }) => name)).toEqual(['ListBackupPlans']);
    expect(covered).toContainEqual(expect.objectContaining({ Name: 'DeleteBackupPlan', Implemented: false }));
    expect(covered).toContainEqual(
      expect.objectContaining({ Name: 'CreateBackupVault', ResourceTypes: expect.arrayContaining(['backupVault']) }),
    );
  });

  it('is in suggested access tests', async () => {
    const { Source } = await root.run(SuggestAccessTests, {});
    expect(Source).toContain('Only these can read from the backupvault orders');
  });

  it('is created by scenario packs, and asked about', async () => {
    const asked = { account: 'main', type: 'backup:backupvault', name: 'archive', policy: { Statement: [] } };
    const as = 'root@main';
    expect(makingOperations('store', asked)).toEqual([
      { as, do: 'backup:CreateBackupVault', input: { BackupVaultName: 'archive' }, save: { [MADE]: '' } },
    ]);
    const arn = `arn:aws:backup:us-east-1:${root.accountId}:backup-vault:archive`;
    expect(arnOfMade(asked, { accountId: root.accountId, name: 'archive' }, {})).toBe(arn);
    expect(policyOperation(asked, { accountId: root.accountId, name: 'archive', arn })?.do).toBe(
      'backup:PutBackupVaultAccessPolicy',
    );
  });

  it('is in the pages’ tables once its facts are in their list', () => {
    expect(policyCallsOf([VAULT])).toEqual(['PutBackupVaultAccessPolicy']);
    expect(createLabel(VAULT)).toBe('Create vault');
    expect(shortLabel(VAULT)).toBe('Backup vault');
  });

  it('is included in snapshots', async () => {
    await root.run(SaveSnapshot, { Name: 'base' });
    await root.run(operations.DeleteBackupVault, { BackupVaultName: 'orders' });
    await root.run(RestoreSnapshot, { Name: 'base' });
    expect((await root.run(operations.GetBackupVaultAccessPolicy, { BackupVaultName: 'orders' })).Policy).toContain('"*"');
  });
});

const contract: Contract = {
  operations,
  make: async (actor, { name, secret }) => {
    await actor.run(operations.CreateBackupVault, { BackupVaultName: name });
    await actor.run(operations.CreateBackupPlan, { BackupPlanName: name });
    const Policy = JSON.stringify({ ...JSON.parse(open('*')), Id: secret });
    await actor.run(operations.PutBackupVaultAccessPolicy, { BackupVaultName: name, Policy });
    return { BackupVaultName: name, BackupPlanName: name };
  },
  calls: [
    ['CreateBackupVault', { BackupVaultName: 'vault' }],
    ['DescribeBackupVault', { BackupVaultName: 'vault' }],
    ['ListBackupVaults', {}],
    ['PutBackupVaultAccessPolicy', { BackupVaultName: 'vault', Policy: open('*') }],
    ['GetBackupVaultAccessPolicy', { BackupVaultName: 'vault' }],
    ['DeleteBackupVault', { BackupVaultName: 'vault' }],
    ['CreateBackupPlan', { BackupPlanName: 'plan' }],
    ['ListBackupPlans', {}],
  ],
  errors: { usual: {}, failures: {}, unreachable: {} },
};
await describeIsolation({ contracts: [['vault', contract]], operations, models: ['Resource'] });
