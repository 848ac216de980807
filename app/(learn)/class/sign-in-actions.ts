'use server';

import { SetUpPerson } from '@/lib/classroom/person/operations';
import { answered, callClassroom } from '@/lib/console/classroom';
import { goTo } from '@/lib/console/go-to';
import { paths } from '@/lib/console/paths';
import { signInPersonHere, signInWithCodeHere } from '@/lib/console/sign-in/classroom-sign-in';

/** The state of the form after a try. `step` is set if the password was correct and a code is required. */
export type SignInState = { error?: string; name?: string; step?: string };

const text = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
};

export async function signInToClasses(before: SignInState, form: FormData): Promise<SignInState> {
  if (form.has('again')) return { name: before.name };
  const step = text(form, 'step');
  const name = step ? before.name : text(form, 'name');
  const tried = await answered(() =>
    step ? signInWithCodeHere(step, text(form, 'code')) : signInPersonHere(name ?? '', text(form, 'password')),
  );
  if (!tried.ok) return { name, step: step || undefined, error: tried.error.message };
  if (tried.data) return { name, step: tried.data.step };
  return goTo(paths.classes);
}

export type SetUpState = { error?: string; name?: string };

export async function setUpPerson(_before: SetUpState, form: FormData): Promise<SetUpState> {
  const name = text(form, 'name');
  const [password, code] = [text(form, 'password'), text(form, 'code')];
  if (password !== text(form, 'confirm')) return { name, error: "The two passwords don't match." };
  const mfa = code === '' ? undefined : { sealedSeed: text(form, 'sealedSeed'), code };
  const tried = await callClassroom(SetUpPerson, { token: text(form, 'token'), name, password, mfa }, 'nobody');
  if (!tried.ok) return { name, error: tried.error.message };
  return goTo(`${paths.classSignIn}?ready=1`);
}
