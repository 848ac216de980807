import { type Ref, type RefCallback, useCallback, useEffect, useRef } from 'react';

type Given<Element extends HTMLElement> = {
  value?: unknown;
  onChange?: ((event: never) => void) | undefined;
  ref?: Ref<Element> | undefined;
};

/**
 * Tells a form the text that somebody typed before the page's scripts had loaded. React leaves it in the field until the next render, and
 * would then replace it by the form's own text.
 * @returns the ref of the field, which also passes the field to the given ref
 */
export function useEarlyText<Element extends HTMLElement>({ value, onChange, ref }: Given<Element>): RefCallback<Element> {
  const control = useRef<Element>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the first render can find such a text
  useEffect(() => {
    const field = control.current;
    if (!field || !('value' in field) || !onChange || typeof value !== 'string' || field.value === value) return;
    // The parts of a change event that handlers of fields read.
    onChange({ target: field, currentTarget: field } as never);
  }, []);
  return useCallback(
    (element) => {
      control.current = element;
      if (typeof ref === 'function') return ref(element);
      if (ref) ref.current = element;
    },
    [ref],
  );
}
