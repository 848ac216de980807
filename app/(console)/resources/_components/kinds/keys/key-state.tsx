import { Status } from '@/components/ui/status';

const WORDS: Readonly<Record<string, string>> = { PendingDeletion: 'Pending deletion' };

/** Renders the state of a key in AWS's word. */
export function KeyState({ state }: { state: string }) {
  const kind = state === 'Enabled' ? 'success' : state === 'Disabled' ? 'stopped' : 'warning';
  return <Status kind={kind}>{WORDS[state] ?? state}</Status>;
}
