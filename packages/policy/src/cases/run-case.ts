import { explain } from '../evaluate/explain';
import type { DecisionKind } from '../evaluate/types';
import { loadCase } from './case';

/** The stable result format of a case (`README.md`, "Cases"). */
export type CaseResult = {
  name?: string;
  decision: DecisionKind;
  /** The policy types, with the one in AWS's message first. */
  blockedBy: readonly string[];
  /** The statements that decide. */
  deciding: readonly { policy: string; statement: number; sid?: string }[];
  missingContextKeys: readonly string[];
  message?: string;
};

export type CaseFailure = { name?: string; error: string };

/** Evaluates a case given as a JSON value. Anything else returns an error object. It never throws. */
export function runCase(value: unknown): CaseResult | CaseFailure {
  const given = typeof value === 'object' && value !== null && 'name' in value ? value.name : undefined;
  const name = typeof given === 'string' ? { name: given } : {};
  const result = loadCase(value);
  if (!result.ok) return { ...name, error: result.message };
  const { request, set } = result.loaded;
  const explanation = explain(request, set);
  const levels = [...explanation.scpLevels, ...explanation.rcpLevels].flatMap((level) => level.policies);
  const traces = new Map([...explanation.policies, ...levels].map((trace) => [trace.policy.id, trace]));
  const deciding = explanation.deciding.map(({ policyId, statementIndex }) => {
    const sid = traces.get(policyId)?.statements[statementIndex]?.sid;
    return sid === undefined
      ? { policy: policyId, statement: statementIndex }
      : { policy: policyId, statement: statementIndex, sid };
  });
  return {
    ...name,
    decision: explanation.decision,
    blockedBy: explanation.blockedBy.map((blocker) => blocker.type),
    deciding,
    missingContextKeys: explanation.missingContextKeys,
    ...(explanation.message === undefined ? {} : { message: explanation.message }),
  };
}
