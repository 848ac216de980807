import { afterAll, expect, it } from 'vitest';
import { createTestWorld } from '../../../core/test-world';
import type { RebuildCall } from '../../../export/rebuild-call';
import { userWith } from '../../../iam/test-accounts';
import { CreateUser, GetUser, ListUsers } from '../../../iam/user/operations';
import { runAs } from '../../testing/run-as';
import type { RunCall } from '../recipe';
import { type ImportInput, importCalls } from './import-calls';

const world = await createTestWorld();
afterAll(() => world.close());

const call = (operation: string, about: string, input: RebuildCall['input']): RebuildCall => ({
  service: 'iam',
  operation,
  about,
  input,
});
const document = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] });
const put = (UserName: string) =>
  call('PutUserPolicy', `user ${UserName}`, { UserName, PolicyName: 'Own', PolicyDocument: document });

const NOTHING = { left: [], learned: {}, lost: [] };
const nowhere = async () => ({ ok: false, error: { code: 'AccessDenied', message: 'no', requestId: '' } }) as const;
const importAs = (run: RunCall, input: ImportInput) => importCalls(nowhere)(run, input);

it('leaves existing users unchanged, reports refused calls and continues', async () => {
  const root = await world.account();
  await root.run(CreateUser, { UserName: 'ana' });
  const calls = [
    ...[call('CreateUser', 'user ana', { UserName: 'ana' }), call('CreateUser', 'user ben', { UserName: 'ben' })],
    ...[call('CreateUser', 'user no name', { UserName: 'no name' }), put('ana'), put('ben'), put('no name')],
  ];
  const result = await importAs(runAs(world, root), { calls, ...NOTHING });
  const outcomes = result.ok ? result.data.outcomes : [];
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['there', 'made', 'failed', 'left', 'made', 'left']);
  expect(outcomes[2]).toMatchObject({ error: { code: 'ValidationError' } });
  expect(result).toMatchObject({ data: { left: ['user ana', 'user no name'] } });
});

it('accepts an existing service-linked role', async () => {
  const root = await world.account();
  const role = call('CreateServiceLinkedRole', 'role AWSServiceRoleForAutoScaling', {
    AWSServiceName: 'autoscaling.amazonaws.com',
  });
  const first = await importAs(runAs(world, root), { calls: [role], ...NOTHING });
  expect(first).toMatchObject({ data: { outcomes: [{ outcome: 'made' }] } });
  const again = await importAs(runAs(world, root), { calls: [role], ...NOTHING });
  expect(again).toMatchObject({ data: { outcomes: [{ outcome: 'there' }] } });
  const none = call('CreateServiceLinkedRole', 'role x', { AWSServiceName: 'nothing.amazonaws.com' });
  expect(await importAs(runAs(world, root), { calls: [none], ...NOTHING })).toMatchObject({
    data: { outcomes: [{ outcome: 'failed' }] },
  });
});

it('refuses calls that the caller is not allowed to make', async () => {
  const root = await world.account();
  const reader = await userWith(world, root, 'reader', { Effect: 'Allow', Action: 'iam:GetUser', Resource: '*' });
  const result = await importAs(runAs(world, reader), {
    calls: [call('CreateUser', 'user eve', { UserName: 'eve' })],
    ...NOTHING,
  });
  expect(result).toMatchObject({ data: { outcomes: [{ outcome: 'failed', error: { code: 'AccessDenied' } }] } });
  expect((await root.run(ListUsers, {})).Users.map(({ UserName }) => UserName)).not.toContain('eve');
  await expect(importAs(runAs(world, root), { calls: [call('DeleteUser', 'user reader', {})], ...NOTHING })).rejects.toThrow(
    'DeleteUser',
  );
  expect(await root.run(GetUser, { UserName: 'reader' })).toBeTruthy();
});

it('refuses replacement IDs that are too long, and too many replacements', async () => {
  const root = await world.account();
  const calls = [call('CreateUser', 'user zoe', { UserName: 'zoe' })];
  const refused = { data: { outcomes: [{ outcome: 'failed', error: { code: 'ValidationError' } }] } };
  const long = await importAs(runAs(world, root), { calls, ...NOTHING, learned: { zoe: 'z'.repeat(1_000) } });
  expect(long).toMatchObject(refused);
  const document = Array.from({ length: 2_000 }, (_, index) => `id-${index}-`).join();
  const learned = Object.fromEntries(document.split(',').map((id) => [id, 'x']));
  const many = [call('CreateUser', 'user many', { UserName: document })];
  expect(await importAs(runAs(world, root), { calls: many, ...NOTHING, learned })).toMatchObject(refused);
  expect(await importAs(runAs(world, root), { calls, ...NOTHING, learned: { zoe: 'eve' } })).toMatchObject({
    data: { outcomes: [{ outcome: 'made' }] },
  });
  expect((await root.run(ListUsers, {})).Users.map(({ UserName }) => UserName)).toEqual(['eve']);
});
