import type { ReactNode } from 'react';
import { Status, type StatusKind } from '../../ui/status';

const STATES: Record<string, [StatusKind, string]> = {
  ACTIVE: ['success', 'Active'],
  Active: ['success', 'Active'],
  ENABLED: ['success', 'Enabled'],
  ACCEPTED: ['success', 'Accepted'],
  SUCCEEDED: ['success', 'Succeeded'],
  IN_PROGRESS: ['loading', 'In progress'],
  REQUESTED: ['pending', 'Requested'],
  OPEN: ['pending', 'Open'],
  PENDING: ['pending', 'Pending'],
  PENDING_ACTIVATION: ['pending', 'Pending activation'],
  PENDING_ENABLE: ['loading', 'Enabling'],
  PENDING_DISABLE: ['loading', 'Disabling'],
  PENDING_CLOSURE: ['warning', 'Pending closure'],
  INVITED: ['pending', 'Invited'],
  SUSPENDED: ['stopped', 'Suspended'],
  CLOSED: ['stopped', 'Closed'],
  Inactive: ['inactive', 'Inactive'],
  INACTIVE: ['inactive', 'Inactive'],
  DISABLED: ['inactive', 'Disabled'],
  EXPIRED: ['inactive', 'Expired'],
  Expired: ['inactive', 'Expired'],
  CANCELED: ['inactive', 'Canceled'],
  WITHDRAWN: ['inactive', 'Withdrawn'],
  DECLINED: ['error', 'Declined'],
  FAILED: ['error', 'Failed'],
};

/** Renders a state of AWS's API, such as `ACTIVE` or `PENDING_CLOSURE`, as an icon and a word. */
export function StatusIndicator({ state, children }: { state: string; children?: ReactNode }) {
  const [kind, word] = STATES[state] ?? (['info', state] as const);
  return <Status kind={kind}>{children ?? word}</Status>;
}
