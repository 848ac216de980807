import { spend } from '../budget/count';
import { testCondition } from '../condition/test-condition';
import type { Policy } from '../policy/types';
import {
  actionEntry,
  type CompiledPolicy,
  type CompiledStatement,
  resourceEntry,
  type ServiceIndex,
  statementsFor,
} from './compile-policy';
import { matchPrincipal } from './match-principal';
import { contextOf, lookUpOf, type PreparedRequest } from './request';
import type { PolicyRef, PolicyTrace, PrincipalClass } from './types';

/** A compiled policy with its reference for explanations. */
export type PreparedPolicy = { ref: PolicyRef; policy: Policy; compiled: CompiledPolicy };

/** The most direct Allow of a policy that names principals. */
export type Grant = { class: PrincipalClass; statement: number };

/**
 * The results of each policy's statements for one request. The decision is derived from this only. It can be read from an explanation's
 * traces, or computed statement by statement when needed (with the same matching, without a record).
 */
export type DecisionRecord = {
  /** Returns the indexes of the matching Deny statements. */
  denies: (policy: PreparedPolicy) => readonly number[];
  /** Returns the index of the first matching Allow statement, or -1. */
  allow: (policy: PreparedPolicy) => number;
  grant: (policy: PreparedPolicy) => Grant;
};

export const NO_GRANT: Grant = { class: 'NONE', statement: -1 };
const NONE: readonly number[] = [];
export const STRENGTH: Readonly<Record<PrincipalClass, number>> = { DIRECT: 3, ROLE: 2, FED_SOURCE_USER: 2, ACCOUNT: 1, NONE: 0 };

/** A record that is computed on request and not stored. */
export class LiveRecord implements DecisionRecord {
  constructor(private readonly request: PreparedRequest) {}

  denies({ compiled }: PreparedPolicy): readonly number[] {
    const candidates = this.candidates(compiled.denies);
    if (candidates.length === 0) return NONE;
    let found: number[] | null = null;
    for (const statement of candidates) {
      if (this.classOf(statement, compiled) === 'NONE' || !bodyApplies(statement, this.request)) continue;
      found ??= [];
      found.push(statement.source.index);
    }
    return found ?? NONE;
  }

  allow({ compiled }: PreparedPolicy): number {
    for (const statement of this.candidates(compiled.allows)) {
      if (this.classOf(statement, compiled) !== 'NONE' && bodyApplies(statement, this.request)) return statement.source.index;
    }
    return -1;
  }

  grant({ compiled }: PreparedPolicy): Grant {
    let best = NO_GRANT;
    for (const statement of this.candidates(compiled.allows)) {
      const named = this.classOf(statement, compiled);
      if (STRENGTH[named] <= STRENGTH[best.class] || !bodyApplies(statement, this.request)) continue;
      best = { class: named, statement: statement.source.index };
    }
    return best;
  }

  private candidates(index: ServiceIndex): readonly CompiledStatement[] {
    return statementsFor(index, this.request.service);
  }

  private classOf(statement: CompiledStatement, compiled: CompiledPolicy): PrincipalClass {
    if (statement.principal === null) return compiled.needsPrincipal ? 'NONE' : 'DIRECT';
    return matchPrincipal(statement.principal, this.request.caller, statement.deny, this.request.hasBoundary).class;
  }
}

/** Tests Action, Resource and every Condition. The Principal is tested separately, because its result has degrees. */
function bodyApplies(statement: CompiledStatement, request: PreparedRequest): boolean {
  const { actions, resources, conditions } = statement;
  if (actionEntry(actions, request) >= 0 === actions.negated) return false;
  if (resources !== null && resourceEntry(resources, request) >= 0 === resources.negated) return false;
  spend(10 + 40 * conditions.length);
  if (conditions.length === 0) return true;
  const index = contextOf(request);
  const lookUp = lookUpOf(request);
  for (const condition of conditions) if (!testCondition(condition, index, lookUp).matched) return false;
  return true;
}

/** A record read from an explanation's traces. */
export class TracedRecord implements DecisionRecord {
  constructor(private readonly traces: ReadonlyMap<PreparedPolicy, PolicyTrace>) {}

  denies(policy: PreparedPolicy): readonly number[] {
    const trace = this.traces.get(policy);
    if (trace?.outcome !== 'Deny') return NONE;
    return trace.statements
      .filter((statement) => statement.applies && statement.effect === 'Deny')
      .map((statement) => statement.index);
  }

  allow(policy: PreparedPolicy): number {
    for (const { applies, effect, index } of this.traces.get(policy)?.statements ?? [])
      if (applies && effect === 'Allow') return index;
    return -1;
  }

  grant(policy: PreparedPolicy): Grant {
    let best = NO_GRANT;
    for (const { applies, effect, index, elements } of this.traces.get(policy)?.statements ?? []) {
      if (!applies || effect !== 'Allow') continue;
      const named = elements.find((element) => element.principalClass !== undefined)?.principalClass ?? 'NONE';
      if (STRENGTH[named] > STRENGTH[best.class]) best = { class: named, statement: index };
    }
    return best;
  }
}
