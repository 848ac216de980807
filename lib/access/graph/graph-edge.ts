import type { AccessEdge, EscalationStep } from '@gatehouse/policy/analyze';
import type { StatementRef } from '@gatehouse/policy/evaluate';

/** An edge of the graph: a decision of the engine about two nodes, a group membership, an assignment, or an escalation step. */
export type GraphEdge = {
  from: string;
  to: string;
  kind: AccessEdge['kind'] | 'member' | 'assigned' | 'administrator' | 'escalate';
  access: 'always' | 'sometimes';
  deciding: readonly StatementRef[];
  action?: string;
  resource?: string;
  outside?: AccessEdge['outside'];
  /** The permission set and the account of an `assigned` edge, in words. */
  through?: string;
  /** The steps of an `escalate` edge, in order. */
  steps?: readonly EscalationStep[];
};
