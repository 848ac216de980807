import { type ComponentType, useState } from 'react';

/**
 * Loads a part on demand. After a failure, the next request loads it again.
 * @param onMissed called if loading failed
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
