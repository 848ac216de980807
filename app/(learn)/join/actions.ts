'use server';

import { FindClass, JoinClass, RenewPhrase } from '@/lib/classroom/member/operations';
import { callClassroom, classroomAction, keepBrowser, keepTicket } from '@/lib/console/classroom';
import { goTo } from '@/lib/console/go-to';
import { leaveLab } from '@/lib/console/lab';
import { paths } from '@/lib/console/paths';

export type Choice = { number: number; name: string; mark: string | null };

/** The state of the form. */
export type JoinState = {
  error?: string;
  code?: string;
  name?: string;
  number?: number;
  /** Set if the code was correct and a name is required. */
  found?: { name: string; expected: readonly Choice[] };
  /** Set if the name requires a recovery phrase, because it is taken or has a sign-in card. */
  needsPhrase?: 'taken' | 'card';
  /** Set if several students have the name. */
  choices?: readonly Choice[];
  /**
   * True after too many wrong codes from this address: the form then requires the code, the name and its recovery phrase at once,
   * which always work.
   */
  allAtOnce?: boolean;
};

const text = (form: FormData, name: string): string | undefined => {
  const value = form.get(name);
  return typeof value === 'string' ? value : undefined;
};

export async function joinClass(before: JoinState, form: FormData): Promise<JoinState> {
  if (form.has('again')) return {};
  await keepBrowser();
  const code = text(form, 'code') ?? '';
  if (text(form, 'name') === undefined && text(form, 'student') === undefined) return findClass(code);
  const { name, number } = named(form);
  const joined = await callClassroom(JoinClass, { code, name, number, phrase: text(form, 'phrase') }, 'nobody');
  const asked = { ...before, code, name, number, error: undefined };
  if (!joined.ok) return { ...asked, error: joined.error.message };
  if ('needsPhrase' in joined.data) return { ...asked, needsPhrase: joined.data.needsPhrase, choices: undefined };
  if ('choices' in joined.data) return { ...asked, choices: joined.data.choices };
  const { seat, phrase } = joined.data;
  await keepTicket('seat', { token: seat.token, expiresAt: new Date(seat.expiresAt) });
  return goTo(phrase ? `${paths.lab}?new=1` : paths.lab);
}

/** Returns the entered name, or the selected one with its number. */
function named(form: FormData): { name: string; number?: number } {
  const student = text(form, 'student');
  const [, number, name] = (student && /^(\d+) (.*)$/s.exec(student)) || [];
  if (number !== undefined && name !== undefined) return { name, number: Number(number) };
  return { name: text(form, 'name') ?? '' };
}

/** Finds the class of a code, in the form's first step. */
export async function findClass(code: string): Promise<JoinState> {
  const found = await callClassroom(FindClass, { code }, 'nobody');
  if (found.ok) return { code: found.data.code, found: found.data };
  return { code, error: found.error.message, allAtOnce: found.error.code === 'Throttling' };
}

export const renewPhrase = classroomAction(RenewPhrase, 'seat');

export async function leaveSeat(): Promise<void> {
  await leaveLab();
  await goTo(paths.join());
}
