import { closeAccount, POST_CLOSURE_MS } from '../../account/closure';
import { endConsoleSessions } from '../../account/console-sessions';
import { requireRootPassword } from '../../account/root-password';
import { rootProfileColumns, rootProfileOf } from '../../account/root-profile';
import { accountCheck } from '../../account/settings-operations';
import { AccessDeniedError, AwsError, noSuchEntity, validationError } from '../../core/errors';
import { defineOperation, type Scope } from '../../core/operation';
import { countedGuess, mfaCodeOf, passwordOf } from '../../core/secrets/password-attempts';
import { amongHashers, type Hasher } from '../../core/secrets/password-hash';
import { realTimeOf } from '../../core/time/clock';
import type { Database } from '../../db/client';
import { transaction } from '../../db/transaction';
import { acceptAnyMfaCode, findEnabledDevices, showsCodes } from '../mfa/rows';
import { ChangeRootEmailInput, ChangeRootPasswordInput, CloseAccountInput, UpdateIAMAccessPreferenceInput } from './schema';

// Actions of the root user that have no API in AWS: changing its password and email address, activating IAM access to billing,
// and closing the account.

type RootAccount = Awaited<ReturnType<typeof requireOwnAccount>>;

/**
 * Returns the root user's own account.
 * @throws AwsError AccessDenied for other callers
 */
async function requireOwnAccount({ db, caller, accountId }: Scope) {
  if (caller.principal.type !== 'Root') throw new AccessDeniedError('Only the root user of the account can do this.');
  return db.account.findUniqueOrThrow({ where: { id: accountId } });
}

/**
 * Requires the root user's password and, if it has an MFA device that shows codes, a code. Guesses are counted together with
 * sign-ins.
 * @returns the hash of the password
 * @throws AwsError AccessDenied, ValidationError if a code is missing, Throttling, NoSuchEntity without a password
 */
async function requireProof(
  { call }: Pick<Scope, 'call'>,
  account: RootAccount,
  proof: { password: string; code: string | undefined },
  { hasher, database }: { hasher: Hasher; database: Database },
): Promise<string> {
  const { password, code } = proof;
  const owner = { accountId: account.id, userId: null };
  const profile = rootProfileOf(account);
  if (profile?.state !== 'password') throw noSuchEntity('The root user has no password.');
  const { passwordHash } = profile;
  const hasDevice = showsCodes(await findEnabledDevices(database.reader, owner));
  if (hasDevice && code === undefined) throw validationError('Enter an MFA code of the root user as well.', 'TokenCode');
  const guess = { subject: passwordOf(account.id, null) };
  if (!(await countedGuess(database, guess, realTimeOf(call), () => hasher.matches(passwordHash, password))))
    throw new AccessDeniedError('The current password is incorrect.');
  if (!hasDevice || code === undefined) return passwordHash;
  const codeGuess = { subject: mfaCodeOf(account.id, null) };
  const use = () => transaction(database, (tx) => acceptAnyMfaCode(tx, owner, code, call));
  if (!(await countedGuess(database, codeGuess, realTimeOf(call), use)))
    throw new AccessDeniedError('The MFA code is incorrect. Wait for the next one and try again.', { member: 'TokenCode' });
  return passwordHash;
}

/** Changes the root user's password, by the rules of root passwords. The account's password policy applies only to its users. */
export const ChangeRootPassword = defineOperation({
  service: 'gatehouse',
  name: 'ChangeRootPassword',
  access: 'Write',
  input: ChangeRootPasswordInput,
  target: (_input, scope) => requireOwnAccount(scope),
  checks: (_input, scope) => [accountCheck('gatehouse:ChangeRootPassword', scope)],
  prepare: ({ OldPassword, NewPassword, TokenCode }, scope, account, database) =>
    amongHashers(async (hasher) => {
      const proof = { password: OldPassword, code: TokenCode };
      const oldHash = await requireProof(scope, account, proof, { hasher, database });
      requireRootPassword(NewPassword, account);
      return { oldHash, newHash: await hasher.hash(NewPassword) };
    }),
  run: async (_input, { db, call, accountId, now }, _account, { oldHash, newHash }) => {
    const { count } = await db.account.updateMany({
      // No row matches if it was changed or deleted meanwhile.
      where: { id: accountId, rootPasswordHash: oldHash },
      data: rootProfileColumns({ state: 'password', changedAt: now, passwordHash: newHash }),
    });
    if (count === 0) throw new AccessDeniedError('The current password is incorrect.');
    await endConsoleSessions(db, { accountId, userId: null }, call.consoleSession);
    return {};
  },
});

/**
 * Changes the root user's email address. AWS sends a code to the new one; Gatehouse sends no mail, so the current owner must
 * authenticate.
 */
export const ChangeRootEmail = defineOperation({
  service: 'gatehouse',
  name: 'ChangeRootEmail',
  access: 'Write',
  input: ChangeRootEmailInput,
  target: (_input, scope) => requireOwnAccount(scope),
  checks: (_input, scope) => [accountCheck('gatehouse:ChangeRootEmail', scope)],
  prepare: ({ Password, TokenCode }, scope, account, database) =>
    amongHashers((hasher) => requireProof(scope, account, { password: Password, code: TokenCode }, { hasher, database })),
  run: async ({ Email }, { db, accountId }, account) => {
    const email = Email.toLowerCase();
    const owner = await db.account.findUnique({ where: { email }, select: { id: true } });
    if (owner && owner.id !== accountId)
      throw new AwsError('EmailAlreadyExists', 'An account with this email address already exists.', {}, { member: 'Email' });
    await db.account.update({ where: { id: accountId }, data: { email } });
    return { Email: email, PreviousEmail: account.email };
  },
});

/**
 * Sets whether users and roles with permission can use the pages of Billing and Cost Management. Source: AWS Billing User Guide,
 * "Activating access to the Billing and Cost Management console".
 */
export const UpdateIAMAccessPreference = defineOperation({
  service: 'billing',
  name: 'UpdateIAMAccessPreference',
  access: 'Permissions management',
  input: UpdateIAMAccessPreferenceInput,
  target: (_input, scope) => requireOwnAccount(scope),
  checks: () => [{ action: 'billing:UpdateIAMAccessPreference', resource: '*' }],
  run: async ({ IamUserAccessToBilling }, { db, accountId }) => {
    await db.account.update({ where: { id: accountId }, data: { iamUserAccessToBilling: IamUserAccessToBilling } });
    return { IamUserAccessToBilling };
  },
});

/**
 * Closes the root user's own account. For 90 days the root user can reopen it at sign-in (in AWS, through AWS Support). Source:
 * AWS Account Management Reference Guide, "Close an AWS account": a management account is closed last.
 * @throws AwsError ConflictException while its organization has other open accounts
 */
export const CloseAccount = defineOperation({
  service: 'account',
  name: 'CloseAccount',
  access: 'Write',
  turn: 'organization',
  input: CloseAccountInput,
  target: (_input, scope) => requireOwnAccount(scope),
  checks: (_input, { partition, accountId }) => [
    { action: 'account:CloseAccount', resource: `arn:${partition}:account::${accountId}:account` },
  ],
  run: async (_input, { db, account, accountId, now }) => {
    const { organization } = account;
    if (organization?.managementAccountId === accountId) {
      const open = await db.account.count({ where: { organizationId: organization.id, id: { not: accountId }, closedAt: null } });
      if (open > 0)
        throw new AwsError(
          'ConflictException',
          `This account manages an organization with ${open} other open account${open === 1 ? '' : 's'}. Remove or close ${open === 1 ? 'it' : 'them'} first.`,
        );
    }
    await closeAccount(db, accountId, now);
    return { ReopenableUntil: new Date(now.getTime() + POST_CLOSURE_MS) };
  },
  touches: (_input, { accountId, account }) => ({
    accountIds: [accountId],
    organizationIds: account.organization ? [account.organization.id] : [],
  }),
});
