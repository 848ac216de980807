/** Whether an account, by its state, is on its way out. */
export function isClosing(state: string): boolean {
  return state === 'SUSPENDED' || state === 'PENDING_CLOSURE' || state === 'CLOSED';
}
