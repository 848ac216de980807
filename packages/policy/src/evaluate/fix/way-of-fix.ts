import type { CredentialType, PolicyType } from '../types';
import type { PlacedChange } from './types';

/**
 * The kind of a change, for pages that try it. `edit` has the index of its statement, from 0, if it exists already. `call` changes only the
 * call.
 */
export type FixWay =
  | { kind: 'edit'; statement?: number }
  | { kind: 'detach' }
  | { kind: 'create'; type: PolicyType; levelId?: string }
  | { kind: 'call'; context?: Readonly<Record<string, string>>; credential?: CredentialType };

export function wayOfFix({ place, change }: PlacedChange): FixWay {
  if (change.kind === 'setContext') return { kind: 'call', context: change.values };
  if (change.kind === 'useCredential') return { kind: 'call', credential: change.credential };
  if (place.kind === 'newPolicy') return { kind: 'create', type: place.type, levelId: place.level?.id };
  if (change.kind === 'detachPolicy') return { kind: 'detach' };
  if (!('statementIndex' in change)) return { kind: 'edit' };
  return { kind: 'edit', statement: change.statementIndex };
}
