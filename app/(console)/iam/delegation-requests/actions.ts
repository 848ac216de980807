'use server';

import { consoleAction } from '@/lib/console/run-console';
import {
  AcceptDelegationRequest,
  AssociateDelegationRequest,
  RejectDelegationRequest,
  SendDelegationToken,
  UpdateDelegationRequest,
} from '@/lib/iam/delegation-request/operations';

export const associateDelegationRequest = consoleAction(AssociateDelegationRequest);
export const updateDelegationRequest = consoleAction(UpdateDelegationRequest);
export const acceptDelegationRequest = consoleAction(AcceptDelegationRequest);
export const rejectDelegationRequest = consoleAction(RejectDelegationRequest);
export const sendDelegationToken = consoleAction(SendDelegationToken);
