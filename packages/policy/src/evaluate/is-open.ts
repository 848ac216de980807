import type { Decision } from './types';

/**
 * Whether a question stays open: nothing that is known denies it, and the answer hangs on a policy that whoever asks does not know
 * (`unknown` of the policy set). Its decision is then `ImplicitDeny`, so that what is not known never opens anything.
 */
export function isOpen({ blockedBy }: Pick<Decision, 'blockedBy'>): boolean {
  return blockedBy.length > 0 && blockedBy.every(({ kind }) => kind === 'unknown');
}
