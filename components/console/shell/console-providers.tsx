'use client';

import { CSPProvider } from '@base-ui/react/csp-provider';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import type { ReactNode } from 'react';
import { TooltipProvider } from '../../ui/tooltip';
import { FlashProvider } from './flashbar';

/** What the console's components need above them: URL state, tooltips, flash messages, no inline style elements. */
export function ConsoleProviders({ children }: { children: ReactNode }) {
  return (
    <CSPProvider disableStyleElements>
      <NuqsAdapter>
        <TooltipProvider>
          <FlashProvider>{children}</FlashProvider>
        </TooltipProvider>
      </NuqsAdapter>
    </CSPProvider>
  );
}
