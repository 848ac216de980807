'use client';

import { createContext, type ReactNode, use, useState } from 'react';

const PortalContext = createContext<HTMLElement | null>(null);

/** Renders popups of its content at its end, so that they stay within its landmark. */
export function PortalContainer({ children }: { children: ReactNode }) {
  const [node, setNode] = useState<HTMLElement | null>(null);
  return (
    <PortalContext value={node}>
      {children}
      <div ref={setNode} />
    </PortalContext>
  );
}

/** Inside a dialog, popups use the dialog's own portal, the only part that is not hidden. */
export function PortalReset({ children }: { children: ReactNode }) {
  return <PortalContext value={null}>{children}</PortalContext>;
}

export function usePortalContainer(): HTMLElement | undefined {
  return use(PortalContext) ?? undefined;
}
