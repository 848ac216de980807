'use server';

import { beginDemonstration, endDemonstration } from '@/lib/console/demonstration';
import { paths } from '@/lib/console/paths';
import type { ConsoleResult } from '@/lib/console/result';

/** Creates the demonstration. Returns the presenter's address for it. */
export async function openDemonstration(): Promise<ConsoleResult<{ href: string }>> {
  const begun = await beginDemonstration();
  if (!begun.ok) return begun;
  const { personas, question } = begun.data;
  const page = paths.decision({ ...question, ask: 'true', step: '1' });
  return { ok: true, data: { href: paths.present({ show: personas.join(','), page }) } };
}

/** Ends the demonstration. Returns the presenter's next address. */
export async function closeDemonstration(): Promise<ConsoleResult<{ href: string }>> {
  const ended = await endDemonstration();
  return ended.ok ? { ok: true, data: { href: paths.present() } } : ended;
}
