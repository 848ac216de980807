import 'server-only';
import { cookies, headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { findSignIn, type SignedInPerson } from '../../access-portal/session/rows';
import type { PortalSignIn } from '../../access-portal/sign-in/complete';
import { findInstance, type InstanceRow } from '../../identity-center/instance/rows';
import { goToSession } from '../go-to';
import { paths } from '../paths';
import { requestOrigin } from '../request';
import { runtime } from '../runtime';
import { cookieName } from '../session/cookie-name';
import { cookieOptions } from '../sign-in/keep-session';
import { askedPage } from '../sign-in/safe-next';

const cookieOf = (storeId: string, secure: boolean) => `${cookieName('portal', secure)}-${storeId}`;

/** Returns the instance whose access portal has an address. Answers with the page for missing addresses if there is none. */
export const portalInstance = cache(async (storeId: string): Promise<InstanceRow> => {
  const { database } = await runtime();
  return (await findInstance(database.reader, { identityStoreId: storeId })) ?? notFound();
});

/** Returns the person who is signed in to an access portal with this browser, or null. Cached per request. */
export const currentPerson = cache(async (storeId: string): Promise<SignedInPerson | null> => {
  const { secure } = await requestOrigin();
  const token = (await cookies()).get(cookieOf(storeId, secure))?.value;
  if (!token) return null;
  const { database } = await runtime();
  const person = await findSignIn(database.reader, token, new Date());
  return person?.session.storeId === storeId ? person : null;
});

/** Returns the signed-in person, or redirects to the sign-in page and back, or to the forced change of the password. */
export async function requirePerson(storeId: string): Promise<SignedInPerson> {
  const person = await currentPerson(storeId);
  if (!person) goToSession(null, paths.portalSignIn(storeId, portalNext(storeId, (await headers()).get('x-forwarded-uri'))));
  if (person.user.passwordResetRequired) goToSession(null, paths.portalPassword(storeId));
  return person;
}

/** Returns the address if it is a page of the access portal beside its first, else undefined. It comes from the client. */
export function portalNext(storeId: string, address: string | null): string | undefined {
  const page = askedPage(address);
  return page?.startsWith(`${paths.portal(storeId)}/`) ? page : undefined;
}

/** Stores the cookie of a new sign-in. */
export async function keepPerson(storeId: string, { token, expiresAt }: PortalSignIn): Promise<void> {
  const { secure } = await requestOrigin();
  (await cookies()).set(cookieOf(storeId, secure), token, { ...cookieOptions(secure), expires: expiresAt });
}

/** Removes the cookie of a sign-in that has ended. */
export async function dropPerson(storeId: string): Promise<void> {
  const { secure } = await requestOrigin();
  (await cookies()).set(cookieOf(storeId, secure), '', { ...cookieOptions(secure), maxAge: 0 });
}
