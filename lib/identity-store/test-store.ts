import { type Actor, TEST_NOW, type TestWorld } from '../core/test-world';
import type { ErrorRow } from '../core/testing/contract';
import type { Database } from '../db/client';
import { codeOf, stepOf } from '../iam/mfa/totp';
import { StartSSO } from '../identity-center/instance/console-operations';
import { ListInstances } from '../identity-center/instance/operations';
import { RegisterDelegatedAdministrator } from '../organizations/delegated-administrator/operations';
import { CreateOrganization } from '../organizations/organization/operations';
import { organizationOf } from '../organizations/test-organization';
import { completeAppRegistration, startAppRegistration } from './mfa/registration';
import { findStoreUser } from './rows';

/** A store, and an id of a user or group, that do not exist. */
export const NO_STORE = 'd-0000002222';
export const NOBODY = '00000000-0000-4000-8000-000000002222';

/** The attributes of a complete user. */
export function person(UserName: string) {
  return {
    UserName,
    DisplayName: `Person ${UserName}`,
    Name: { GivenName: 'Person', FamilyName: UserName },
    Emails: [{ Value: `${UserName}@example.com`, Type: 'work', Primary: true }],
  };
}

/** Returns the id of the identity store of an account's organization. Creates what does not exist yet. */
export async function storeOf(root: Actor): Promise<string> {
  const { Instances } = await root.run(ListInstances, {});
  if (Instances[0]) return Instances[0].IdentityStoreId;
  await root.run(CreateOrganization, {}).catch((error: { shape: string }) => {
    if (error.shape !== 'AlreadyInOrganizationException') throw error;
  });
  return (await root.run(StartSSO, {})).IdentityStoreId;
}

/** Registers an authenticator app for a person, as the person does in the access portal. */
export async function registerStoreApp(
  database: Database,
  { IdentityStoreId, UserId }: { IdentityStoreId: string; UserId: string },
): Promise<void> {
  const user = await findStoreUser(database.reader, IdentityStoreId, UserId);
  if (!user) throw new Error('The person is missing.');
  const attempt = { attempt: 'registration', realNow: TEST_NOW, now: TEST_NOW };
  const { ticket, seed } = await startAppRegistration(database, user, attempt);
  await completeAppRegistration(database, user, { ticket, code: codeOf(seed, stepOf(TEST_NOW) - 1) }, attempt);
}

/** An organization with a store: its management account, a delegated administrator, and another member account. */
export async function storeWorld(world: TestWorld) {
  const root = await world.account();
  const { member } = await organizationOf(world, root);
  const [delegate, plain] = [await member('delegate'), await member('plain')];
  const IdentityStoreId = await storeOf(root);
  await root.run(RegisterDelegatedAdministrator, { AccountId: delegate.accountId, ServicePrincipal: 'sso.amazonaws.com' });
  return { root, delegate, plain, IdentityStoreId };
}

/** The failures of operations about a store that does not exist, or that the caller's account may not know. */
export const deniedRows = (operations: readonly string[]): readonly ErrorRow[] => [
  [
    operations,
    { IdentityStoreId: NO_STORE },
    /^User: .+ is not authorized to perform: identitystore:\w+ on resource: arn:aws:identitystore::\d{12}:identitystore\//,
  ],
];

/** The failures of values outside of the model. */
export const malformedRows = (operations: readonly string[]): readonly ErrorRow[] => [
  [operations, { IdentityStoreId: 'none' }, /Value 'none' at 'identityStoreId' failed to satisfy constraint/],
];
