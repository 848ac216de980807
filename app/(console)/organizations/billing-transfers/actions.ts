'use server';

import { consoleAction } from '@/lib/console/run-console';
import { InviteOrganizationToTransferResponsibility } from '@/lib/organizations/handshake/transfer-operations';
import {
  TerminateResponsibilityTransfer,
  UpdateResponsibilityTransfer,
} from '@/lib/organizations/responsibility-transfer/operations';

export const inviteToTransfer = consoleAction(InviteOrganizationToTransferResponsibility);
export const renameTransfer = consoleAction(UpdateResponsibilityTransfer);
export const withdrawTransfer = consoleAction(TerminateResponsibilityTransfer);
