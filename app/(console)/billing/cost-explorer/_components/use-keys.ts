import { useState } from 'react';
import { useRead } from '@/components/console/kit/use-read';
import { COST_DIMENSIONS } from '@/lib/billing/cost-explorer/limits';
import type { ViewKey } from '@/lib/billing/cost-explorer/views/view';
import { categoryKeysQuery, tagKeysQuery } from '../queries';

type Keys = {
  keys: ViewKey[];
  /** Called when the user approaches, because reading tags scans all lines of the period. */
  want: () => void;
};

/** Returns all keys for grouping and filtering: dimensions, cost categories, and tags with costs in a period. */
export function useKeys(period: { Start: string; End: string } | undefined, managesOrganization: boolean): Keys {
  const [wanted, setWanted] = useState(false);
  const time = period ?? { Start: '', End: '' };
  const enabled = wanted && period !== undefined;
  const tags = useRead({ ...tagKeysQuery(time), enabled });
  const categories = useRead({ ...categoryKeysQuery(time), enabled });
  const dimensions = COST_DIMENSIONS.filter((each) => managesOrganization || !('managementAccountOnly' in each));
  return {
    keys: [
      ...dimensions.map(({ name }): ViewKey => ({ Type: 'DIMENSION', Key: name })),
      ...(categories.data?.CostCategoryNames ?? []).map((Key): ViewKey => ({ Type: 'COST_CATEGORY', Key })),
      ...(tags.data?.Tags ?? []).map((Key): ViewKey => ({ Type: 'TAG', Key })),
    ],
    want: () => setWanted(true),
  };
}
