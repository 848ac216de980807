import { consoleQuery } from '@/lib/console/query';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import type { GetDelegationRequest } from '@/lib/iam/delegation-request/operations';

export type DelegationRequest = Json<OutputOf<typeof GetDelegationRequest>>['DelegationRequest'];

/** Reads the newest requests that have an owner in this account. */
export const delegationRequestsQuery = () => consoleQuery('iam', 'ListDelegationRequests', { MaxItems: 1000 });
export const delegationRequestQuery = (DelegationRequestId: string) =>
  consoleQuery('iam', 'GetDelegationRequest', { DelegationRequestId, DelegationPermissionCheck: true });
export const summaryQuery = (EntityArn: string) => consoleQuery('iam', 'GetHumanReadableSummary', { EntityArn });
