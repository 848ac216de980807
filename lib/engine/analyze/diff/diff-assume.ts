import type { StatementRef } from '../../evaluate/types';
import type { AccessAccount, AccessModel } from '../model/access-model';
import type { Access, AccessAnswer } from '../model/ask-known';
import { type Member, type ModelIndex, modelIndexOf } from '../model/model-index';
import { haveSameContent } from '../model/policy-content';
import type { Steps } from '../steps';
import { canAssume, trustIndexOf } from '../who-can/assume-role';

/** A principal that can assume a role differently than before. */
export type AssumeDiff = {
  principal: string;
  role: string;
  before: Access;
  after: Access;
  /** The statements that grant, in the state in which it is granted (after, if in both). */
  deciding: readonly StatementRef[];
};

/** `touched`: ARNs of principals whose own side may have changed. Roles whose side changed are found here. */
export function* diffAssume(before: AccessModel, after: AccessModel, touched: ReadonlySet<string>): Steps<readonly AssumeDiff[]> {
  const sides: readonly Side[] = [before, after].map((model) => ({ index: modelIndexOf(model), trust: trustIndexOf(model) }));
  const pairs = new Map<string, readonly [principal: string, role: string]>();
  const add = (principal: string, role: string) => pairs.set(`${principal} ${role}`, [principal, role]);
  for (const { index, trust } of sides) {
    for (const name of touched) {
      const member = index.member(name);
      for (const role of member === undefined ? [] : trust.rolesFor(member)) add(name, role.entry.arn);
      yield;
    }
  }
  for (const role of changedRoles(sides)) {
    for (const { index, trust } of sides) {
      const member = index.member(role);
      for (const candidate of member === undefined ? [] : trust.candidatesFor(member)) add(candidate.entry.arn, role);
      yield;
    }
  }
  const diffs: AssumeDiff[] = [];
  for (const [principal, role] of pairs.values()) {
    diffs.push(...comparePair(sides, principal, role));
    yield;
  }
  return diffs;
}

type Side = { index: ModelIndex; trust: ReturnType<typeof trustIndexOf> };

function changedRoles(sides: readonly Side[]): Set<string> {
  const [before, after] = sides;
  const changed = new Set<string>();
  for (const { index } of sides) {
    for (const { entry } of index.members) {
      if (entry.trust === undefined) continue;
      const was = before?.index.member(entry.arn);
      const is = after?.index.member(entry.arn);
      if (was === undefined || is === undefined || !isSameTarget(was, is)) changed.add(entry.arn);
    }
  }
  return changed;
}

/** The same trust policy under the same RCPs. */
function isSameTarget(a: Member, b: Member): boolean {
  return haveSameContent(a.entry.trust, b.entry.trust) && guardsAlike(a.account, b.account);
}

/** Whether RCPs guard the resources of an account as before. */
export function guardsAlike(a: AccessAccount | undefined, b: AccessAccount | undefined): boolean {
  if (a === b || a === undefined || b === undefined) return a === b;
  return a.management === b.management && haveSameLevels(a.rcp ?? [], b.rcp ?? []);
}

type Levels = NonNullable<AccessAccount['rcp']>;

function haveSameLevels(a: Levels, b: Levels): boolean {
  if (a === b) return true;
  return (
    a.length === b.length &&
    a.every(({ policies }, i) => {
      const others = b[i]?.policies ?? [];
      return policies.length === others.length && policies.every((policy, j) => haveSameContent(policy, others[j]));
    })
  );
}

function comparePair(sides: readonly Side[], principal: string, role: string): AssumeDiff[] {
  const [was, is] = sides.map(({ index }): AccessAnswer | null => {
    const member = index.member(principal);
    const target = index.member(role);
    return member === undefined || target === undefined ? null : canAssume(index, member, target);
  });
  const before = was?.access ?? 'never';
  const after = is?.access ?? 'never';
  if (before === after) return [];
  const deciding = (after === 'never' ? was : is)?.deciding ?? [];
  return [{ principal, role, before, after, deciding }];
}
