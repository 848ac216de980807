import 'server-only';
import { type PersonSignIn, signInPerson, signInWithPersonCode } from '../classroom/person/sign-in';
import { keepBrowser, keepTicket } from './classroom';
import { deviceOf, rememberDevice } from './known-device';
import { signInOrigin } from './request';
import { runtime } from './runtime';

/** People stand outside of every account; in the cookie of a browser they have this in place of one. */
const identityOf = (personId: string) => ({ accountId: 'person', userId: personId });

async function origin() {
  const { sourceIp, device } = await signInOrigin();
  return { sourceIp, deviceOf: (personId: string) => deviceOf(device, identityOf(personId)) };
}

/** Keeps who signed in, and that it was with this browser. @returns the step that is next, where there is one */
async function keep(signedIn: PersonSignIn): Promise<{ step: string } | null> {
  if ('step' in signedIn) return signedIn;
  await keepTicket('person', signedIn);
  await keepBrowser(rememberDevice((await signInOrigin()).device, identityOf(signedIn.personId)));
  return null;
}

/** Signs in whoever teaches or runs the installation, from where this request is. @throws AwsError as signInPerson */
export async function signInPersonHere(name: string, password: string): Promise<{ step: string } | null> {
  return keep(await signInPerson((await runtime()).database, { name, password }, await origin(), new Date()));
}

/** The second half. @throws AwsError as signInWithPersonCode */
export async function signInWithCodeHere(step: string, code: string): Promise<{ step: string } | null> {
  return keep(await signInWithPersonCode((await runtime()).database, step, code, await origin(), new Date()));
}
