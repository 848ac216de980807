'use server';

import { revalidatePath } from 'next/cache';
import { cookies } from 'next/headers';
import { AccessDeniedError, AwsError } from '../../core/errors';
import { later } from '../../core/time/clock';
import { ChangePassword } from '../../iam/login-profile/operations';
import type { MfaKind } from '../../iam/mfa/limits';
import { ChangeRootPassword } from '../../iam/root-user/operations';
import { goTo, goToSession } from '../go-to';
import { paths } from '../paths';
import { consoleNow, currentSession, type KeptSession, keptSessions, requestOrigin, signInOrigin } from '../request';
import { runConsole } from '../run-console';
import { runtime } from '../runtime';
import { claimIdentity, refusalOf } from '../session/claim';
import { cookieName } from '../session/cookie-name';
import { type ConsoleSession, clearRoleSession } from '../session/session';
import { BROWSER_IS_FULL, cookieOptions, dropSessions, isFull, keepSession } from './keep-session';
import { DEVICE_SECONDS } from './known-device';
import { recoverRootPassword } from './recover-root-password';
import { safeNext } from './safe-next';
import {
  AccountClosedError,
  askAgain,
  type MfaNeeded,
  type MfaStep,
  reopenAndSignIn,
  type SignedIn,
  signInRoot,
  signInUser,
  signInWithCode,
  signInWithPasskey,
} from './sign-in';
import { recordRoleSwitch, recordSignOut } from './sign-in-events';
import { openAccount } from './sign-up';
import { switchRole } from './switch-role';

/** The state of a signed-out form after a failed submission. `values` are filled in again; they never include a password. */
export type AuthFormState = {
  error?: string;
  values?: Readonly<Record<string, string>>;
  /** Set when the password was correct: the form now asks for the chosen kind of MFA device and sends the ticket back. */
  mfa?: MfaStep & { chosen: MfaKind };
  /**
   * Set when the root user of a closed account has authenticated: the form asks whether to reopen the account. `until` is ISO
   * 8601.
   */
  closed?: { ticket: string; accountId: string; accountName: string; until: string };
  /** Set when the call behind the form was denied, with the page that explains it if the caller may see it. */
  denial?: { traceHref?: string };
};

function field(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

/** The result of a submission: a new form state, or the name of the stored session. */
type Tried = AuthFormState | { keptAs: string | null };

async function attempt(
  form: FormData,
  values: Readonly<Record<string, string>>,
  work: () => Promise<SignedIn | MfaNeeded>,
): Promise<Tried> {
  const another = form.has('another');
  try {
    if (another && isFull((await keptSessions()).kept)) return { error: BROWSER_IS_FULL, values };
    const outcome = await work();
    if ('mfa' in outcome) return { values, mfa: { ...outcome.mfa, chosen: outcome.mfa.kinds[0] ?? 'virtual' } };
    return { keptAs: await keepSession(outcome, another) };
  } catch (error) {
    if (error instanceof AccountClosedError) return { values, closed: closedOf(error) };
    if (error instanceof AwsError) return { error: error.message, values };
    throw error;
  }
}

function closedOf({ ticket, account, until }: AccountClosedError): AuthFormState['closed'] {
  return { ticket, accountId: account.id, accountName: account.name, until: until.toISOString() };
}

/** Remembers the account for the next sign-in. It is not secret, but page scripts can't read it. */
async function rememberAccount(account: string): Promise<void> {
  const { secure } = await requestOrigin();
  (await cookies()).set(cookieName('account', secure), account.trim().slice(0, 63), {
    ...cookieOptions(secure),
    maxAge: DEVICE_SECONDS,
  });
}

/** Handles the MFA step of both sign-in forms: choosing another kind of device, or answering one. */
async function attemptMfa(form: FormData, { values = {}, mfa }: AuthFormState): Promise<Tried> {
  const [ticket, kind] = [field(form, 'mfaTicket'), field(form, 'mfaKind')];
  const chosen = mfa?.kinds.find((one) => one === kind);
  if (mfa && chosen) return { values, mfa: { ...mfa, chosen } };
  const { database } = await runtime();
  const origin = await signInOrigin();
  const answer = field(form, 'mfaAnswer');
  const tried = await attempt(form, values, () =>
    answer
      ? signInWithPasskey(database, ticket, answer, origin, new Date())
      : signInWithCode(database, ticket, field(form, 'mfaCode'), origin, new Date()),
  );
  if ('keptAs' in tried || !mfa || tried.closed) return tried;
  // A challenge can be answered only once. Without a new one, the error says that sign-in must start again.
  const again = answer ? await askAgain(database, ticket, new Date()).catch(() => null) : null;
  return { ...tried, mfa: { ...mfa, ...again } };
}

export async function signInUserAction(before: AuthFormState, form: FormData): Promise<AuthFormState> {
  if (form.has('startAgain')) return { values: before.values };
  const values = { account: field(form, 'account'), name: field(form, 'name') };
  const { database } = await runtime();
  const origin = await signInOrigin();
  const tried = form.has('mfaTicket')
    ? await attemptMfa(form, before)
    : await attempt(form, values, () =>
        signInUser(database, values.account, values.name, field(form, 'password'), origin, new Date()),
      );
  // Once the password is correct. The MFA step does not send the account's name.
  const isRight = 'keptAs' in tried || tried.error === undefined;
  if (!form.has('mfaTicket') && isRight) await rememberAccount(values.account);
  if (!('keptAs' in tried)) return tried;
  return goToSession(tried.keptAs, safeNext(field(form, 'next')));
}

export async function signInRootAction(before: AuthFormState, form: FormData): Promise<AuthFormState> {
  if (form.has('startAgain')) return { values: before.values };
  const values = { email: field(form, 'email') };
  const { database } = await runtime();
  const origin = await signInOrigin();
  const reopening = field(form, 'reopen');
  if (reopening) {
    const tried = await attempt(form, before.values ?? {}, () => reopenAndSignIn(database, reopening, origin, new Date()));
    return 'keptAs' in tried ? goToSession(tried.keptAs, paths.home) : tried;
  }
  const tried = form.has('mfaTicket')
    ? await attemptMfa(form, before)
    : await attempt(form, values, () => signInRoot(database, values.email, field(form, 'password'), origin, new Date()));
  if (!('keptAs' in tried)) return tried;
  return goToSession(tried.keptAs, safeNext(field(form, 'next')));
}

export async function signUpAction(_: AuthFormState, form: FormData): Promise<AuthFormState> {
  const values = { accountName: field(form, 'accountName'), email: field(form, 'email') };
  const password = field(form, 'password');
  if (password !== field(form, 'confirm')) return { error: 'The passwords don’t match.', values };
  const { database } = await runtime();
  try {
    await openAccount(database, { name: values.accountName, email: values.email, password }, await requestOrigin(), new Date());
  } catch (error) {
    if (error instanceof AwsError) return { error: error.message, values };
    throw error;
  }
  return goTo(paths.signInOpened);
}

/** Sets a root user's password with the token of a recovery link. */
export async function recoverRootAction(_: AuthFormState, form: FormData): Promise<AuthFormState> {
  const password = field(form, 'password');
  if (password !== field(form, 'confirm')) return { error: 'The passwords don’t match.' };
  const { database } = await runtime();
  try {
    await recoverRootPassword(database, field(form, 'token'), password, await requestOrigin(), new Date());
  } catch (error) {
    if (error instanceof AwsError) return { error: error.message };
    throw error;
  }
  return goTo(paths.signInRecovered);
}

/** Handles the forced change at sign-in and the change of the caller's own password. */
export async function changePasswordAction(_: AuthFormState, form: FormData): Promise<AuthFormState> {
  const passwords = { OldPassword: field(form, 'oldPassword'), NewPassword: field(form, 'password') };
  if (passwords.NewPassword !== field(form, 'confirm')) return { error: 'The new passwords don’t match.' };
  const isRoot = (await currentSession())?.identity.principal.type === 'Root';
  const TokenCode = field(form, 'mfaCode').trim() || undefined;
  const result = await claimIdentity(field(form, 'identity'), () =>
    isRoot ? runConsole(ChangeRootPassword, { ...passwords, TokenCode }) : runConsole(ChangePassword, passwords),
  );
  if (!result.ok) return { error: result.error.message };
  return goTo(paths.home);
}

/** Redirects after a change of identity. The layout is rendered again too, which a plain redirect would not do. */
function goAsChanged(path: string): Promise<never> {
  revalidatePath('/', 'layout');
  return goTo(path);
}

async function signOutOf(sessions: readonly KeptSession[]): Promise<void> {
  const { database } = await runtime();
  const origin = await requestOrigin();
  await dropSessions(sessions);
  for (const { session } of sessions)
    await recordSignOut(database, session.identity, origin, later(new Date(), session.clocks.identity));
}

/** Ends the session of this tab's address, even if the page shows another identity. */
export async function signOutAction(): Promise<void> {
  const session = await currentSession();
  const { kept } = await keptSessions();
  await signOutOf(kept.filter((one) => one.session.tokenHash === session?.tokenHash));
  return goAsChanged(paths.signIn());
}

/** Ends the sessions of one identity signed in to this browser. `name` comes from the session list. */
export async function signOutOfAction(name: string): Promise<void> {
  const { kept } = await keptSessions();
  await signOutOf(kept.filter(({ session }) => session.name === name));
}

/** Ends all sessions of this browser. */
export async function signOutOfAllAction(): Promise<void> {
  await signOutOf((await keptSessions()).kept);
  revalidatePath('/', 'layout');
  return goToSession(null, paths.signIn());
}

async function leaveRole(session: ConsoleSession): Promise<void> {
  const { database } = await runtime();
  await clearRoleSession(database, session);
  const { principal } = session.identity;
  const from = 'arn' in principal ? principal.arn : '';
  await recordRoleSwitch(database, 'ExitRole', session.caller, from, await requestOrigin(), await consoleNow());
}

/**
 * Switches back from a role.
 * @param shown the identity that the page shows; if it is no longer signed in, nothing changes
 */
export async function switchBackAction(shown: string): Promise<void> {
  const session = await currentSession();
  if (session?.roleSession && !refusalOf(session, shown)) await leaveRole(session);
  return goAsChanged(paths.home);
}

/**
 * Starts a new session of the current role, which works again after older sessions were revoked.
 * @param shown as in `switchBackAction`
 */
export async function switchAgainAction(shown: string): Promise<void> {
  const session = await currentSession();
  const role = session?.roleSession;
  if (!session || !role || refusalOf(session, shown)) return goAsChanged(paths.home);
  const roleName = role.roleArn.slice(role.roleArn.indexOf(':role/') + ':role/'.length);
  const again = { account: role.accountId, roleName, displayName: role.displayName, color: role.color };
  await leaveRole(session);
  try {
    await switchRole(session, again);
  } catch (error) {
    // The form shows the error when it is submitted again.
    if (error instanceof AwsError) return goAsChanged(paths.switchRole(again));
    throw error;
  }
  return goAsChanged(paths.home);
}

/** Handles the switch role form, which a link can fill in. */
export async function switchRoleAction(_: AuthFormState, form: FormData): Promise<AuthFormState> {
  const values = {
    account: field(form, 'account'),
    roleName: field(form, 'roleName'),
    displayName: field(form, 'displayName'),
    color: field(form, 'color'),
  };
  const session = await currentSession();
  const next = field(form, 'next');
  if (!session) return goTo(paths.signIn(paths.switchRole({ ...values, next: next || undefined })));
  const refused = refusalOf(session, field(form, 'identity'));
  if (refused) return { error: refused.message, values };
  try {
    await switchRole(session, values);
  } catch (error) {
    if (error instanceof AwsError) return { error: error.message, values, denial: denialFor(session, error) };
    throw error;
  }
  return goAsChanged(next ? safeNext(next) : paths.home);
}

/** Returns the denial for the form. Switching is authorized for the signed-in identity, so the record belongs to its account. */
function denialFor({ identity }: ConsoleSession, error: AwsError): AuthFormState['denial'] {
  if (!(error instanceof AccessDeniedError) || !error.evaluation) return undefined;
  const { accountId, authorizationId } = error.evaluation;
  return accountId === identity.accountId ? { traceHref: paths.troubleshooter(authorizationId) } : {};
}
