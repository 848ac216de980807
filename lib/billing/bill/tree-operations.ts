import { formatDecimal, toCents } from '@gatehouse/bill';
import { usd } from '@gatehouse/bill/money';
import { loadGuardrails } from '../../core/authorization/guardrails';
import type { Scope } from '../../core/operation';
import { giveWay } from '../../core/work/bulk';
import { billingOperation } from '../billing-operation';
import { type MonthName, monthOf } from '../months';
import { accountPaths } from './account-paths';
import type { AccountHead } from './document';
import type { BillStatus } from './operations';
import { GetCostsInTreeInput } from './schema';
import { viewBill } from './view';

/** The cost of a node. `Shown` is in cents; those below an OU add up to the OU's. */
export type NodeCost = { Id: string; Amount: string; Shown: string };

/** The costs of a month by current position in the organization. Amounts are in dollars, as decimal text. */
export type TreeCosts = {
  Month: MonthName;
  /** The current month. */
  CurrentMonth: MonthName;
  Status: BillStatus;
  /** The costs of the requested nodes that the caller may see: an account's own, or the sum below an OU or root. */
  Costs: NodeCost[];
  /** Only for the payer: the costs of accounts that have left the organization. Absent if there are none. */
  Left?: { Accounts: number; Amount: string; Shown: string };
};

/** In billionths of a dollar, and in whole cents. */
type Sum = { amount: bigint; cents: bigint };

/**
 * Returns the costs of roots, OUs and accounts in a month. The accounts' totals are read once and summed for all OUs. A member
 * sees only its own costs.
 */
export const GetCostsInTree = billingOperation({
  service: 'gatehouse',
  name: 'GetCostsInTree',
  access: 'Read',
  input: GetCostsInTreeInput,
  checks: () => [{ action: 'billing:GetBillingDetails', resource: '*' }],
  run: async ({ Month, NodeIds }, scope): Promise<TreeCosts> => {
    const view = await viewBill(scope, { Month });
    const { bill, kind, accountId } = view;
    const accounts = accountId === null ? bill.head.accounts : bill.head.accounts.filter((each) => each.accountId === accountId);
    const { sums, left } = await sumsInTree(scope, accounts);
    const own = kind === 'payer' ? NodeIds : NodeIds.filter((id) => id === accountId);
    return {
      Month: view.month,
      CurrentMonth: monthOf(scope.now),
      Status: bill.issued ? 'ISSUED' : 'PENDING',
      Costs: own.map((Id) => ({ Id, ...answer(sums.get(Id) ?? NOTHING) })),
      ...(kind === 'payer' && left.count > 0 && { Left: { Accounts: left.count, ...answer(left) } }),
    };
  },
});

const NOTHING: Sum = { amount: 0n, cents: 0n };

function answer({ amount, cents }: Sum) {
  return { Amount: usd(amount), Shown: formatDecimal(cents, 2, 2) };
}

/** Returns the costs of each account, OU and root, and of accounts that have left. */
async function sumsInTree({ db, account }: Scope, accounts: readonly AccountHead[]) {
  const { parts } = toCents(accounts.map(({ total }) => total));
  const sums = new Map<string, Sum>();
  for (const [at, { accountId, total }] of accounts.entries()) sums.set(accountId, { amount: total, cents: parts[at] ?? 0n });
  const left = { count: 0, ...NOTHING };
  const { organization } = account;
  if (!organization) return { sums, left };
  const tree = await loadGuardrails(db, organization);
  const staying = new Set<string>();
  for await (const { id, path } of accountPaths(db, tree)) {
    staying.add(id);
    const own = sums.get(id);
    if (!own) continue;
    for (const above of path) sums.set(above, added(sums.get(above) ?? NOTHING, own));
    await giveWay();
  }
  for (const { accountId } of accounts) {
    const own = sums.get(accountId);
    if (own && !staying.has(accountId)) Object.assign(left, added(left, own), { count: left.count + 1 });
  }
  return { sums, left };
}

function added(one: Sum, other: Sum): Sum {
  return { amount: one.amount + other.amount, cents: one.cents + other.cents };
}
