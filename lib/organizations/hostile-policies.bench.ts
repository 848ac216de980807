import { createAccount } from '../account/create-account';
import type { AnyOperation, InputOf } from '../core/operation';
import { runOperation } from '../core/run/run';
import { rootCaller, TEST_NOW, testCall } from '../core/test-world';
import { measureHolds } from '../core/testing/holds';
import type { Database } from '../db/client';
import { createBenchDatabase } from '../db/test-bench-database';
import { transaction } from '../db/transaction';
import { CreateQueue } from '../resources/sqs/operations';
import { ListTagCompliance } from '../tag-compliance/operations';
import { AttachPolicy } from './attachment/operations';
import { GetNodeEffectivePolicy, ListAccountsSharingEffectivePolicy } from './effective-policy/node-operations';
import { DescribeEffectivePolicy } from './effective-policy/operations';
import { PreviewDeclarativeChange } from './effective-policy/preview-operations';
import { CreateOrganization } from './organization/operations';
import { CreatePolicy } from './policy/operations';
import { EnablePolicyType } from './policy-type/operations';
import { createCrowdOfAccounts } from './test-crowd';
import { HOSTILE_DOCUMENTS } from './test-hostile-policies';
import { CreateOrganizationalUnit } from './unit/operations';

const ACCOUNTS = 20;
const UNITS = 5;
const POLICIES_EACH = 10;
const CHARACTERS = 10_000;
const TYPE = 'TAG_POLICY';

type Figure = { name: string; value: number; unit: string; target?: string };

/** Measures the longest hold of the process by calls about accounts with ten large tag policies at each of seven levels. */
export async function run(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { name, document } of HOSTILE_DOCUMENTS) {
    const database = await createBenchDatabase();
    try {
      figures.push(...(await measure(database, name, document)));
    } finally {
      await database.close();
    }
  }
  return figures;
}

async function measure(
  database: Database,
  shape: string,
  document: (characters: number, index: number) => string,
): Promise<Figure[]> {
  const now = TEST_NOW;
  const { id: accountId } = await transaction(database, (tx) =>
    createAccount(tx, { name: 'bench', email: 'bench@example.com', now }),
  );
  const runAs =
    (caller: string) =>
    <O extends AnyOperation>(operation: O, input: InputOf<O>) =>
      runOperation(operation, input, { ...testCall(rootCaller(caller)), now }, database);
  const run = runAs(accountId);
  const { Organization } = await run(CreateOrganization, { FeatureSet: 'ALL' });
  const { id: organizationId, rootId } = await database.reader.organization.findUniqueOrThrow({
    where: { id: Organization.Id },
  });
  await createCrowdOfAccounts(database, organizationId, { accounts: ACCOUNTS, units: 1 });
  const chain = [rootId];
  for (let level = 1; level <= UNITS; level++) {
    const unit = { ParentId: chain.at(-1) ?? '', Name: `level ${level}` };
    chain.push((await run(CreateOrganizationalUnit, unit)).OrganizationalUnit.Id);
  }
  const accounts = Array.from({ length: ACCOUNTS }, (_, index) => String(900_000_000_000 + index));
  await transaction(database, (tx) =>
    tx.account.updateMany({ where: { id: { in: accounts } }, data: { parentId: chain.at(-1) ?? rootId } }),
  );
  await run(EnablePolicyType, { RootId: rootId, PolicyType: TYPE });
  const [member = ''] = accounts;
  const rows: { targetId: string; policyId: string }[] = [];
  for (const [level, targetId] of [...chain, member].entries()) {
    for (let index = 0; index < POLICIES_EACH; index++) {
      const order = level * POLICIES_EACH + index;
      const Content = document(CHARACTERS, order);
      const { Policy } = await run(CreatePolicy, { Name: `p-${order}`, Description: '', Type: TYPE, Content });
      rows.push({ targetId, policyId: Policy.PolicySummary.Id });
    }
  }
  // The last one is attached by a measured call.
  const last = rows.pop();
  await transaction(database, (tx) =>
    tx.organizationPolicyAttachment.createMany({
      data: rows.map((row, order) => ({ ...row, organizationId, type: TYPE, createdAt: new Date(now.getTime() + order) })),
    }),
  );
  const content = document(CHARACTERS, rows.length);
  const [inner = ''] = rows.map(({ policyId }) => policyId);
  const work: Readonly<Record<string, () => Promise<unknown>>> = {
    preview: () => run(PreviewDeclarativeChange, { Change: { kind: 'update', policyId: inner, content } }),
    'a draft': () =>
      run(GetNodeEffectivePolicy, { NodeId: member, PolicyType: TYPE, Draft: { PolicyId: inner, Content: content } }),
    'an attachment': () => run(AttachPolicy, { PolicyId: last?.policyId ?? '', TargetId: member }),
    'the effective policy as AWS answers it': () => run(DescribeEffectivePolicy, { TargetId: member, PolicyType: TYPE }),
    'the effective policy with its sources': () => run(GetNodeEffectivePolicy, { NodeId: member, PolicyType: TYPE }),
    'accounts that share it': () => run(ListAccountsSharingEffectivePolicy, { NodeId: member, PolicyType: TYPE }),
    'a call with tags': () => runAs(member)(CreateQueue, { QueueName: 'queue', tags: { key: 'value' } }),
    'tag compliance': () => run(ListTagCompliance, { Reach: 'organization', PageSize: 50 }),
  };
  return measureHolds(work, { about: `hostile tag policies, ${shape}: ` });
}
