import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { diffPrincipalsSteps } from '@gatehouse/policy/analyze';
import { describe, expect, it } from 'vitest';
import { prepare } from '../../core/authorization/prepared-policies';
import { takeInTurns } from '../../core/work/bulk';
import { actionIndex } from './action-index';

const A = '111122223333';
const BOUNDARY = `arn:aws:iam::${A}:policy/Boundary`;

/** Returns an account with a user that has one policy. */
function modelWith(...Statement: object[]) {
  const arn = `arn:aws:iam::${A}:user/ana`;
  const principal = { type: 'User' as const, accountId: A, arn, userId: 'AIDAANA00000000000001', userName: 'ana' };
  const text = JSON.stringify({ Version: '2012-10-17', Statement });
  const identity = [prepare({ id: 'p', type: 'identity', name: 'p', origin: { kind: 'direct' } }, text)];
  const account = { accountId: A, name: 'a', management: false, principals: [{ arn, principal, identity }], groups: [] };
  return { accounts: [account], resources: [] };
}

async function differs(before: object[], after: object[]): Promise<boolean> {
  const { principals } = await takeInTurns(diffPrincipalsSteps(modelWith(...before), modelWith(...after), await actionIndex()));
  return principals.length > 0;
}

const statement = (Effect: string, Condition?: object) => ({ Effect, Action: 'iam:CreateRole', Resource: '*', Condition });

describe('a condition key of a service', () => {
  it('with one value is compared with one value, so that a Deny of other values equals an Allow of the value', async () => {
    const key = 'iam:PermissionsBoundary';
    const allowed = [statement('Allow', { StringEquals: { [key]: BOUNDARY } })];
    const denied = [statement('Allow'), statement('Deny', { StringNotEquals: { [key]: BOUNDARY } })];
    expect(await differs(allowed, denied)).toBe(false);
    const ifExists = [statement('Allow'), statement('Deny', { StringNotEqualsIfExists: { [key]: BOUNDARY } })];
    expect(await differs(allowed, ifExists)).toBe(false);
    expect(await differs(allowed, [statement('Allow', { StringEqualsIfExists: { [key]: BOUNDARY } })])).toBe(true);
  });

  it('with several values, or one that the catalog does not have, is compared with several', async () => {
    for (const key of ['sts:TransitiveTagKeys', 'iam:NoSuchKey']) {
      const all = [statement('Allow', { 'ForAllValues:StringEquals': { [key]: 'x' }, Null: { [key]: 'false' } })];
      const any = [statement('Allow', { 'ForAnyValue:StringEquals': { [key]: 'x' } })];
      expect(await differs(all, any)).toBe(true);
    }
  });
});

it('the engine and the catalog agree about the global keys with several values', async () => {
  const { mayHaveSeveralValues } = await actionIndex();
  const several = loadCatalog()
    .globalConditionKeys.filter(({ multivalued }) => multivalued)
    .map(({ key }) => key.toLowerCase());
  expect(several.length).toBeGreaterThan(3);
  for (const key of several) expect([key, mayHaveSeveralValues?.(key)]).toEqual([key, true]);
  expect(mayHaveSeveralValues?.('aws:principaltag/team')).toBe(false);
});
