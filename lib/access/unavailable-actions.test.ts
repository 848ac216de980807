import { afterAll, expect, it } from 'vitest';
import { PutAccountEnforcement } from '../account/settings-operations';
import { createTestWorld } from '../core/test-world';
import { userWith } from '../iam/test-accounts';
import { ListUnavailableActions } from './unavailable-actions';

const world = await createTestWorld();
afterAll(() => world.close());

it('names what cannot succeed, and nothing that hangs on the call or on what it is about', async () => {
  const root = await world.account();
  expect((await root.run(ListUnavailableActions, {})).Actions).toEqual([]);
  const some = await userWith(
    world,
    root,
    'some',
    { Effect: 'Allow', Action: 'iam:DeleteUser', Resource: `arn:aws:iam::${root.accountId}:user/some` },
    { Effect: 'Allow', Action: 'iam:CreateUser', Resource: '*', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } },
    { Effect: 'Allow', Action: 'iam:CreateGroup', Resource: '*' },
    { Effect: 'Deny', Action: 'iam:CreateGroup', Resource: '*' },
  );
  const { Actions } = await some.run(ListUnavailableActions, {});
  expect(Actions).not.toContain('iam:DeleteUser');
  expect(Actions).not.toContain('iam:CreateUser');
  expect(Actions).toEqual(expect.arrayContaining(['iam:CreateGroup', 'iam:CreateRole', 'iam:DeleteRole']));
});

it('names nothing where the account does not obey its denials', async () => {
  const root = await world.account();
  const nobody = await userWith(world, root, 'nobody');
  expect((await nobody.run(ListUnavailableActions, {})).Actions).toContain('iam:CreateUser');
  await root.run(PutAccountEnforcement, { Enforcement: 'audit' });
  expect((await nobody.run(ListUnavailableActions, {})).Actions).toEqual([]);
});
