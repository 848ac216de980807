import { putIntoOutbox } from '../../account/outbox';
import { hashPassword } from '../../core/secrets/password-hash';
import { consoleOrigin } from '../../core/settings';
import { invalid } from '../errors';
import { type StoreScope, storeOperation } from '../operation';
import { emailOf, findStoreUser, type StoreUserRow } from '../rows';
import { authorOf, requireUser } from '../user/rows';
import { newOneTimePassword } from './policy';
import { newSetUpToken, storePassword } from './rows';
import { DisableUserInput, EnableUserInput, UpdatePasswordInput } from './schema';

const find = ({ UserId }: { UserId: string }, { db, store }: StoreScope) => findStoreUser(db, store.id, UserId);

async function setStatus(scope: StoreScope, { id }: StoreUserRow, status: 'ENABLED' | 'DISABLED') {
  const { by, now } = authorOf(scope);
  await scope.db.identityStoreUser.update({ where: { id }, data: { status, updatedAt: now, updatedBy: by } });
  return {};
}

/** Disables a person's access: no sign-in, and no new session of a role. */
export const DisableUser = storeOperation({
  service: 'sso-directory',
  name: 'DisableUser',
  access: 'Write',
  input: DisableUserInput,
  target: find,
  run: async ({ UserId }, scope, row) => setStatus(scope, requireUser(row, UserId), 'DISABLED'),
});

export const EnableUser = storeOperation({
  service: 'sso-directory',
  name: 'EnableUser',
  access: 'Write',
  input: EnableUserInput,
  target: find,
  run: async ({ UserId }, scope, row) => setStatus(scope, requireUser(row, UserId), 'ENABLED'),
});

/**
 * Resets a person's password. Either the answer has a one-time password, once, or the person gets a mail with a link that is valid for
 * seven days. Source: IAM Identity Center User Guide, "Reset the password for an end user".
 */
export const UpdatePassword = storeOperation({
  service: 'sso-directory',
  name: 'UpdatePassword',
  access: 'Write',
  input: UpdatePasswordInput,
  target: find,
  prepare: async ({ UserId, PasswordMode }, _scope, row) => {
    requireUser(row, UserId);
    if (PasswordMode === 'EMAIL') return null;
    const Password = newOneTimePassword();
    return { Password, hash: await hashPassword(Password) };
  },
  run: async ({ UserId }, scope, found, made) => {
    const { db, now } = scope;
    const row = requireUser(found, UserId);
    if (made) {
      await storePassword(db, row, { hash: made.hash, resetRequired: true }, now);
      return { Password: made.Password };
    }
    await mailLink(scope, row);
    return {};
  },
});

/** @throws AwsError ValidationException for a user without an email address */
async function mailLink({ db, store, now }: StoreScope, row: StoreUserRow): Promise<void> {
  const address = emailOf(row);
  if (address === undefined) throw invalid('The user has no email address.', 'UserId');
  const token = await newSetUpToken(db, row, now);
  const subject =
    row.passwordHash === null ? 'Invitation to join AWS IAM Identity Center' : 'Reset your password of AWS IAM Identity Center';
  const body = [
    `Hello ${row.displayName},`,
    `your user name is ${row.userName}. Set your password with this link within seven days:`,
    `${consoleOrigin()}/start/${store.id}/password?link=${token}`,
  ].join('\n\n');
  await putIntoOutbox(db, [{ accountId: store.accountId, source: 'sso', about: row.userName, address, subject, body }], now);
}
