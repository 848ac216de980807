'use client';

import { useQueries } from '@tanstack/react-query';
import { LOST, useRead } from '@/components/console/kit/use-read';
import { ReadError } from '@/components/console/page/read-box';
import { Checkbox } from '@/components/ui/field/checkbox';
import { Select } from '@/components/ui/field/select';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { ConsoleFailure } from '@/lib/console/result';
import { isZero } from './_components/amounts';
import { Money } from './_components/money';
import { isMonth, monthLater, monthWords } from './_components/months';
import { NotActivated } from './_components/not-activated';
import { costsInTreeQuery } from './queries';

/** The current billing month, in an address. */
const CURRENT = 'current';
const MONTHS_OFFERED = 12;

type Cost = { Amount: string; Shown: string };

export type CostsInTree = {
  /** Undefined while loading, and if costs are hidden. */
  costOf: (id: string) => Cost | undefined;
  month: string | undefined;
  currentMonth: string | undefined;
  isEstimate: boolean;
  left: (Cost & { Accounts: number }) | undefined;
  error: ConsoleFailure | undefined;
  refetch: () => void;
};

/**
 * Reads the costs of tree nodes.
 * @param groups node IDs, in groups that are read together
 * @param shown a month, or `current`; null if costs are hidden
 */
export function useCostsInTree(groups: readonly (readonly string[])[], shown: string | null): CostsInTree {
  const month = isMonth(shown) ? shown : undefined;
  const reads = useQueries({ queries: shown === null ? [] : groups.map((ids) => costsInTreeQuery(ids, month)) });
  const answers = reads.flatMap(({ data }) => (data?.ok ? [data.data] : []));
  const costs = new Map(answers.flatMap(({ Costs }) => Costs).map((cost) => [cost.Id, cost]));
  const failed = reads.find(({ data, error }) => error !== null || data?.ok === false);
  const [first] = answers;
  return {
    costOf: (id) => costs.get(id),
    month: first?.Month,
    currentMonth: first?.CurrentMonth,
    isEstimate: first?.Status === 'PENDING',
    left: first?.Left,
    error: failed && (failed.data?.ok === false ? failed.data.error : LOST),
    refetch: () => reads.forEach((read) => void read.refetch()),
  };
}

type CostsSwitchProps = { shown: string | null; onChange: (shown: string | null) => void; costs: CostsInTree };

/** Shows or hides the costs of a month. */
export function CostsSwitch({ shown, onChange, costs: { month, currentMonth, isEstimate, left } }: CostsSwitchProps) {
  const newest = currentMonth ?? month;
  const options = newest === undefined ? [] : Array.from({ length: MONTHS_OFFERED }, (_, before) => monthLater(newest, -before));
  if (month !== undefined && !options.includes(month)) options.push(month);
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <Checkbox
        checked={shown !== null}
        onCheckedChange={(checked) => onChange(checked ? CURRENT : null)}
        label={shown === null ? 'Show monthly costs' : 'Show costs of'}
      />
      {shown !== null && month !== undefined ? (
        <>
          <Select
            aria-label="Month of the costs"
            className="w-40"
            value={month}
            options={options.map((each) => ({ value: each, label: monthWords(each) }))}
            onValueChange={(next) => onChange(next === currentMonth ? CURRENT : next)}
          />
          <span className="text-ink-3 text-sm">
            {isEstimate ? 'Estimated. ' : ''}By the current place of each account.
            {left ? (
              <>
                {' '}
                {left.Accounts === 1 ? 'An account that has left' : `${left.Accounts} accounts that have left`} cost{' '}
                <Money amount={left.Amount} shown={left.Shown} /> in addition.
              </>
            ) : null}
          </span>
        </>
      ) : null}
    </div>
  );
}

/**
 * Shows why there are no costs.
 * @param isShutOut true if the root user has not activated IAM access to billing
 */
export function CostsError({ costs, isShutOut }: { costs: CostsInTree; isShutOut: boolean }) {
  if (!costs.error) return null;
  return isShutOut ? <NotActivated /> : <ReadError read={costs} what="the costs" />;
}

/** The cost of a tree node. An account links to its bill. */
export function NodeCost({ id, costs: { costOf, month, error } }: { id: string; costs: CostsInTree }) {
  const cost = costOf(id);
  if (!cost) return <span className="text-ink-3">{error ? '–' : '…'}</span>;
  const amount = <Money amount={cost.Amount} shown={cost.Shown} />;
  if (!/^\d/.test(id) || isZero(cost.Amount)) return amount;
  return <TextLink href={paths.bills({ month, account: id })}>{amount}</TextLink>;
}

/** The current month's cost of an account or OU, for its page. */
export function CostThisMonth({ id }: { id: string }) {
  const { data, error } = useRead(costsInTreeQuery([id]));
  const [cost] = data?.Costs ?? [];
  if (error || (data && !cost)) return '–';
  if (!data || !cost) return '…';
  const isAccount = /^\d/.test(id);
  return (
    <span className="flex flex-wrap items-baseline gap-x-2">
      <Money amount={cost.Amount} shown={cost.Shown} />
      {isAccount && isZero(cost.Amount) ? null : (
        <TextLink
          href={isAccount ? paths.bills({ month: data.Month, account: id }) : paths.costsInTree({ costs: CURRENT, on: id })}
        >
          {isAccount ? 'View bill' : 'By account'}
        </TextLink>
      )}
    </span>
  );
}
