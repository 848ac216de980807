'use client';

import { useRead } from '@/components/console/kit/use-read';
import type { GuardrailChange } from '@/lib/access/guardrail-preview/schema';
import { previewQuery } from './queries';

export type PreviewState = {
  /** The reason why the change can't be made yet: its effect is being calculated. */
  waiting: string | undefined;
  /** True if the effect could not be calculated. The change can then only be made without a preview. */
  failed: boolean;
  /** True if the change would deny everything to everyone below. */
  closes: boolean;
};

/** Returns the state of a change's preview, for the button that makes the change. @param change null while none is chosen */
export function usePreviewState(change: GuardrailChange | null): PreviewState {
  const { data, error } = useRead({ ...previewQuery(change ?? NO_CHANGE), enabled: change !== null });
  const failed = change !== null && error !== undefined;
  return {
    waiting: change !== null && !data && !failed ? 'Wait until it is known who would be affected' : undefined,
    failed,
    closes: change !== null && (data?.Closes.length ?? 0) > 0,
  };
}

const NO_CHANGE: GuardrailChange = { kind: 'disable', type: 'SERVICE_CONTROL_POLICY' };
