'use client';

import { budgetsQuery } from '@/app/(console)/billing/budgets/queries';
import { useRead } from '@/components/console/kit/use-read';
import { isDenial } from '@/components/console/page/console-error';
import { ReadError } from '@/components/console/page/read-box';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { whenKnown } from '@/lib/console/read-query';
import { callerQuery } from '../queries';
import { budgetsAfterMove } from './moved-accounts';
import type { NodeName } from './organization-nodes';

type BudgetsByMoveProps = {
  /** The paths from the root to the accounts' parents. */
  sources: readonly (readonly NodeName[])[];
  to: readonly NodeName[];
};

/** Renders the budgets of OUs that count, or no longer count, the costs of moved accounts. Without such a budget, it renders nothing. */
export function BudgetsByMove({ sources, to }: BudgetsByMoveProps) {
  const caller = useRead(callerQuery()).data?.Account ?? null;
  const read = useRead(whenKnown(caller, budgetsQuery));
  if (read.error) {
    return (
      <div className="border-line border-t px-4 py-3">
        {isDenial(read.error) ? (
          <p className="text-ink-3 text-sm">You don’t have permission to view budgets, so their changes are not shown.</p>
        ) : (
          <ReadError read={read} what="the budgets" />
        )}
      </div>
    );
  }
  const { starts, stops } = budgetsAfterMove(read.data?.Budgets ?? [], sources, to);
  if (starts.length + stops.length === 0) return null;
  return (
    <section aria-label="Budgets" className="border-line border-t px-4 py-3">
      <h3 className="font-semibold text-ink-3 text-sm">Budgets</h3>
      <ul className="mt-1 space-y-1">
        {starts.map((name) => (
          <li key={name}>
            <TextLink href={paths.budget(name)}>{name}</TextLink> counts the costs of the accounts after the move.
          </li>
        ))}
        {stops.map((name) => (
          <li key={name}>
            <TextLink href={paths.budget(name)}>{name}</TextLink> no longer counts the costs of the accounts.
          </li>
        ))}
      </ul>
      <p className="mt-1 text-ink-3 text-sm">Costs of the current period move with their account.</p>
    </section>
  );
}
