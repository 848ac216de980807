import type { PreparedPolicy } from '../record';
import type { AuthorizationRequest, Blocker, CredentialType, DecisionKind, PolicyRef, PolicySet, PolicyType } from '../types';

/** A question with all policies that apply, on which changes are tried. */
export type Situation = { request: AuthorizationRequest; set: PolicySet<PreparedPolicy> };

/** The place of a change. */
export type FixPlace =
  | { kind: 'policy'; policy: PolicyRef }
  /** A new policy: attached to the principal, put on the resource, or attached to a level of the organization. */
  | { kind: 'newPolicy'; type: PolicyType; level?: Blocker['level'] }
  /** The call itself: its credentials, parameters and MFA. */
  | { kind: 'request' };

/** The element of a document that a change edits. */
export type FixElement = 'Action' | 'NotAction' | 'Resource' | 'NotResource' | 'Principal';

/** A statement by its index before any change, from 0. */
export type StatementName = { statementIndex: number; sid?: string };

export type FixChange =
  | ({ kind: 'addEntry' | 'removeEntry'; element: FixElement; value: string } & StatementName)
  | ({ kind: 'addConditionValue' | 'removeConditionValue'; operator: string; key: string; value: string } & StatementName)
  /** `Resource: "*"` becomes a NotResource that exempts one resource. */
  | ({ kind: 'spareResource'; value: string } & StatementName)
  /** Adds a condition, so that a Deny exempts the caller. */
  | ({ kind: 'addCondition'; operator: string; key: string; value: string } & StatementName)
  | { kind: 'addStatement'; statement: object }
  | ({ kind: 'removeStatement' } & StatementName)
  | { kind: 'createPolicy'; statement: object }
  | { kind: 'detachPolicy'; level?: Blocker['level'] }
  | { kind: 'setContext'; values: Readonly<Record<string, string>> }
  | { kind: 'useCredential'; credential: CredentialType };

/** A change and its place. Statement indexes are those before all changes, so changes can be tried together in any order. */
export type PlacedChange = {
  place: FixPlace;
  change: FixChange;
  /** The policy that the change repeats or follows from, if it is not the policy of its place. */
  follows?: PolicyRef;
};

/** A way to remove an obstacle. `document` is the whole policy after it and after the first options of earlier steps. */
export type FixOption = PlacedChange & { document?: string };

/** An obstacle with the smallest change in each place that removes it, smallest first. */
export type FixStep = { blocker: Blocker; options: readonly FixOption[] };

/**
 * A sufficient set of changes: one option of each step. Every choice of options was tried on a copy, and every step is needed whichever
 * options are chosen.
 */
export type FixAlternative = {
  steps: readonly FixStep[];
  /** The unknown parts that the answer still depends on (`unknown` of the policy set). Empty: the call is allowed. */
  unknown: readonly Blocker[];
};

/** The changes that allow a request. */
export type FixPlan = {
  /** The current decision, and the unknown parts that it depends on. */
  decision: DecisionKind;
  unknown: readonly Blocker[];
  /**
   * The ways to allow it, with the fewest steps first. Empty for an allowed request, for an open one (no known policy blocks it), and if
   * nothing was found.
   */
  alternatives: readonly FixAlternative[];
  /** The obstacle that no change of policies or of the call removes, if no alternative was found. */
  stuckAt?: Blocker;
};
