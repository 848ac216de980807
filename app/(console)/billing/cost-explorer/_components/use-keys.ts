import { useState } from 'react';
import { useRead } from '@/app/(console)/_client/use-read';
import { COST_DIMENSIONS } from '@/lib/billing/cost-explorer/limits';
import type { ViewKey } from '@/lib/billing/cost-explorer/view';
import { tagKeysQuery } from '../queries';

type Keys = {
  keys: ViewKey[];
  /** Tags are read once somebody comes near: that goes through all lines of the time. */
  want: () => void;
};

/** All that costs can be grouped and filtered by: dimensions, and the tags that something with costs has in a time. */
export function useKeys(period: { Start: string; End: string } | undefined, managesOrganization: boolean): Keys {
  const [wanted, setWanted] = useState(false);
  const tags = useRead({ ...tagKeysQuery(period ?? { Start: '', End: '' }), enabled: wanted && period !== undefined });
  const dimensions = COST_DIMENSIONS.filter((each) => managesOrganization || !('managementAccountOnly' in each));
  return {
    keys: [
      ...dimensions.map(({ name }): ViewKey => ({ Type: 'DIMENSION', Key: name })),
      ...(tags.data?.Tags ?? []).map((Key): ViewKey => ({ Type: 'TAG', Key })),
    ],
    want: () => setWanted(true),
  };
}
