import {
  AttachPolicyCommand,
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  CreatePolicyCommand,
  DeletePolicyCommand,
  DescribeCreateAccountStatusCommand,
  DescribeEffectivePolicyCommand,
  DescribePolicyCommand,
  DetachPolicyCommand,
  DisablePolicyTypeCommand,
  EnablePolicyTypeCommand,
  ListPoliciesCommand,
  ListRootsCommand,
  MoveAccountCommand,
  type OrganizationsClient,
  paginateListAccountsWithInvalidEffectivePolicy,
  paginateListEffectivePolicyValidationErrors,
} from '@aws-sdk/client-organizations';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { rootCaller } from '../../core/test-world';
import { createTestApi, type TestApi } from '../testing/api';

const TAG = 'TAG_POLICY';

let api: TestApi;
let client: OrganizationsClient;
let rootId: string;
let unit: string;
let account: string;
let management: string;
beforeAll(async () => {
  api = await createTestApi();
  const keys = await api.rootKeys();
  management = keys.actor.accountId;
  client = api.clients(keys).organizations;
  await client.send(new CreateOrganizationCommand({}));
  rootId = (await client.send(new ListRootsCommand({}))).Roots?.[0]?.Id ?? '';
  const made = await client.send(new CreateOrganizationalUnitCommand({ ParentId: rootId, Name: 'Workloads' }));
  unit = made.OrganizationalUnit?.Id ?? '';
  const { CreateAccountStatus } = await client.send(
    new CreateAccountCommand({ AccountName: 'dev', Email: 'dev-of-policies@example.com' }),
  );
  const asked = { CreateAccountRequestId: CreateAccountStatus?.Id };
  const done = await client.send(new DescribeCreateAccountStatusCommand(asked));
  account = done.CreateAccountStatus?.AccountId ?? '';
  const move = { AccountId: account, SourceParentId: rootId, DestinationParentId: unit };
  await client.send(new MoveAccountCommand(move));
});
afterAll(() => api.close());

const contentOf = (setting: object) => JSON.stringify({ tags: { Team: { tag_value: setting } } }, null, 2);

async function create(Name: string, Content: string): Promise<string> {
  const { Policy } = await client.send(new CreatePolicyCommand({ Name, Description: Name, Type: TAG, Content }));
  return Policy?.PolicySummary?.Id ?? '';
}

async function valuesOf(TargetId: string, by = client): Promise<unknown> {
  const { EffectivePolicy } = await by.send(new DescribeEffectivePolicyCommand({ PolicyType: TAG, TargetId }));
  expect(EffectivePolicy).toMatchObject({ TargetId, PolicyType: TAG, LastUpdatedTimestamp: expect.any(Date) });
  return JSON.parse(EffectivePolicy?.PolicyContent ?? '').tags?.team.tag_value;
}

it('tag policies are enabled, attached, resolved, detached and disabled', async () => {
  const early = client.send(new DescribeEffectivePolicyCommand({ PolicyType: TAG }));
  await expect(early).rejects.toMatchObject({ name: 'EffectivePolicyNotFoundException' });
  const { Root } = await client.send(new EnablePolicyTypeCommand({ RootId: rootId, PolicyType: TAG }));
  expect(Root?.PolicyTypes).toEqual([{ Type: TAG, Status: 'ENABLED' }]);
  expect((await client.send(new ListPoliciesCommand({ Filter: TAG }))).Policies).toEqual([]);
  expect(await valuesOf(account)).toBeUndefined();

  const contents = [{ '@@assign': ['Red'] }, { '@@append': ['Green'] }, { '@@append': ['Blue'] }].map(contentOf);
  const targets = [rootId, unit, account];
  const ids: string[] = [];
  for (const [index, content] of contents.entries()) ids.push(await create(`policy-${index}`, content));
  const seen: unknown[] = [];
  for (const [index, PolicyId] of ids.entries()) {
    expect((await client.send(new DescribePolicyCommand({ PolicyId }))).Policy?.Content).toBe(contents[index]);
    await client.send(new AttachPolicyCommand({ PolicyId, TargetId: targets[index] }));
    seen.push(await valuesOf(account));
  }
  expect(seen).toEqual([['Red'], ['Red', 'Green'], ['Red', 'Green', 'Blue']]);
  expect(await valuesOf(management)).toEqual(['Red']);
  for (const TargetId of [rootId, unit]) {
    const node = client.send(new DescribeEffectivePolicyCommand({ PolicyType: TAG, TargetId }));
    await expect(node).rejects.toMatchObject({ name: 'InvalidInputException', Reason: 'TARGET_NOT_SUPPORTED' });
  }

  const member = api.clients(await api.keys(api.as(rootCaller(account)))).organizations;
  expect(await valuesOf(account, member)).toEqual(['Red', 'Green', 'Blue']);
  const other = member.send(new DescribeEffectivePolicyCommand({ PolicyType: TAG, TargetId: management }));
  await expect(other).rejects.toMatchObject({ name: 'AccessDeniedException' });

  const pages = { client, pageSize: 1 };
  for await (const page of paginateListEffectivePolicyValidationErrors(pages, { AccountId: account, PolicyType: TAG }))
    expect(page.EffectivePolicyValidationErrors).toEqual([]);
  for await (const page of paginateListAccountsWithInvalidEffectivePolicy(pages, { PolicyType: TAG }))
    expect(page).toMatchObject({ Accounts: [], PolicyType: TAG });

  await client.send(new DetachPolicyCommand({ PolicyId: ids[1], TargetId: unit }));
  expect(await valuesOf(account)).toEqual(['Red', 'Blue']);
  const inUse = client.send(new DeletePolicyCommand({ PolicyId: ids[0] }));
  await expect(inUse).rejects.toMatchObject({ name: 'PolicyInUseException' });
  await client.send(new DisablePolicyTypeCommand({ RootId: rootId, PolicyType: TAG }));
  for (const PolicyId of ids) await client.send(new DeletePolicyCommand({ PolicyId }));
  const late = client.send(new DescribeEffectivePolicyCommand({ PolicyType: TAG, TargetId: account }));
  await expect(late).rejects.toMatchObject({ name: 'EffectivePolicyNotFoundException' });
});
