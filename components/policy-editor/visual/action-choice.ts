import { ACCESS_LEVELS } from '@gatehouse/policy/analyze';
import { type Gesture, lengthOf, shorterActions } from '@gatehouse/policy/edit';
import { matchAction } from '@gatehouse/policy/match';
import { type AccessLevel, actionsNamed, type CatalogAction, type PolicyCatalog } from '@gatehouse/policy/validate';
import { before } from '@/lib/core/text/text-parts';

/** An action of a service, as the statement has it. */
export type ActionChoice = {
  action: CatalogAction;
  /** `s3:GetObject`. */
  name: string;
  /** Entries that name it literally. */
  entries: readonly number[];
  /** The wildcard entry that also matches it. */
  by?: string;
};

export type LevelChoice = { level: AccessLevel; actions: readonly ActionChoice[]; chosen: number };

const isPattern = (text: string) => /[*?]/.test(text);
export const isChosen = ({ entries, by }: ActionChoice) => entries.length > 0 || by !== undefined;

/** Returns a service's actions by access level, each with the entries that match it. Levels without actions are left out. */
export function levelChoices(catalog: PolicyCatalog, entries: readonly string[], service: string): LevelChoice[] {
  const exact = new Map<string, number[]>();
  entries.forEach((text, index) => {
    const name = text.toLowerCase();
    if (!isPattern(text)) exact.set(name, [...(exact.get(name) ?? []), index]);
  });
  const patterns = entries.filter(isPattern);
  const choices = catalog.actionsOf(service).map((action): ActionChoice => {
    const name = `${action.service}:${action.name}`;
    const by = patterns.find((pattern) => matchAction(pattern, name));
    return { action, name, entries: exact.get(name.toLowerCase()) ?? [], ...(by === undefined ? {} : { by }) };
  });
  return ACCESS_LEVELS.flatMap((level) => {
    const actions = choices.filter(({ action }) => action.accessLevel === level);
    return actions.length === 0 ? [] : [{ level, actions, chosen: actions.filter(isChosen).length }];
  });
}

/** An entry that does not name exactly one known action, with its current matches. Null if it spans services. */
export type OpenEntry = { index: number; text: string; matches: readonly string[] | null };

export function openEntries(catalog: PolicyCatalog | null, entries: readonly string[]): OpenEntry[] {
  return entries.flatMap((text, index): OpenEntry[] => {
    if (!isPattern(text) && (!catalog?.isLoaded(before(text, ':')) || catalog.action(text))) return [];
    const found = catalog ? actionsNamed(catalog, text) : undefined;
    return [{ index, text, matches: found?.map(({ name }) => name) ?? null }];
  });
}

export function toggleAction({ name, entries }: ActionChoice): Gesture {
  return entries.length > 0
    ? { kind: 'removeEntries', element: 'Action', indexes: entries }
    : { kind: 'addEntries', element: 'Action', values: [name] };
}

/** Selects or clears all actions of a level, including wildcard entries within it. Returns null if there is nothing to do. */
export function toggleLevel(
  catalog: PolicyCatalog,
  entries: readonly string[],
  { actions, chosen }: LevelChoice,
): Gesture | null {
  if (chosen < actions.length) {
    return { kind: 'addEntries', element: 'Action', values: actions.filter((one) => !isChosen(one)).map(({ name }) => name) };
  }
  const names = new Set(actions.map(({ action }) => action));
  const indexes = entries.flatMap((text, index) => {
    const named = actionsNamed(catalog, text) ?? [];
    return named.length > 0 && named.every((action) => names.has(action)) ? [index] : [];
  });
  return indexes.length === 0 ? null : { kind: 'removeEntries', element: 'Action', indexes };
}

/** Returns the services of entries, in order. */
export function servicesOf(entries: readonly string[]): string[] {
  return [...new Set(entries.map((text) => before(text, ':').toLowerCase()).filter((prefix) => /^[a-z0-9-]+$/.test(prefix)))];
}

/** Returns whether a name or description contains all words of a search. */
export function actionMatches(search: string, name: string, description: string | undefined): boolean {
  const text = [name, description].join(' ').toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** Returns the services as options. The prefix is added if the name does not show it. */
export function serviceOptions(
  services: readonly { prefix: string; name: string }[],
): readonly { value: string; label: string }[] {
  return services.map(({ prefix, name }) => ({
    value: prefix,
    label: name.includes(prefix.toUpperCase()) ? name : `${name} (${prefix})`,
  }));
}

/** Shorter entries of Action that match the same. Null if the gain is too small. */
export type ShorterEntries = { entries: readonly string[]; before: number; after: number; saved: number };

/** The minimum number of characters saved for a suggestion. */
const LEAST_SAVED = 100;

/** Shortens the entries of a service, and leaves other services unchanged. */
export function shorterEntries(catalog: PolicyCatalog, entries: readonly string[], service: string): ShorterEntries | null {
  const isOwn = (text: string) => text.toLowerCase().startsWith(`${service}:`);
  const own = entries.filter(isOwn);
  const shorter = shorterActions(catalog, service, own);
  const saved = shorter === null ? 0 : lengthOf(own) - lengthOf(shorter);
  if (shorter === null || saved < LEAST_SAVED) return null;
  return { entries: [...entries.filter((text) => !isOwn(text)), ...shorter], before: own.length, after: shorter.length, saved };
}
