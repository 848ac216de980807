import { setTimeout } from 'node:timers/promises';
import { createAccount } from '../account/create-account';
import type { AnyOperation, InputOf } from '../core/operation';
import { runOperation } from '../core/run/run';
import { rootCaller, TEST_NOW, testCall } from '../core/test-world';
import { measureLoopDelay } from '../core/work/loop-delay';
import { createBenchDatabase } from '../db/test-bench-database';
import { transaction } from '../db/transaction';
import { PreviewDeclarativeChange } from './effective-policy/preview-operations';
import { CreateOrganization } from './organization/operations';
import { CreatePolicy } from './policy/operations';
import { EnablePolicyType } from './policy-type/operations';
import { createCrowdOfAccounts } from './test-crowd';

const SIZE = { accounts: 1_000, units: 100 };
const POLICIES = 50;
const TYPE = 'TAG_POLICY';

type Figure = { name: string; value: number; unit: string; target?: string };

/** Measures previews of changes of declarative policies in an organization of 1,000 accounts and 50 tag policies. */
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
    const figures: Figure[] = [];
    const changes = {
      'attach to the root': { kind: 'create', type: TYPE, targetId: rootId, content: keys(0, 'Red') },
      'change a policy': { kind: 'update', policyId: ids[0] ?? '', content: keys(0, 'Blue') },
      'move 100 accounts': {
        kind: 'move',
        accountIds: nodes.slice(2 * SIZE.units, 2 * SIZE.units + 100).map(({ id }) => id),
        destinationId: rootId,
      },
    } as const;
    for (const [name, Change] of Object.entries(changes)) {
      // Work from before does not count as its delay.
      await setTimeout(100);
      const delay = measureLoopDelay();
      const started = performance.now();
      await run(PreviewDeclarativeChange, { Change });
      figures.push(
        { name: `preview: ${name}`, value: performance.now() - started, unit: 'ms', target: 'under 1000' },
        { name: `preview: ${name}, longest hold of the process`, value: delay().maxMs, unit: 'ms', target: 'under 50' },
      );
    }
    return figures;
  } finally {
    await database.close();
  }
}

function keys(index: number, value = 'Green'): string {
  const tags = Array.from({ length: 10 }, (_, key) => [
    `key-${(index + key) % 100}`,
    { tag_value: { '@@append': [`${value}-${index}`] } },
  ]);
  return JSON.stringify({ tags: Object.fromEntries(tags) });
}
