import type { ReactNode } from 'react';

/** A key on the keyboard. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-block shrink-0 rounded-sm border border-line-strong bg-surface px-1.5 font-medium font-mono text-2xs text-ink-3">
      {children}
    </kbd>
  );
}
