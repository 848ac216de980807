import type { ReactNode } from 'react';
import { ConsoleProviders } from '@/components/console/shell/console-providers';

/** The layout of class pages, which belong to no account. */
export default function LearnLayout({ children }: { children: ReactNode }) {
  return <ConsoleProviders>{children}</ConsoleProviders>;
}
