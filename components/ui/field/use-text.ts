import { type Dispatch, type SetStateAction, useState } from 'react';

/** Returns the text of a field as state. It starts with the given text, or empty. */
export function useText(start: string | null | undefined): [string, Dispatch<SetStateAction<string>>] {
  return useState(start ?? '');
}
