'use client';

import { useMemo } from 'react';
import { useRead } from '@/components/console/kit/use-read';
import { useAheadMs } from '@/components/console/shell/clock';
import { type Budget, costValuesQuery, lastYear } from '../queries';

/** Returns the names of organizational units in budgets, by ID, for units with costs. */
export function useUnitNames(budgets: readonly Pick<Budget, 'CostFilters'>[]): ReadonlyMap<string, string> {
  const enabled = budgets.some(({ CostFilters }) => CostFilters?.OrganizationalUnit !== undefined);
  const aheadMs = useAheadMs();
  const { data } = useRead({ ...costValuesQuery('ORGANIZATIONAL_UNIT', lastYear(new Date(Date.now() + aheadMs))), enabled });
  return useMemo(
    () => new Map(data?.DimensionValues.map(({ Value, Attributes }) => [Value, Attributes.description ?? Value])),
    [data],
  );
}
