import type { StatusKind } from '@/components/ui/status';
import type { DelegationRequest } from '../queries';

type State = DelegationRequest['State'];

/** The names of the states on pages, in AWS's words. */
const NAMES: Readonly<Record<State, string>> = {
  UNASSIGNED: 'Unassigned',
  ASSIGNED: 'Assigned',
  PENDING_APPROVAL: 'Pending approval',
  ACCEPTED: 'Approved',
  FINALIZED: 'Shared',
  REJECTED: 'Rejected',
  EXPIRED: 'Expired',
};

export const stateName = (state: State): string => NAMES[state];

export const STATE_STATUS: Readonly<Record<string, StatusKind>> = {
  Unassigned: 'pending',
  Assigned: 'pending',
  'Pending approval': 'pending',
  Approved: 'success',
  Shared: 'success',
  Rejected: 'error',
  Expired: 'inactive',
};
