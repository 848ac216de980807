'use client';

import { keepPreviousData } from '@tanstack/react-query';
import { type Read, useRead } from '@/components/console/kit/use-read';
import type { BillPreviewAnswer } from '@/lib/billing/bill/preview-operations';
import type { BillChangeInput } from '@/lib/billing/bill/preview-schema';
import type { Json } from '@/lib/console/result';
import { callAction } from '@/lib/console/shown-identity';
import { previewBill } from '../actions';

export type BillPreview = Json<BillPreviewAnswer>;
export type BillChange = BillChangeInput;

/** Without a month: that which bills are at. */
type PreviewAsked = { Month?: string | undefined; Changes: readonly BillChange[]; MaxResults?: number };

/**
 * What a month's bill would be with some changes; the answer of before stays until the next is there. Asked by an action, as changes are too long
 * for an address.
 * @param asked null: nothing yet
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
