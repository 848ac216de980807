'use client';

import { createContext, type ReactNode, use, useState } from 'react';

const PortalContext = createContext<HTMLElement | null>(null);

/** Menus, lists and tooltips of what is inside open at its end, so that they stay within its landmark. */
export function PortalContainer({ children }: { children: ReactNode }) {
  const [node, setNode] = useState<HTMLElement | null>(null);
  return (
    <PortalContext value={node}>
      {children}
      <div ref={setNode} />
    </PortalContext>
  );
}

/** Inside a dialog popups nest in the dialog's own portal, which is all that is not hidden. */
export function PortalReset({ children }: { children: ReactNode }) {
  return <PortalContext value={null}>{children}</PortalContext>;
}

export function usePortalContainer(): HTMLElement | undefined {
  return use(PortalContext) ?? undefined;
}
