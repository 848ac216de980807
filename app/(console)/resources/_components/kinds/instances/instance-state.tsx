import { Status, type StatusKind } from '@/components/ui/status';

const KINDS: Readonly<Record<string, StatusKind>> = {
  pending: 'loading',
  running: 'success',
  stopping: 'loading',
  stopped: 'stopped',
  'shutting-down': 'loading',
  terminated: 'inactive',
};

/** Renders the state of an instance in AWS's word, capitalized as in AWS's console. */
export function InstanceState({ state }: { state: string }) {
  return <Status kind={KINDS[state] ?? 'pending'}>{state.charAt(0).toUpperCase() + state.slice(1)}</Status>;
}
