import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../../test-runs';
import type { AccessModel } from '../model/access-model';
import { type Member, modelIndexOf } from '../model/model-index';
import { canDo, models } from '../testing/arbitrary-organization';
import { sampleIndex, samplePolicy } from '../testing/sample-policies';
import { escalationPaths } from './escalation-paths';

const index = sampleIndex('sts', 's3');
const admin = samplePolicy('identity', 'Admin', { Effect: 'Allow', Action: '*', Resource: '*' });

/** Returns the model with one role as administrator. */
function withAdministrator(model: AccessModel): AccessModel {
  const [role] = modelIndexOf(model).members.filter(({ entry }) => entry.trust !== undefined);
  return {
    ...model,
    accounts: model.accounts.map((account) => ({
      ...account,
      principals: account.principals.map((entry) => (entry.arn === role?.entry.arn ? { ...entry, identity: [admin] } : entry)),
    })),
  };
}

/** Counts the roles that a principal has to assume in sequence, by trying everything with single decisions. */
function stepsTo(model: AccessModel, start: Member, goal: string): number | null {
  const { members } = modelIndexOf(model);
  const distance = new Map([[start, 0]]);
  for (const [from, steps] of distance) {
    if (from.entry.arn === goal) return steps;
    for (const role of members) {
      const target = role.entry.trust !== undefined && role !== from && !distance.has(role);
      if (target && canDo(model, from, 'sts:AssumeRole', role.entry.arn)) distance.set(role, steps + 1);
    }
  }
  return null;
}

describe('escalation paths through roles', () => {
  it('have the fewest steps of all chains of roles', () => {
    let longer = 0;
    fc.assert(
      fc.property(models.map(withAdministrator), (model) => {
        const { administrators, paths } = escalationPaths(model, index);
        const [goal] = administrators;
        expect(administrators).toHaveLength(1);
        const found = new Map(paths.map(({ principal, steps }) => [principal, steps.length]));
        for (const member of modelIndexOf(model).members) {
          const steps = stepsTo(model, member, goal ?? '');
          longer += steps !== null && steps > 1 ? 1 : 0;
          expect(found.get(member.entry.arn) ?? null).toBe(steps === 0 ? null : steps);
        }
        expect(paths.every(({ access }) => access === 'always')).toBe(true);
      }),
      runs(300),
    );
    expect(longer).toBeGreaterThan(1);
  });
});
