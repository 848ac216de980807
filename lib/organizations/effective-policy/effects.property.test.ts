import {
  contentInForce,
  type DeclarativePolicy,
  effectivePolicy,
  effectivePolicySteps,
  readDeclarativePolicy,
} from '@gatehouse/policy/organization';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { takeInTurns } from '../../core/work/bulk';
import { effectsSteps, type PolicyState } from './effects';

const TYPE = 'BACKUP_POLICY';

function policyOf(part: object): DeclarativePolicy {
  const read = readDeclarativePolicy(TYPE, JSON.stringify({ plans: { daily: part } }));
  if (!read.ok) throw new Error(read.issues[0]?.message);
  return read.policy;
}

/** Parts of a plan, of which only all together are valid. */
const PARTS = [
  { regions: { '@@append': ['eu-west-1'] } },
  { regions: { '@@assign': ['us-east-1'] } },
  { regions: { '@@remove': ['eu-west-1'] } },
  { rules: { daily: { target_backup_vault_name: { '@@assign': 'vault' } } } },
  { rules: { daily: { start_backup_window_minutes: { '@@assign': '60' } } } },
  {
    selections: {
      tags: {
        all: {
          iam_role_arn: { '@@assign': 'arn:aws:iam::$account:role/Backup' },
          tag_key: { '@@assign': 'backup' },
          tag_value: { '@@assign': ['yes'] },
        },
      },
    },
  },
].map((part, index) => ({ id: `p-${index}`, policy: policyOf(part) }));

const NODES = ['root', 'unit', 'other', 'one', 'two', 'three'];
const CHAINS = [['root'], ['root', 'unit'], ['root', 'unit', 'other']];
const state: fc.Arbitrary<PolicyState> = fc
  .record({
    attached: fc.array(fc.tuple(fc.constantFrom(...NODES), fc.shuffledSubarray(PARTS)), { maxLength: 5 }),
    places: fc.array(fc.constantFrom(...CHAINS), { minLength: 1, maxLength: 3 }),
  })
  .map(({ attached, places }) => ({
    attached: new Map(attached),
    chains: new Map(places.map((place, index) => [NODES[index + 3] ?? '', [...place, NODES[index + 3] ?? '']])),
  }));

function computed({ attached, chains }: PolicyState, account: string) {
  return effectivePolicy(
    TYPE,
    (chains.get(account) ?? []).map((id) => ({ id, policies: attached.get(id) ?? [] })),
  );
}

it('says for each account whether the document in force changes, ends or begins', async () => {
  await fc.assert(
    fc.asyncProperty(state, state, async (before, after) => {
      const effects = await takeInTurns(effectsSteps(TYPE, before, after));
      expect([...effects.keys()]).toEqual([...after.chains.keys()]);
      for (const [account, { change, problems, settings }] of effects) {
        const [last, next] = [computed(before, account), computed(after, account)];
        const inForce = JSON.parse(contentInForce(last));
        const [wasValid, isValid] = [last.problems.length === 0, next.problems.length === 0];
        if (wasValid !== isValid) expect(change).toBe(isValid ? 'BECOMES_VALID' : 'BECOMES_INVALID');
        else {
          const then = JSON.parse(contentInForce(next, contentInForce(last)));
          expect(change).toBe(JSON.stringify(sorted(inForce)) === JSON.stringify(sorted(then)) ? 'UNCHANGED' : 'CHANGED');
        }
        expect(problems).toEqual(change === 'BECOMES_INVALID' ? next.problems : []);
        expect(settings.length > 0).toBe(change === 'CHANGED');
        for (const { Path, Before, After } of settings) {
          expect(textAt(last.document, Path.split('/'))).toBe(Before);
          expect(textAt(next.document, Path.split('/'))).toBe(After);
        }
      }
    }),
  );
});

/** Returns the JSON text of the value at a path, or null for a missing one and for an object with members, which is no value. */
function textAt(document: unknown, path: readonly string[]): string | null {
  const value = path.reduce((inner: unknown, name) => (inner as Record<string, unknown> | undefined)?.[name], document);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return value === undefined || (isObject && Object.keys(value).length > 0) ? null : JSON.stringify(value);
}

/** Sorts the members of objects, whose order says nothing. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort()
      .map(([name, member]) => [name, sorted(member)]),
  );
}

it('computes one policy for all accounts with the same documents above them', () => {
  const tags = (value: string): DeclarativePolicy => {
    const read = readDeclarativePolicy('TAG_POLICY', JSON.stringify({ tags: { team: { tag_value: { '@@assign': [value] } } } }));
    if (!read.ok) throw new Error(read.issues[0]?.message);
    return read.policy;
  };
  const chains = new Map(Array.from({ length: 1_000 }, (_, index) => [`account-${index}`, ['root', `account-${index}`]]));
  const before = { attached: new Map([['root', [{ id: 'p', policy: tags('Red') }]]]), chains };
  const after = { attached: new Map([['root', [{ id: 'p', policy: tags('Blue') }]]]), chains };
  const alone = effectivePolicySteps('TAG_POLICY', [{ id: 'root', policies: [{ id: 'p', policy: tags('Red') }] }]);
  const stepsOf = (steps: Generator) => {
    let count = 1;
    while (!steps.next().done) count++;
    return count;
  };
  const one = stepsOf(alone);
  expect(stepsOf(effectsSteps('TAG_POLICY', before, after))).toBe(1_000 + 1 + 2 * (one - 1));
});
