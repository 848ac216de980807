import 'server-only';
import { type PersonSignIn, signInPerson, signInWithPersonCode } from '../../classroom/person/sign-in';
import { keepBrowser, keepTicket } from '../classroom';
import { signInOrigin } from '../request';
import { runtime } from '../runtime';
import { deviceOf, rememberDevice } from './known-device';

/** People belong to no account. This constant replaces the account in the browser's device cookie. */
const identityOf = (personId: string) => ({ accountId: 'person', userId: personId });

async function origin() {
  const { sourceIp, device } = await signInOrigin();
  return { sourceIp, deviceOf: (personId: string) => deviceOf(device, identityOf(personId)) };
}

/**
 * Stores the session and the browser's device cookie.
 * @returns the MFA step, if one is required
 */
async function keep(signedIn: PersonSignIn): Promise<{ step: string } | null> {
  if ('step' in signedIn) return signedIn;
  await keepTicket('person', signedIn);
  await keepBrowser(rememberDevice((await signInOrigin()).device, identityOf(signedIn.personId)));
  return null;
}

/**
 * Signs in an instructor or operator from this request.
 * @throws AwsError as signInPerson
 */
export async function signInPersonHere(name: string, password: string): Promise<{ step: string } | null> {
  return keep(await signInPerson((await runtime()).database, { name, password }, await origin(), new Date()));
}

/**
 * Completes the sign-in with an MFA code.
 * @throws AwsError as signInWithPersonCode
 */
export async function signInWithCodeHere(step: string, code: string): Promise<{ step: string } | null> {
  return keep(await signInWithPersonCode((await runtime()).database, step, code, await origin(), new Date()));
}
