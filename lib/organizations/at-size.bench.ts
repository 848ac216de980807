import { randomUUID } from 'node:crypto';
import { ListAccessChanges, ListEffectivePolicyChanges } from '../access/changes/operations';
import { createAccount } from '../account/create-account';
import type { AnyOperation, InputOf } from '../core/operation';
import { runOperation } from '../core/run/run';
import { rootCaller, TEST_NOW, testCall } from '../core/test-world';
import { measureHolds } from '../core/testing/holds';
import type { Database } from '../db/client';
import { createBenchDatabase } from '../db/test-bench-database';
import { transaction } from '../db/transaction';
import { Queue } from '../resources/sqs/resource';
import { SaveSnapshot } from '../snapshot/operations';
import { ListTagCompliance } from '../tag-compliance/operations';
import { MoveAccount } from './account/operations';
import { AttachPolicy, DetachPolicy } from './attachment/operations';
import { GetNodeEffectivePolicy, ListAccountsSharingEffectivePolicy } from './effective-policy/node-operations';
import { DescribeEffectivePolicy } from './effective-policy/operations';
import { PreviewDeclarativeChange } from './effective-policy/preview-operations';
import { CreateOrganization } from './organization/operations';
import { GetOrganizationDiagram, ListPolicyAttachments } from './overview/diagram';
import { GetTreeBranch } from './overview/operations';
import { ListPoliciesOfTargets } from './overview/policies';
import { CreatePolicy, UpdatePolicy } from './policy/operations';
import { EnablePolicyType } from './policy-type/operations';
import { POLICY_TYPES } from './shapes';
import { createCrowdOfAccounts } from './test-crowd';

const SIZE = { accounts: 1_000, units: 100 };
const POLICIES = 50;
const RESOURCES_EACH = 10;
const TYPE = 'TAG_POLICY';

type Figure = { name: string; value: number; unit: string; target?: string };

/**
 * Measures calls about declarative policies in an organization of 1,000 accounts, 50 tag policies and 10,000 queues. The first preview
 * finds a process that has just started.
 */
export async function run(): Promise<Figure[]> {
  const database = await createBenchDatabase();
  try {
    const now = TEST_NOW;
    const { id: accountId } = await transaction(database, (tx) =>
      createAccount(tx, { name: 'bench', email: 'bench@example.com', now }),
    );
    const run = <O extends AnyOperation>(operation: O, input: InputOf<O>) =>
      runOperation(operation, input, { ...testCall(rootCaller(accountId)), now }, database);
    const { Organization } = await run(CreateOrganization, { FeatureSet: 'ALL' });
    const { id: organizationId, rootId } = await database.reader.organization.findUniqueOrThrow({
      where: { id: Organization.Id },
    });
    await createCrowdOfAccounts(database, organizationId, SIZE);
    await run(EnablePolicyType, { RootId: rootId, PolicyType: TYPE });
    const ids: string[] = [];
    for (let index = 0; index < POLICIES; index++) {
      const { Policy } = await run(CreatePolicy, { Name: `p-${index}`, Description: '', Type: TYPE, Content: keys(index) });
      ids.push(Policy.PolicySummary.Id);
    }
    // Each OU has two policies, and each account one, so that few accounts have the same.
    const nodes = [
      ...Array.from({ length: SIZE.units }, (_, index) => ({ id: `ou-crowd-${String(index).padStart(8, '0')}`, index })),
      ...Array.from({ length: SIZE.units }, (_, index) => ({
        id: `ou-crowd-${String(index).padStart(8, '0')}`,
        index: index + 1,
      })),
      ...Array.from({ length: SIZE.accounts }, (_, index) => ({
        id: String(900_000_000_000 + index),
        index: Math.floor(index / 7),
      })),
    ];
    await transaction(database, (tx) =>
      tx.organizationPolicyAttachment.createMany({
        data: nodes.map(({ id, index }, order) => ({
          targetId: id,
          policyId: ids[index % POLICIES] ?? '',
          organizationId,
          type: TYPE,
          createdAt: new Date(now.getTime() + order),
        })),
      }),
    );
    await createResources(database);
    const [policyId = '', otherId = ''] = ids;
    const accountIds = nodes.slice(2 * SIZE.units).map(({ id }) => id);
    const [first = '', second = ''] = accountIds;
    const preview = (Change: InputOf<typeof PreviewDeclarativeChange>['Change']) => () =>
      run(PreviewDeclarativeChange, { Change });
    const red = keys(0, 'Red');
    await run(SaveSnapshot, { Name: 'before' });
    const work: Readonly<Record<string, () => Promise<unknown>>> = {
      'preview: attach to the root': preview({ kind: 'create', type: TYPE, targetId: rootId, content: red }),
      'preview: change a policy': preview({ kind: 'update', policyId, content: keys(0, 'Blue') }),
      'preview: detach from an OU': preview({ kind: 'detach', policyId, targetId: 'ou-crowd-00000000' }),
      'preview: move 100 accounts': preview({ kind: 'move', accountIds: accountIds.slice(0, 100), destinationId: rootId }),
      'effective policy of an account': () => run(GetNodeEffectivePolicy, { NodeId: first, PolicyType: TYPE }),
      'effective policy with a draft on the root': () =>
        run(GetNodeEffectivePolicy, { NodeId: first, PolicyType: TYPE, Draft: { Content: red, TargetId: rootId } }),
      'accounts that share an effective policy': () =>
        run(ListAccountsSharingEffectivePolicy, { NodeId: first, PolicyType: TYPE }),
      'the effective policy as AWS answers it': () => run(DescribeEffectivePolicy, { TargetId: first, PolicyType: TYPE }),
      'attach to the root': () => run(AttachPolicy, { PolicyId: otherId, TargetId: rootId }),
      'change a policy on the root': () => run(UpdatePolicy, { PolicyId: otherId, Content: keys(1, 'Blue') }),
      'detach from the root': () => run(DetachPolicy, { PolicyId: otherId, TargetId: rootId }),
      // Everything above that changed a policy or an account.
      'access changes: effective policies': () => run(ListEffectivePolicyChanges, { From: { Snapshot: 'before' } }),
      'access changes: principals': () => run(ListAccessChanges, { From: { Snapshot: 'before' } }),
      'move an account': () =>
        run(MoveAccount, { AccountId: second, SourceParentId: 'ou-crowd-00000001', DestinationParentId: 'ou-crowd-00000002' }),
      'tag compliance: a page': () => run(ListTagCompliance, { Reach: 'organization', PageSize: 50 }),
      'tag compliance: a page in another order, filtered': () =>
        run(ListTagCompliance, { Reach: 'organization', PageSize: 50, Sort: '-key', Filters: ['type: queue'] }),
      'the tree with policies: a page': async () => {
        await run(GetTreeBranch, {});
        await run(ListPoliciesOfTargets, { TargetIds: accountIds.slice(0, 200), Types: [...POLICY_TYPES] });
      },
      'diagram with policies': async () => {
        await run(GetOrganizationDiagram, {});
        await run(ListPolicyAttachments, {});
      },
    };
    return await measureHolds(work, { target: 'under 1000' });
  } finally {
    await database.close();
  }
}

/** Creates ten queues in each account, as rows. */
async function createResources(database: Database): Promise<void> {
  for (let account = 0; account < SIZE.accounts; account++) {
    const place = { partition: 'aws', region: 'us-east-1', accountId: String(900_000_000_000 + account) } as const;
    const data = Array.from({ length: RESOURCES_EACH }, (_, index) => {
      const name = `queue-${index}`;
      const tags = JSON.stringify([{ Key: `KEY-${(account + index) % 100}`, Value: 'green' }]);
      const { accountId, region } = place;
      const row = { id: randomUUID(), accountId, region, service: 'sqs', type: 'queue', name, arn: Queue.arn(place, name) };
      return { ...row, tags, createdAt: TEST_NOW };
    });
    await transaction(database, (tx) => tx.resource.createMany({ data }));
  }
}

function keys(index: number, value = 'Green'): string {
  const tags = Array.from({ length: 10 }, (_, key) => [
    `key-${(index + key) % 100}`,
    { tag_value: { '@@append': [`${value}-${index}`] } },
  ]);
  return JSON.stringify({ tags: Object.fromEntries(tags) });
}
