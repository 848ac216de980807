import type { Blocker, CredentialType, PolicyRef, PolicyType } from '../types';

/** Where a change would be made. */
export type FixPlace =
  | { kind: 'policy'; policy: PolicyRef }
  /** A policy that does not exist yet: attached to the principal, put on the resource, or attached to a level of the organization. */
  | { kind: 'newPolicy'; type: PolicyType; level?: Blocker['level'] }
  /** The call itself: its credentials, its parameters, MFA. */
  | { kind: 'request' };

/** The part of a document that a change touches. */
export type FixElement = 'Action' | 'NotAction' | 'Resource' | 'NotResource' | 'Principal';

/**
 * `statementIndex` counts from 0 in the document as the steps before left it; `writtenIndex` in the document before all steps, where
 * that differs.
 */
export type StatementName = { statementIndex: number; writtenIndex?: number; sid?: string };

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

/** One way to remove one obstacle. `document` is the whole policy after the change, ready to be saved. */
export type FixOption = { place: FixPlace; change: FixChange; document?: string };

/** One obstacle and the least change in each place where it could be removed, the smallest first. */
export type FixStep = { blocker: Blocker; options: readonly FixOption[] };

/**
 * What it takes to allow a denied request: every step is needed, one option of each. Each option was checked by evaluating again:
 * it removes its obstacle, and the request is allowed once the other steps are done too, or then hangs only on a policy that is not known
 * (`unknown` of the policy set). `possible` is false, and the steps end early,
 * when no change to policies or to the call can allow it.
 */
export type FixPlan = { possible: boolean; steps: readonly FixStep[] };
