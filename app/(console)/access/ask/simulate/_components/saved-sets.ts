import type { PolicyChanges } from './policy-set';
import type { Questions } from './questions-panel';

/** The setup of the page besides the principal: requests and policy changes. */
export type Setup = { questions: Questions; changes: PolicyChanges };

const FRAGMENT = '#setup=';

/** Returns the fragment that restores a setup. */
export function setupFragment(setup: Setup): string {
  return `${FRAGMENT}${encodeURIComponent(JSON.stringify(setup))}`;
}

/** Returns the setup text in a fragment, or undefined if it is a different one. */
export function setupIn(hash: string): string | undefined {
  return hash.startsWith(FRAGMENT) ? hash.slice(FRAGMENT.length) : undefined;
}

/** A named set of requests with its results. */
export type SavedSet = {
  name: string;
  principal: string | null;
  setup: Setup;
  /** In words, by action and resource. */
  outcomes: Readonly<Record<string, string>>;
  /** ISO 8601. */
  answeredAt: string;
};

/** The maximum for one reader in a browser, because each can contain many policies. */
export const MOST_SETS = 50;

/** Adds a set, which replaces one of the same name. */
export function withSet(sets: readonly SavedSet[], set: SavedSet): SavedSet[] {
  const others = sets.filter(({ name }) => name !== set.name);
  return [...others, set].sort((a, b) => a.name.localeCompare(b.name));
}

/** Returns whether a set of that name can be saved. */
export function hasRoomFor(sets: readonly SavedSet[], name: string): boolean {
  return sets.length < MOST_SETS || sets.some((set) => set.name === name);
}

/** Returns results that differ from before. Requests without earlier results are left out. */
export function changedOutcomes(
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): { question: string; before: string; now: string }[] {
  return Object.entries(now).flatMap(([question, outcome]) => {
    const was = before[question];
    return was === undefined || was === outcome ? [] : [{ question, before: was, now: outcome }];
  });
}
