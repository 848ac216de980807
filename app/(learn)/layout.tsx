import type { ReactNode } from 'react';
import { ConsoleProviders } from '@/components/console/shell/console-providers';

/** The pages of classes: nobody here acts in an account. */
export default function LearnLayout({ children }: { children: ReactNode }) {
  return <ConsoleProviders>{children}</ConsoleProviders>;
}
