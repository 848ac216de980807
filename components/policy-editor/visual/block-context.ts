import type { Catalog } from '@gatehouse/catalog/types';
import type { Gesture, PolicyBlock } from '@gatehouse/policy/edit';
import type { Finding } from '@gatehouse/policy/validate';
import { createContext, use } from 'react';
import type { EditorSources } from '../editor-sources';
import type { KindScope } from './kind-scope';

/** The shared data of a statement's fields. */
export type BlockFields = {
  block: PolicyBlock;
  effect: 'Allow' | 'Deny';
  scope: KindScope;
  /** The known services. Null before anything is known. */
  catalog: Catalog | null;
  sources: EditorSources | undefined;
  /** The ARN of a resource policy's resource, if known. */
  resource: string | undefined;
  readOnly: boolean;
  /**
   * Applies gestures as one step.
   * @param typed true for typing in a field: the whole word is then one undo step
   */
  make(gestures: Gesture | readonly Gesture[], typed?: boolean): void;
  /** Fetches services that are not known yet. */
  want(services: readonly string[]): void;
  findings: readonly Finding[];
  /** Applies a finding's fix. */
  fix(finding: Finding): void;
};

export const BlockContext = createContext<BlockFields | null>(null);

export function useBlock(): BlockFields {
  const block = use(BlockContext);
  if (!block) throw new Error('Fields of a statement must be inside its block');
  return block;
}
