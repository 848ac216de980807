import { type Act, opened } from '@/components/console/kit/act';
import type { RemovedAssignments } from './subjects';

export const removeAssignmentsAct: Act<RemovedAssignments> = {
  label: 'Remove access',
  look: 'danger',
  takes: 'sso:DeleteAccountAssignment',
  opens: opened(() => import('./remove-assignments').then((module) => module.RemoveAssignments)),
};
