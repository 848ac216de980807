import { useEffect, useState } from 'react';

const NAME = 'document';

/** The address of a policy's editor, which begins with a text that was worked out elsewhere: nothing is saved before it is looked at. */
export function withSuggestion(href: string, document: string): string {
  return `${href}#${NAME}=${encodeURIComponent(document)}`;
}

/** The text that an address suggests; null where it suggests none. */
export function readSuggestion(hash: string): string | null {
  try {
    return hash.startsWith(`#${NAME}=`) ? decodeURIComponent(hash.slice(NAME.length + 2)) : null;
  } catch {
    return null;
  }
}

/** The text of a policy that is edited: what is stored, or what the address suggests. */
export function useEditedDocument(stored: string): [text: string, setText: (text: string) => void] {
  const [text, setText] = useState(stored);
  // The fragment of an address is known to the browser alone.
  useEffect(() => {
    const suggested = readSuggestion(window.location.hash);
    if (suggested !== null) setText(suggested);
  }, []);
  return [text, setText];
}
