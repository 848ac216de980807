import { useState } from 'react';

/** Returns true once the condition has been true, so that an opened part stays open. */
export function useLatch(condition: boolean): boolean {
  const [latched, setLatched] = useState(condition);
  if (condition && !latched) setLatched(true);
  return condition || latched;
}
