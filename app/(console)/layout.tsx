import type { ReactNode } from 'react';
import { requireSession } from '@/lib/console/request';
import { ConsoleFrame } from './console-frame';

/** The frame of every page behind sign-in. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  return <ConsoleFrame session={await requireSession()}>{children}</ConsoleFrame>;
}
