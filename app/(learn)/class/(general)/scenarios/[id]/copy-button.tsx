'use client';

import { Button } from '@/components/ui/button';
import { paths } from '@/lib/console/paths';
import { useClassAction } from '../../../../_client/use-class-action';
import { copyScenario } from '../../../actions';

/** Creates a draft as a copy of a scenario. */
export function CopyButton({ scenario, version }: { scenario: string; version: string }) {
  const { run, running } = useClassAction(copyScenario, {
    success: ({ packId }) => `You created the draft ${packId}. Change it, then publish it.`,
    goTo: ({ id }) => paths.classDraft(id),
  });
  return (
    <Button variant="primary" loading={running} onClick={() => void run({ scenario, version })}>
      Copy to draft
    </Button>
  );
}
