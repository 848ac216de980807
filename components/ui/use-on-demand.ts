import { type ComponentType, useState } from 'react';

/**
 * A part that comes when it is wanted, and how to want it. One that did not come is asked for again by the next wish.
 * @param onMissed when it did not come
 */
export function useOnDemand<P>(
  load: () => Promise<ComponentType<P>>,
  onMissed?: () => void,
): [ComponentType<P> | undefined, () => void] {
  const [Part, setPart] = useState<ComponentType<P>>();
  const want = () => {
    if (Part) return;
    load().then(
      (loaded) => setPart(() => loaded),
      () => onMissed?.(),
    );
  };
  return [Part, want];
}
