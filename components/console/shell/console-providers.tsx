'use client';

import { CSPProvider } from '@base-ui/react/csp-provider';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import type { ReactNode } from 'react';
import { TooltipProvider } from '../../ui/tooltip';
import { ClockProvider } from './clock';
import { FlashProvider } from './flashbar';

/**
 * What the console's components need above them: URL state, tooltips, flash messages, no inline style elements, and what time it is.
 * @param aheadMs by how many milliseconds the clock of the account is ahead of the real time
 */
export function ConsoleProviders({ aheadMs = 0, children }: { aheadMs?: number; children: ReactNode }) {
  return (
    <CSPProvider disableStyleElements>
      <NuqsAdapter>
        <TooltipProvider>
          <ClockProvider value={aheadMs}>
            <FlashProvider>{children}</FlashProvider>
          </ClockProvider>
        </TooltipProvider>
      </NuqsAdapter>
    </CSPProvider>
  );
}
