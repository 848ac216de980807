import type { PolicyChanges } from './policy-set';
import type { Questions } from './questions-panel';

/** All that is set up on the page beside the principal: the questions, and what was changed of the policies. */
export type Setup = { questions: Questions; changes: PolicyChanges };

const FRAGMENT = '#setup=';

/** The fragment of an address that sets the page up so. */
export function setupFragment(setup: Setup): string {
  return `${FRAGMENT}${encodeURIComponent(JSON.stringify(setup))}`;
}

/** What a fragment says of a setup, to be read; undefined where it is another one. */
export function setupIn(hash: string): string | undefined {
  return hash.startsWith(FRAGMENT) ? hash.slice(FRAGMENT.length) : undefined;
}

/** A set of questions under a name, with the answers it had. */
export type SavedSet = {
  name: string;
  principal: string | null;
  setup: Setup;
  /** By action and resource, in words. */
  outcomes: Readonly<Record<string, string>>;
  /** ISO 8601. */
  answeredAt: string;
};

/** A browser keeps so many for one reader: each can hold the texts of many policies. */
export const MOST_SETS = 50;

/** With a set more, which takes the place of one of its name. */
export function withSet(sets: readonly SavedSet[], set: SavedSet): SavedSet[] {
  const others = sets.filter(({ name }) => name !== set.name);
  return [...others, set].sort((a, b) => a.name.localeCompare(b.name));
}

/** Whether there is room for a set of that name. */
export function hasRoomFor(sets: readonly SavedSet[], name: string): boolean {
  return sets.length < MOST_SETS || sets.some((set) => set.name === name);
}

/** The answers that came out otherwise than before; a question that was not asked before is none. */
export function changedOutcomes(
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): { question: string; before: string; now: string }[] {
  return Object.entries(now).flatMap(([question, outcome]) => {
    const was = before[question];
    return was === undefined || was === outcome ? [] : [{ question, before: was, now: outcome }];
  });
}
