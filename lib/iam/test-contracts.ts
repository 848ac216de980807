import type { ServiceExcuse } from '../core/testing/contract';
import { loadContracts } from '../core/testing/load-contracts';

/** The contracts of IAM's nouns, by folder. */
export const iamContracts = await loadContracts(import.meta.dirname);

/** The declared errors that no operation of IAM returns, or not by that name, with the reason. */
export const iamUnreachable: readonly ServiceExcuse[] = [
  ['ServiceFailureException', 'what fails here without being foreseen answers InternalFailure, as one of the common errors'],
  [
    'ConcurrentModificationException',
    'only the loser of a race is told so, whatever it calls: lib/core/run/run.test.ts makes one lose',
  ],
  ['EntityTemporarilyUnmodifiableException', 'what has been written can be changed at once'],
  ['LimitExceededException', 'takes away, which no quota limits', /^(Deactivate|Delete|Detach|Remove)/],
];
