import type { ServiceExcuse } from '../core/testing/contract';
import { loadContracts } from '../core/testing/load-contracts';

/** The contracts of the nouns of the identity store, by folder. */
export const identityStoreContracts = await loadContracts(import.meta.dirname);

/** The declared errors that no operation returns, with the reason. */
export const identityStoreUnreachable: readonly ServiceExcuse[] = [
  ['InternalServerException', 'no call fails for reasons that it cannot know'],
  ['ThrottlingException', 'calls are not throttled'],
  ['ConflictException', 'writes in a store take turns, and a deletion conflicts with nothing', /^Delete/],
  ['ResourceNotFoundException', 'deletions succeed for what does not exist', /^Delete/],
];
