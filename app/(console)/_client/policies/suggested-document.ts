import { withoutStatements } from '@gatehouse/policy/parse';
import { useEffect, useState } from 'react';
import { layOut } from '@/components/access/lay-out';
import { safeNext } from '@/lib/console/sign-in/safe-next';

/** A suggestion of another page for the initial text of a policy editor. */
export type Suggestion = {
  /** Replaces the stored text. */
  document?: string;
  /** Statements to remove from the stored text, counted from 0. */
  without?: readonly number[];
  /** The page to open after saving: the question that led here, which is then asked again. */
  back?: string;
};

const NAME = 'suggestion';

/** Returns the address of a policy's editor with a suggestion. Nothing is saved before the user reviews it. */
export function withSuggestion(href: string, suggestion: Suggestion): string {
  return `${href}#${NAME}=${encodeURIComponent(JSON.stringify(suggestion))}`;
}

/** Returns the suggestion of an address, or null. Addresses are untrusted, so `back` stays within the console. */
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

/** Returns the suggested text that replaces the stored one, or null. */
export function suggestedText({ document, without }: Suggestion, stored: string): string | null {
  if (document !== undefined) return document;
  const rest = without === undefined ? null : withoutStatements(stored, without);
  return rest === null ? null : layOut(rest);
}

/** Returns the suggestion of the page's address. Null at first, because only the browser knows it. */
export function useSuggestion(): Suggestion | null {
  const [suggestion, setSuggestion] = useState<Suggestion | null>(null);
  useEffect(() => setSuggestion(readSuggestion(window.location.hash)), []);
  return suggestion;
}
