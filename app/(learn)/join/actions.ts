'use server';

import { FindClass, JoinClass, RenewPhrase } from '@/lib/classroom/member/operations';
import { callClassroom, classroomAction, keepBrowser, keepTicket } from '@/lib/console/classroom';
import { goTo } from '@/lib/console/go-to';
import { leaveLab } from '@/lib/console/lab';
import { paths } from '@/lib/console/paths';

export type Choice = { number: number; name: string; mark: string | null };

/** What the form shows. */
export type JoinState = {
  error?: string;
  code?: string;
  name?: string;
  number?: number;
  /** The code was right, and a name is asked for. */
  found?: { name: string; expected: readonly Choice[] };
  /** The name takes a recovery phrase: somebody has it, or it has a sign-in card. */
  needsPhrase?: 'taken' | 'card';
  /** Several students have the name. */
  choices?: readonly Choice[];
  /** Too many wrong codes came from here: the code is asked for with a name and its recovery phrase at once, which always get in. */
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

/** What was typed, or chosen from a list as a number and a name. */
function named(form: FormData): { name: string; number?: number } {
  const [, number, name] = /^(\d+) (.*)$/s.exec(text(form, 'student') ?? '') ?? [];
  return number === undefined || name === undefined ? { name: text(form, 'name') ?? '' } : { name, number: Number(number) };
}

/** The first step of the form: the class of a code. */
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
