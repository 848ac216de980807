import { listManagedPolicies, managedPolicyDocument } from '@gatehouse/catalog/managed-policies';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stepOf } from '../../access-portal/sign-in/second-step';
import { type Actor, createTestWorld, type TestWorld } from '../../core/test-world';
import { keysOf } from '../../core/text/lists';
import { findInstance } from '../../identity-center/instance/rows';
import { allowsAll, isAdministratorPolicy } from '../../identity-center/permission-set/documents';
import { PutMfaDeviceManagementForDirectory } from '../../identity-center/sign-in-settings/console-operations';
import { type MfaSettings, PROMPT_MODES, WITHOUT_DEVICE } from '../../identity-center/sign-in-settings/schema';
import { enableIdentityCenter } from '../../identity-center/test-instance';
import { DisableUser, UpdatePassword } from '../../identity-store/password/console-operations';
import { findStoreUser } from '../../identity-store/rows';
import { person, registerStoreApp } from '../../identity-store/test-store';
import { CreateUser } from '../../identity-store/user/operations';
import { readIdentityCenterFacts } from './identity-center-facts';

it('every policy of AWS is an administrator exactly if the engine says so', () => {
  const administrators: string[] = [];
  for (const { arn } of listManagedPolicies()) {
    const byEngine = allowsAll(managedPolicyDocument(arn) ?? '');
    expect([arn, isAdministratorPolicy(arn)]).toEqual([arn, byEngine]);
    if (byEngine) administrators.push(arn);
  }
  expect(administrators).toContain('arn:aws:iam::aws:policy/AdministratorAccess');
});

it.each([
  [
    'a letter as an escape',
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","\\u0041ction":"\\u002a","Resource":"*"}]}',
    true,
  ],
  [
    'a list with another action first',
    '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["s3:[x]","*"],"Resource":["*"]}}',
    true,
  ],
  [
    'every action of one service',
    '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:*","Resource":"*"}}',
    false,
  ],
  ['a deny', '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}', false],
  ['no JSON', '{"Action":"*"', false],
])('an inline policy is judged by its meaning: %s', (_, text, expected) => {
  expect(allowsAll(text)).toBe(expected);
});

describe('the people who can sign in', () => {
  let world: TestWorld;
  let root: Actor;
  let store: { IdentityStoreId: string };
  const ids = new Map<string, string>();

  async function add(name: string, { hasEmail, hasPassword }: { hasEmail: boolean; hasPassword: boolean }) {
    const { Emails, ...attributes } = person(name);
    const { UserId } = await root.run(CreateUser, { ...store, ...attributes, ...(hasEmail && { Emails }) });
    if (hasPassword) await root.run(UpdatePassword, { ...store, UserId, PasswordMode: 'OTP' });
    ids.set(name, UserId);
    return { ...store, UserId };
  }

  beforeAll(async () => {
    world = await createTestWorld();
    root = await world.account();
    const { IdentityStoreId } = await enableIdentityCenter(root);
    store = { IdentityStoreId };
    await add('ana', { hasEmail: true, hasPassword: true });
    await add('bo', { hasEmail: false, hasPassword: true });
    await registerStoreApp(world.database, await add('cy', { hasEmail: true, hasPassword: true }));
    await add('new', { hasEmail: true, hasPassword: false });
    await root.run(DisableUser, await add('gone', { hasEmail: true, hasPassword: true }));
  });
  afterAll(() => world.close());

  const kinds: MfaSettings['AllowedKinds'][] = [['fido', 'virtual'], ['virtual'], ['fido']];
  const settings = keysOf(PROMPT_MODES).flatMap((PromptMode) =>
    keysOf(WITHOUT_DEVICE).flatMap((WithoutDevice) =>
      kinds.map((AllowedKinds) => ({ PromptMode, WithoutDevice, AllowedKinds, SelfManaged: true })),
    ),
  );

  it.each(settings)('are those whom the access portal lets in: %o', async (given) => {
    await root.run(PutMfaDeviceManagementForDirectory, given);
    const { reader } = world.database;
    const instance = await findInstance(reader, { identityStoreId: store.IdentityStoreId });
    const facts = instance && (await readIdentityCenterFacts(reader, { id: instance.ownerId }));
    if (!instance || !facts) throw new Error('The instance is missing.');
    for (const name of ['ana', 'bo', 'cy']) {
      const user = await findStoreUser(reader, store.IdentityStoreId, ids.get(name) ?? '');
      if (!user) throw new Error('The person is missing.');
      const step = await stepOf(reader, instance, user, {});
      const found = facts.people.find(({ id }) => id === user.id);
      expect([name, found === undefined]).toEqual([name, step === 'BLOCK']);
      if (found && !found.hasDevice) expect([name, facts.passwordSuffices]).toEqual([name, step === null]);
      if (found?.hasDevice) expect([name, step]).toEqual([name, given.PromptMode === 'NEVER' ? null : 'DEVICE']);
    }
    expect(facts.people.map(({ name }) => name)).not.toContain('new');
    expect(facts.people.map(({ name }) => name)).not.toContain('gone');
  });
});
