import 'server-only';
import { cookies } from 'next/headers';
import { cache } from 'react';
import { findWaitingSignIn, kindsOfStep, type WaitingSignIn } from '../../access-portal/sign-in/second-step';
import { BY_TIME } from '../../core/time/by-time';
import { mfaSettingsOf } from '../../identity-center/sign-in-settings/rows';
import type { StoreMfaKind } from '../../identity-store/mfa/limits';
import { emailOf } from '../../identity-store/rows';
import { requestOrigin } from '../request';
import { runtime } from '../runtime';
import { cookieName } from '../session/cookie-name';
import { cookieOptions } from '../sign-in/keep-session';
import { DEVICE_SECONDS, deviceOf, rememberDevice } from '../sign-in/known-device';
import { portalInstance } from './portal-session';

const ticketCookie = (storeId: string, secure: boolean) => `${cookieName('portal', secure)}-mfa-${storeId}`;

/** Stores the ticket of a sign-in that waits for its second step. */
export async function keepTicket(storeId: string, ticket: string): Promise<void> {
  const { secure } = await requestOrigin();
  const maxAge = BY_TIME.portalSignInStep.afterMs / 1000;
  (await cookies()).set(ticketCookie(storeId, secure), ticket, { ...cookieOptions(secure), maxAge });
}

/** Removes the ticket of a sign-in that is complete. */
export async function dropTicket(storeId: string): Promise<void> {
  const { secure } = await requestOrigin();
  (await cookies()).set(ticketCookie(storeId, secure), '', { ...cookieOptions(secure), maxAge: 0 });
}

/** Returns the sign-in of this browser that waits for its second step, or null. Cached per request. */
export const waitingSignIn = cache(async (storeId: string): Promise<WaitingSignIn | null> => {
  const { secure } = await requestOrigin();
  const ticket = (await cookies()).get(ticketCookie(storeId, secure))?.value;
  if (!ticket) return null;
  return findWaitingSignIn((await runtime()).database, await portalInstance(storeId), ticket, new Date());
});

const identityOf = (storeId: string, userId: string) => ({ accountId: storeId, userId });

/** Returns whether a person trusts this browser. */
export async function trustedIn(storeId: string): Promise<(userId: string) => boolean> {
  const { secure } = await requestOrigin();
  const cookie = (await cookies()).get(cookieName('device', secure))?.value;
  return (userId) => deviceOf(cookie, identityOf(storeId, userId)) !== undefined;
}

/** Remembers that a person trusts this browser. */
export async function trust(storeId: string, userId: string): Promise<void> {
  const { secure } = await requestOrigin();
  const name = cookieName('device', secure);
  const store = await cookies();
  const device = rememberDevice(store.get(name)?.value, identityOf(storeId, userId));
  store.set(name, device, { ...cookieOptions(secure), maxAge: DEVICE_SECONDS });
}

/** The step as its page shows it. `mailedTo` hides most of an address. */
export type ShownStep = { kinds: readonly StoreMfaKind[]; mailedTo: string | null; mayTrust: boolean };

export async function shownStep(waiting: WaitingSignIn): Promise<ShownStep> {
  const { step, instance, user } = waiting;
  const address = step === 'EMAIL' ? (emailOf(user) ?? '') : null;
  return {
    kinds: await kindsOfStep((await runtime()).database, waiting),
    mailedTo: address === null ? null : address.replace(/^(.)[^@]*/, '$1•••'),
    mayTrust: mfaSettingsOf(instance).PromptMode === 'CONTEXT_AWARE',
  };
}
