import type { Catalog } from '@gatehouse/catalog/types';
import type { Gesture, PolicyBlock } from '@gatehouse/policy/edit';
import type { Finding } from '@gatehouse/policy/validate';
import { createContext, use } from 'react';
import type { EditorSources } from '../editor-sources';
import type { KindScope } from './kind-scope';

/** What the fields of one statement share. */
export type BlockFields = {
  block: PolicyBlock;
  effect: 'Allow' | 'Deny';
  scope: KindScope;
  /** What is known of services so far; null before anything is. */
  catalog: Catalog | null;
  sources: EditorSources | undefined;
  /** ARN of the resource that a resource policy hangs on, where it is known. */
  resource: string | undefined;
  readOnly: boolean;
  /**
   * Makes gestures in one step.
   * @param typed in a field, letter by letter: then the whole word is one step to undo
   */
  make(gestures: Gesture | readonly Gesture[], typed?: boolean): void;
  /** Fetches what is not known of services yet. */
  want(services: readonly string[]): void;
  findings: readonly Finding[];
  /** Changes the text as a finding says. */
  fix(finding: Finding): void;
};

export const BlockContext = createContext<BlockFields | null>(null);

export function useBlock(): BlockFields {
  const block = use(BlockContext);
  if (!block) throw new Error('Fields of a statement must be inside its block');
  return block;
}
