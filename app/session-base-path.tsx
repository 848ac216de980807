'use client';

import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { BasePathProvider } from '@/components/ui/navigation';
import { basePathOf, splitAddress } from '@/lib/console/session/session-address';

/**
 * Keeps the links of a tab in its session, around all pages.
 * @param asked the session of the request; the browser uses its address, which a sign-in can change
 */
export function SessionBasePath({ asked, children }: { asked: string | null; children: ReactNode }) {
  const pathname = usePathname();
  const session = typeof window === 'undefined' ? asked : splitAddress(pathname).session;
  return <BasePathProvider value={basePathOf(session)}>{children}</BasePathProvider>;
}
