import type { PreparedPolicy } from '../record';
import type { AuthorizationRequest, Blocker, CredentialType, DecisionKind, PolicyRef, PolicySet, PolicyType } from '../types';

/** A question with everything that bears on it: what changes are tried on. */
export type Situation = { request: AuthorizationRequest; set: PolicySet<PreparedPolicy> };

/** Where a change would be made. */
export type FixPlace =
  | { kind: 'policy'; policy: PolicyRef }
  /** A policy that does not exist yet: attached to the principal, put on the resource, or attached to a level of the organization. */
  | { kind: 'newPolicy'; type: PolicyType; level?: Blocker['level'] }
  /** The call itself: its credentials, its parameters, MFA. */
  | { kind: 'request' };

/** The part of a document that a change touches. */
export type FixElement = 'Action' | 'NotAction' | 'Resource' | 'NotResource' | 'Principal';

/** A statement by its index, counted from 0 in the document as it is before any change. */
export type StatementName = { statementIndex: number; sid?: string };

export type FixChange =
  | ({ kind: 'addEntry' | 'removeEntry'; element: FixElement; value: string } & StatementName)
  | ({ kind: 'addConditionValue' | 'removeConditionValue'; operator: string; key: string; value: string } & StatementName)
  /** `Resource: "*"` becomes a NotResource that spares one resource. */
  | ({ kind: 'spareResource'; value: string } & StatementName)
  /** A further condition, so that a Deny spares the caller. */
  | ({ kind: 'addCondition'; operator: string; key: string; value: string } & StatementName)
  | { kind: 'addStatement'; statement: object }
  | ({ kind: 'removeStatement' } & StatementName)
  | { kind: 'createPolicy'; statement: object }
  | { kind: 'detachPolicy'; level?: Blocker['level'] }
  | { kind: 'setContext'; values: Readonly<Record<string, string>> }
  | { kind: 'useCredential'; credential: CredentialType };

/** A change and the place where it is made. Statements are counted as before all changes, so changes can be tried together in any order. */
export type PlacedChange = {
  place: FixPlace;
  change: FixChange;
  /** The policy whose text the change repeats or follows from, where that is not the policy of its place. */
  follows?: PolicyRef;
};

/** One way to remove one obstacle. `document` is the whole policy after it and after the first options of the steps before it. */
export type FixOption = PlacedChange & { document?: string };

/** One obstacle and the least change in each place where it could be removed, the smallest first. */
export type FixStep = { blocker: Blocker; options: readonly FixOption[] };

/**
 * A set of changes that is enough: one option of each step. Every choice of options was tried on a copy and decided again, and every step is
 * needed, whichever options are chosen.
 */
export type FixAlternative = {
  steps: readonly FixStep[];
  /** What the answer then still hangs on, because it is not known (`unknown` of the policy set): empty means the call is allowed. */
  unknown: readonly Blocker[];
};

/** What it takes to allow a request. */
export type FixPlan = {
  /** The decision as it is, and what it hangs on where it is open. */
  decision: DecisionKind;
  unknown: readonly Blocker[];
  /**
   * Ways to allow it, those with the fewest steps first. Empty for a request that is allowed, for one that is open, as no known policy is in its
   * way, and where nothing was found.
   */
  alternatives: readonly FixAlternative[];
  /** Where no alternative was found: the obstacle that no change of policies or of the call removes. */
  stuckAt?: Blocker;
};
