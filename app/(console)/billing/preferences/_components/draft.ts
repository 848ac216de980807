import type { Preferences } from '../queries';

/** Preferences while they are edited, by account ID. */
export type Draft = {
  readonly mode: Preferences['DiscountSharing'];
  /** Group names in order, including empty groups. */
  readonly groups: readonly string[];
  readonly groupOf: ReadonlyMap<string, string>;
  readonly discountsOff: ReadonlySet<string>;
  readonly credits: boolean;
  readonly creditsOff: ReadonlySet<string>;
  readonly newAccounts: { readonly Discounts: boolean; readonly Credits: boolean };
  readonly tax: string;
};

export function draftOf(preferences: Preferences): Draft {
  return {
    mode: preferences.DiscountSharing,
    groups: preferences.Groups.map(({ Name }) => Name),
    groupOf: new Map(preferences.Groups.flatMap(({ Name, AccountIds }) => AccountIds.map((id) => [id, Name] as const))),
    discountsOff: new Set(preferences.DiscountsOff),
    credits: preferences.CreditSharing,
    creditsOff: new Set(preferences.CreditsOff),
    newAccounts: preferences.NewAccounts,
    tax: preferences.TaxPercent,
  };
}

/** Returns the saved form of a draft, in a fixed order. */
export function inputOf({ mode, groups, groupOf, discountsOff, credits, creditsOff, newAccounts, tax }: Draft) {
  const members = new Map(groups.map((name): [string, string[]] => [name, []]));
  for (const [id, name] of groupOf) members.get(name)?.push(id);
  return {
    DiscountSharing: mode,
    Groups: [...members].map(([Name, ids]) => ({ Name, AccountIds: ids.sort() })),
    DiscountsOff: [...discountsOff].sort(),
    CreditSharing: credits,
    CreditsOff: [...creditsOff].sort(),
    NewAccounts: newAccounts,
    TaxPercent: tax.trim() === '' ? '0' : tax.trim(),
  };
}

export function isSame(draft: Draft, other: Draft): boolean {
  return JSON.stringify(inputOf(draft)) === JSON.stringify(inputOf(other));
}

export function withAccounts(set: ReadonlySet<string>, ids: readonly string[], on: boolean): ReadonlySet<string> {
  const next = new Set(set);
  for (const id of ids) on ? next.delete(id) : next.add(id);
  return next;
}

/** Moves accounts to a group, which is created if needed, or to none if null. */
export function moved(draft: Draft, ids: readonly string[], group: string | null): Draft {
  const groupOf = new Map(draft.groupOf);
  for (const id of ids) group === null ? groupOf.delete(id) : groupOf.set(id, group);
  const groups = group === null || draft.groups.includes(group) ? draft.groups : [...draft.groups, group];
  return { ...draft, groups, groupOf };
}

/** Sets the accounts of a group, which can be renamed. */
export function withGroup(draft: Draft, before: string | null, name: string, ids: readonly string[]): Draft {
  const emptied = before === null ? draft : withoutGroup(draft, before);
  const at = before === null ? draft.groups.length : draft.groups.indexOf(before);
  return moved({ ...emptied, groups: emptied.groups.toSpliced(at, 0, name) }, ids, name);
}

export function withoutGroup(draft: Draft, name: string): Draft {
  return {
    ...draft,
    groups: draft.groups.filter((group) => group !== name),
    groupOf: new Map([...draft.groupOf].filter(([, group]) => group !== name)),
  };
}

type Named = { AccountId: string; Name: string };

/**
 * Reads entered accounts: IDs or names, separated by lines or commas.
 * @returns known accounts, each once, and unknown names
 */
export function readAccounts(text: string, accounts: readonly Named[]): { ids: string[]; unknown: string[] } {
  const byWord = new Map(
    accounts.flatMap(({ AccountId, Name }) => [[AccountId, AccountId] as const, [Name.toLowerCase(), AccountId] as const]),
  );
  const words = text
    .split(/[\n,;]+/)
    .map((word) => word.trim())
    .filter(Boolean);
  const ids = new Set<string>();
  const unknown: string[] = [];
  for (const word of words) {
    const [digits = word.toLowerCase()] = /\d{12}/.exec(word) ?? [];
    const id = byWord.get(word.toLowerCase()) ?? byWord.get(digits);
    if (id === undefined) unknown.push(word);
    else ids.add(id);
  }
  return { ids: [...ids], unknown };
}

/** Returns whether a text is a valid tax rate in percent. */
export function isTax(text: string): boolean {
  return text.trim() === '' || /^(?:(0|[1-9]\d?)(\.\d{1,4})?|100)$/.test(text.trim());
}
