import { expect, it } from 'vitest';
import { accountsIn, budgetsAfterMove } from './moved-accounts';
import type { NodeName } from './organization-nodes';

const unit = (Id: string): NodeName => ({ Type: 'ORGANIZATIONAL_UNIT', Id, Name: Id });
const account = (Id: string, ParentId: string) => ({ Id, Name: Id, ParentId, State: 'ACTIVE' });

it('accountsIn adds the accounts at any depth below chosen OUs, each once', () => {
  const Units = [
    { Id: 'ou-a', Name: 'a', ParentId: 'r', AccountCount: 1 },
    { Id: 'ou-b', Name: 'b', ParentId: 'ou-a', AccountCount: 1 },
    { Id: 'ou-c', Name: 'c', ParentId: 'r', AccountCount: 1 },
  ];
  const Accounts = [account('1', 'r'), account('2', 'ou-a'), account('3', 'ou-b'), account('4', 'ou-c')];
  const ids = (chosen: string[], units: string[]) =>
    accountsIn(
      Accounts.filter(({ Id }) => chosen.includes(Id)),
      units.map((Id) => ({ Id })),
      { Units, Accounts },
    ).map(({ Id }) => Id);
  expect(ids(['1', '3'], ['ou-a'])).toEqual(['1', '3', '2']);
  expect(ids([], ['ou-b', 'ou-c'])).toEqual(['3', '4']);
  expect(ids(['4'], [])).toEqual(['4']);
  expect(accountsIn([], [{ Id: 'ou-a' }], undefined)).toEqual([]);
});

it('budgetsAfterMove names the budgets of OUs that an account enters or leaves', () => {
  const budgets: Parameters<typeof budgetsAfterMove>[0] = [
    { BudgetName: 'everything' },
    { BudgetName: 'at the root', CostFilters: { OrganizationalUnit: ['r'] } },
    { BudgetName: 'old', CostFilters: { OrganizationalUnit: ['ou-old'] } },
    { BudgetName: 'new', CostFilters: { OrganizationalUnit: ['ou-new', 'ou-other'] } },
    { BudgetName: 'both', CostFilters: { OrganizationalUnit: ['ou-new', 'ou-old'] } },
    { BudgetName: 'service', CostFilters: { Service: ['ou-new'] } },
  ];
  const [root, to] = [unit('r'), [unit('r'), unit('ou-new')]];
  expect(budgetsAfterMove(budgets, [[root, unit('ou-old')]], to)).toEqual({ starts: ['new'], stops: ['old'] });
  expect(budgetsAfterMove(budgets, [[root, unit('ou-old')], [root]], to)).toEqual({ starts: ['new', 'both'], stops: ['old'] });
  expect(budgetsAfterMove(budgets, [to], to)).toEqual({ starts: [], stops: [] });
});
