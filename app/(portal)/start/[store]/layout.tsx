import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { ConsoleProviders } from '@/components/console/shell/console-providers';

export const metadata: Metadata = { title: { default: 'Access portal', template: '%s · Access portal' } };

/** The layout of an access portal's pages, which belong to no session of the console. */
export default function PortalLayout({ children }: { children: ReactNode }) {
  return <ConsoleProviders>{children}</ConsoleProviders>;
}
