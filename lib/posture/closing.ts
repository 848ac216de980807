/** Returns whether an account's state says that it is closing or closed. */
export function isClosing(state: string): boolean {
  return state === 'SUSPENDED' || state === 'PENDING_CLOSURE' || state === 'CLOSED';
}
