'use client';

import { CSPProvider } from '@base-ui/react/csp-provider';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import type { ReactNode } from 'react';
import { TooltipProvider } from '../../ui/tooltip';
import { ClockProvider } from './clock';
import { FlashProvider } from './flashbar';

/**
 * Provides URL state, tooltips, flash messages, the clock, and styles without inline elements to the console's components.
 * @param aheadMs the time by which the account's clock is ahead of the real time, in milliseconds
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
