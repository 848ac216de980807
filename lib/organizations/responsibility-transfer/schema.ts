import { z } from 'zod';
import { Paging, ResponsibilityTransferId, ResponsibilityTransferName, ResponsibilityTransferType } from '../shapes';

export const DescribeResponsibilityTransferInput = z.object({ Id: ResponsibilityTransferId });
export const ListInboundResponsibilityTransfersInput = z.object({
  Type: ResponsibilityTransferType,
  Id: ResponsibilityTransferId.optional(),
  ...Paging,
});
export const ListOutboundResponsibilityTransfersInput = z.object({ Type: ResponsibilityTransferType, ...Paging });
export const UpdateResponsibilityTransferInput = z.object({ Id: ResponsibilityTransferId, Name: ResponsibilityTransferName });
export const TerminateResponsibilityTransferInput = z.object({
  Id: ResponsibilityTransferId,
  /** The default is the end of the first month in which the transfer can end. */
  EndTimestamp: z.date().optional(),
});
