import type { Decision } from './types';

/**
 * Tests whether a question is open: nothing known denies it, and the answer depends on a policy that the viewer does not know (`unknown` of
 * the policy set). Its decision is `ImplicitDeny`, so unknown parts never allow anything.
 */
export function isOpen({ blockedBy }: Pick<Decision, 'blockedBy'>): boolean {
  return blockedBy.length > 0 && blockedBy.every(({ kind }) => kind === 'unknown');
}
