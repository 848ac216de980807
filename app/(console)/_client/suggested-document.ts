import { withoutStatements } from '@gatehouse/policy/parse';
import { useEffect, useState } from 'react';
import { layOut } from '@/components/access/lay-out';
import { safeNext } from '@/lib/console/safe-next';

/** What the editor of a policy begins with, as another page worked it out. */
export type Suggestion = {
  /** In place of what is stored. */
  document?: string;
  /** What is stored but for these statements, counted from 0. */
  without?: readonly number[];
  /** Where to go after saving: the question that led here, which is then asked again. */
  back?: string;
};

const NAME = 'suggestion';

/** The address of a policy's editor with a suggestion: nothing is saved before it is looked at. */
export function withSuggestion(href: string, suggestion: Suggestion): string {
  return `${href}#${NAME}=${encodeURIComponent(JSON.stringify(suggestion))}`;
}

/** What an address suggests; null where it suggests nothing. It may come from anybody: `back` stays within the console. */
export function readSuggestion(hash: string): Suggestion | null {
  if (!hash.startsWith(`#${NAME}=`)) return null;
  try {
    const { document, without, back } = JSON.parse(decodeURIComponent(hash.slice(NAME.length + 2)));
    return {
      ...(typeof document === 'string' ? { document } : {}),
      ...(Array.isArray(without) && without.every(Number.isInteger) ? { without } : {}),
      ...(typeof back === 'string' ? { back: safeNext(back) } : {}),
    };
  } catch {
    return null;
  }
}

/** The text that is suggested in place of what is stored; null where none is. */
export function suggestedText({ document, without }: Suggestion, stored: string): string | null {
  if (document !== undefined) return document;
  const rest = without === undefined ? null : withoutStatements(stored, without);
  return rest === null ? null : layOut(rest);
}

/** What the address of the page suggests, which the browser alone knows: null at first. */
export function useSuggestion(): Suggestion | null {
  const [suggestion, setSuggestion] = useState<Suggestion | null>(null);
  useEffect(() => setSuggestion(readSuggestion(window.location.hash)), []);
  return suggestion;
}
