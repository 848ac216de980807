import { type ComponentType, useEffect, useRef, useState } from 'react';

/**
 * Loads a part on demand. After a failure, the next request loads it again.
 * @param onMissed called if loading failed
 */
export function useOnDemand<P>(
  load: () => Promise<ComponentType<P>>,
  onMissed?: () => void,
): [ComponentType<P> | undefined, () => void] {
  const [Part, setPart] = useState<ComponentType<P>>();
  const isThere = useRef(true);
  useEffect(() => {
    isThere.current = true;
    return () => {
      isThere.current = false;
    };
  }, []);
  const want = () => {
    if (Part) return;
    load().then(
      // The page may have been left meanwhile.
      (loaded) => isThere.current && setPart(() => loaded),
      () => onMissed?.(),
    );
  };
  return [Part, want];
}
