import { Alert } from '@/components/ui/alert';
import type { SimulationAnswer } from '@/lib/access/simulate/operations';

/** Shows how much of an answer is complete if the policies are too complex. */
export function UnfinishedAlert({ unfinished, noun }: { unfinished: SimulationAnswer['Unfinished']; noun: string }) {
  if (!unfinished) return null;
  return (
    <Alert kind="warning" title="The policies are too complex to analyze completely" live>
      Gatehouse analyzed {unfinished.LookedAt.toLocaleString('en')} of {unfinished.Of.toLocaleString('en')} {noun}. There is no
      result for the others. Use fewer wildcards, statements or entries.
    </Alert>
  );
}
