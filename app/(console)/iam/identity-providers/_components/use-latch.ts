import { useState } from 'react';

/** True from the first time that the condition is: what was opened for a reason stays open. */
export function useLatch(condition: boolean): boolean {
  const [latched, setLatched] = useState(condition);
  if (condition && !latched) setLatched(true);
  return condition || latched;
}
