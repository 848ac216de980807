import type { OrganizationDiagram } from '@/lib/organizations/overview/diagram';
import type { NodeName } from './organization-nodes';

type Moved = { Id: string; Name: string; ParentId: string };

/** Returns the chosen accounts and those at any depth below the chosen OUs, each once. */
export function accountsIn(
  chosen: readonly Moved[],
  units: readonly { Id: string }[],
  diagram: Pick<OrganizationDiagram, 'Units' | 'Accounts'> | undefined,
): Moved[] {
  const below = new Set(units.map(({ Id }) => Id));
  const parents = new Map((diagram?.Units ?? []).map(({ Id, ParentId }) => [Id, ParentId]));
  const isBelow = (id: string | undefined): boolean => id !== undefined && (below.has(id) || isBelow(parents.get(id)));
  const own = new Set(chosen.map(({ Id }) => Id));
  return [...chosen, ...(diagram?.Accounts ?? []).filter(({ Id, ParentId }) => !own.has(Id) && isBelow(ParentId))];
}

type UnitBudget = { BudgetName: string; CostFilters?: Readonly<Record<string, readonly string[]>> | undefined };

/**
 * Returns the budgets of OUs that count, or no longer count, the costs of accounts after a move. Costs are counted for every OU above
 * their account.
 * @param sources the paths from the root to the accounts' parents
 */
export function budgetsAfterMove(
  budgets: readonly UnitBudget[],
  sources: readonly (readonly NodeName[])[],
  to: readonly NodeName[],
): { starts: string[]; stops: string[] } {
  const of = (unitIds: readonly string[], levels: readonly NodeName[]) => levels.some(({ Id }) => unitIds.includes(Id));
  const affected = budgets.flatMap(({ BudgetName, CostFilters }) => {
    const unitIds = CostFilters?.OrganizationalUnit;
    if (!unitIds) return [];
    const after = of(unitIds, to);
    return [{ BudgetName, after, isMoved: sources.some((source) => of(unitIds, source) !== after) }];
  });
  const names = (isAfter: boolean) =>
    affected.flatMap(({ BudgetName, after, isMoved }) => (isMoved && after === isAfter ? [BudgetName] : []));
  return { starts: names(true), stops: names(false) };
}
