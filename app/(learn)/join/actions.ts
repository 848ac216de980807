'use server';

import { FindClass, JoinClass, RenewPhrase } from '@/lib/classroom/member/operations';
import { callClassroom, classroomAction, keepBrowser, keepTicket } from '@/lib/console/classroom';
import { goTo } from '@/lib/console/go-to';
import { leaveLab } from '@/lib/console/lab';
import { paths } from '@/lib/console/paths';

/** What the form shows. `found`: the code was right, and a name is asked for; `needsPhrase`: the name is taken. */
export type JoinState = {
  error?: string;
  code?: string;
  name?: string;
  found?: { name: string; expected: readonly string[] };
  needsPhrase?: boolean;
};

const text = (form: FormData, name: string): string | undefined => {
  const value = form.get(name);
  return typeof value === 'string' ? value : undefined;
};

export async function joinClass(before: JoinState, form: FormData): Promise<JoinState> {
  if (form.has('again')) return {};
  await keepBrowser();
  const name = text(form, 'name');
  const code = text(form, 'code') ?? '';
  if (name === undefined) {
    const found = await callClassroom(FindClass, { code }, 'nobody');
    return found.ok ? { code: found.data.code, found: found.data } : { code, error: found.error.message };
  }
  const joined = await callClassroom(JoinClass, { code, name, phrase: text(form, 'phrase') }, 'nobody');
  if (!joined.ok) return { ...before, name, error: joined.error.message };
  if ('needsPhrase' in joined.data) return { ...before, name, needsPhrase: true, error: undefined };
  const { seat, phrase } = joined.data;
  await keepTicket('seat', { token: seat.token, expiresAt: new Date(seat.expiresAt) });
  return goTo(phrase ? `${paths.lab}?new=1` : paths.lab);
}

export const renewPhrase = classroomAction(RenewPhrase, 'seat');

export async function leaveSeat(): Promise<void> {
  await leaveLab();
  await goTo(paths.join());
}
