import 'server-only';
import { signInPerson, signInWithPersonCode } from '../classroom/person/sign-in';
import { requestOrigin } from './request';
import { runtime } from './runtime';

/** Signs in whoever teaches or runs the installation, from where this request is. @throws AwsError as signInPerson */
export async function signInPersonHere(name: string, password: string) {
  return signInPerson((await runtime()).database, { name, password }, await requestOrigin(), new Date());
}

/** The second half. @throws AwsError as signInWithPersonCode */
export async function signInWithCodeHere(step: string, code: string) {
  return signInWithPersonCode((await runtime()).database, step, code, await requestOrigin(), new Date());
}
