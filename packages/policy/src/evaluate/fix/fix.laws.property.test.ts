import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCase } from '../../cases/case';
import { policyDocument, type RandomCase, randomCase } from '../../test-arbitraries';
import { runs } from '../../test-runs';
import { authorize } from '../authorize';
import { preparePolicyText } from '../prepare-policy';
import type { PreparedPolicy } from '../record';
import type { PolicyRef } from '../types';
import { describeFix } from './describe-fix';
import { smallestFix } from './smallest-fix';
import { tryChanges } from './try-changes';
import type { FixPlan, PlacedChange, Situation } from './types';

function situation(value: RandomCase): Situation {
  const result = loadCase(value);
  if (!result.ok) throw new Error(result.message);
  return result.loaded;
}

/** Returns every choice of one option per step. */
function choicesOf({ steps }: FixPlan['alternatives'][number]): PlacedChange[][] {
  return steps.reduce<PlacedChange[][]>(
    (choices, { options }) => choices.flatMap((choice) => options.map((option) => [...choice, option])),
    [[]],
  );
}

const EVERYTHING = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
const said = (choice: readonly PlacedChange[]) => choice.map((option) => describeFix(option)).join(' ');
const decided = (start: Situation, changes: readonly PlacedChange[]) => tryChanges(start, changes)?.decision.decision;

/** Tests the law of a plan without unknown parts. */
function holds(start: Situation): 'allowed' | 'found' | 'stuck' {
  const plan = smallestFix(start.request, start.set);
  if (authorize(start.request, start.set).decision === 'Allowed') {
    expect(plan).toEqual({ decision: 'Allowed', unknown: [], alternatives: [] });
    return 'allowed';
  }
  if (plan.alternatives.length === 0) {
    expect(plan.stuckAt).toBeDefined();
    return 'stuck';
  }
  for (const alternative of plan.alternatives) {
    expect(alternative.unknown).toEqual([]);
    expect(alternative.steps.length).toBeGreaterThan(0);
    for (const choice of choicesOf(alternative)) {
      expect([said(choice), decided(start, choice)]).toEqual([said(choice), 'Allowed']);
      expect([said(choice), decided(start, [...choice].reverse())]).toEqual([said(choice), 'Allowed']);
      for (const part of choice) {
        const rest = choice.filter((other) => other !== part);
        expect([said(choice), said([part]), decided(start, rest)]).not.toEqual([said(choice), said([part]), 'Allowed']);
      }
    }
    documentsHold(start, alternative);
  }
  const all = plan.alternatives.map((alternative) => choicesOf(alternative).map(said));
  expect(new Set(all.flat()).size).toBe(all.flat().length);
  return 'found';
}

/** Expects each policy's last document in the plan to equal the document that `tryChanges` evaluates. */
function documentsHold(start: Situation, { steps }: FixPlan['alternatives'][number]): void {
  const tried = tryChanges(
    start,
    steps.flatMap(({ options: [first] }) => first ?? []),
  );
  const last = new Map(
    steps.flatMap(({ options: [first] }) =>
      first?.document !== undefined && first.place.kind === 'policy'
        ? [[first.place.policy.arn ?? first.place.policy.id, first.document] as const]
        : [],
    ),
  );
  for (const [key, document] of last) expect(tried?.documents.get(key)).toBe(document);
}

function attached(ref: PolicyRef, document: object): PreparedPolicy {
  const result = preparePolicyText(ref, JSON.stringify(document));
  if (!result.ok) throw new Error(result.issues[0]?.message);
  return result.prepared;
}

describe('every change that smallestFix offers', () => {
  it('allows the request with any choice in any order, and has no unnecessary part', () => {
    const seen = { allowed: 0, found: 0, stuck: 0 };
    fc.assert(
      fc.property(randomCase, (value) => {
        seen[holds(situation(value))] += 1;
      }),
      runs(700),
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(10);
  });

  it('changes a document once, even if it is attached several times', () => {
    let twice = 0;
    fc.assert(
      fc.property(randomCase, policyDocument('scp'), policyDocument('identity'), (value, guardrail, managed) => {
        const { request, set } = situation(value);
        const scpArn = 'arn:aws:organizations::111122223333:policy/o-x/service_control_policy/p-x';
        const arn = 'arn:aws:iam::111122223333:policy/managed';
        const level = (id: string, kind: 'root' | 'account') => ({
          id,
          name: id,
          kind,
          policies: [
            attached({ id: `p-x@${id}`, type: 'scp', name: 'x', arn: scpArn, origin: { kind: 'level', levelId: id } }, guardrail),
          ],
        });
        const start: Situation = {
          request,
          set: {
            ...set,
            identity: [
              ...set.identity,
              attached({ id: `${arn}@1`, type: 'identity', name: 'managed', arn, origin: { kind: 'direct' } }, managed),
              attached(
                {
                  id: `${arn}@2`,
                  type: 'identity',
                  name: 'managed',
                  arn,
                  origin: { kind: 'group', groupName: 'g', inline: false },
                },
                managed,
              ),
            ],
            boundary: attached(
              { id: `${arn}@boundary`, type: 'boundary', name: 'managed', arn, origin: { kind: 'boundary' } },
              managed,
            ),
            scp: [level('r', 'root'), level('a', 'account')],
          },
        };
        holds(start);
        for (const { steps } of smallestFix(request, start.set).alternatives)
          if (steps.some(({ blocker }) => blocker.type === 'scp')) twice += 1;
      }),
      runs(300),
    );
    expect(twice).toBeGreaterThan(20);
  });

  it('names the unknown policies that still decide, and is sufficient for the known ones', () => {
    const seen = { open: 0, allowed: 0, needs: 0 };
    fc.assert(
      fc.property(randomCase, fc.boolean(), (value, wide) => {
        const more = wide ? { resourceAccount: '999988887777', identity: [...value.identity, EVERYTHING] } : {};
        const { request, set } = situation({ ...value, ...more });
        const { resource: _, rcp: __, ...callerSide } = set;
        const start: Situation = { request, set: { ...callerSide, unknown: ['resource', 'rcp'] } };
        const plan = smallestFix(request, start.set);
        const before = authorize(request, start.set);
        expect(plan.decision).toBe(before.decision);
        if (plan.unknown.length > 0) seen.open += 1;
        if (plan.unknown.length > 0 || plan.decision === 'Allowed') {
          expect(plan.alternatives).toEqual([]);
          return;
        }
        for (const alternative of plan.alternatives) {
          seen[alternative.unknown.length > 0 ? 'needs' : 'allowed'] += 1;
          for (const choice of choicesOf(alternative)) {
            const after = tryChanges(start, choice)?.decision;
            expect(after?.blockedBy.map(({ type, kind }) => [type, kind])).toEqual(
              alternative.unknown.map(({ type }) => [type, 'unknown']),
            );
            if (alternative.unknown.length === 0) expect(after?.decision).toBe('Allowed');
          }
        }
      }),
      runs(500),
    );
    // `seen.allowed` is missing, because requests are rarely allowed regardless of the unknown parts.
    for (const count of [seen.open, seen.needs]) expect(count).toBeGreaterThan(10);
  });
});
