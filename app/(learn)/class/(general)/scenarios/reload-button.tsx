'use client';

import { RefreshCw } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { useClassAction } from '../../../_client/use-class-action';
import { reloadPacks } from '../../actions';

/** Reloads the installation's folder of packs. */
export function ReloadButton() {
  const { run, running } = useClassAction(reloadPacks, {
    success: ({ packs, broken }) => {
      const read = packs === 1 ? '1 pack was read' : `${packs} packs were read`;
      return broken === 0 ? `${read}.` : `${read}, ${broken} of them with problems.`;
    },
  });
  return (
    <Button loading={running} onClick={() => void run({})}>
      <RefreshCw aria-hidden size={14} />
      Reload packs
    </Button>
  );
}
