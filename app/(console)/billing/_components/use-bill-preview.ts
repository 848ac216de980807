'use client';

import { keepPreviousData } from '@tanstack/react-query';
import { type Read, useRead } from '@/components/console/kit/use-read';
import type { BillPreviewAnswer } from '@/lib/billing/bill/preview/operations';
import type { BillChangeInput } from '@/lib/billing/bill/preview/schema';
import type { Json } from '@/lib/console/result';
import { callAction } from '@/lib/console/session/shown-identity';
import { previewBill } from '../actions';

export type BillPreview = Json<BillPreviewAnswer>;
export type BillChange = BillChangeInput;

/** Without a month, the current billing month. */
type PreviewAsked = { Month?: string | undefined; Changes: readonly BillChange[]; MaxResults?: number };

/**
 * Reads the estimate of a month's bill with changes. The earlier result stays until the next arrives. It is an action, because
 * changes are too long for an address.
 * @param asked null if there is nothing to ask
 */
export function useBillPreview(asked: PreviewAsked | null): Read<BillPreview> {
  return useRead({
    queryKey: ['console', 'PreviewBill', asked] as const,
    queryFn: () => callAction(previewBill, { ...asked, Changes: [...(asked?.Changes ?? [])] }),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}
