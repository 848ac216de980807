import type { ServiceExcuse } from '../core/testing/contract';
import { loadContracts } from '../core/testing/load-contracts';

/** The contracts of the nouns of Organizations, by folder. */
export const organizationsContracts = await loadContracts(import.meta.dirname);

/** The declared errors that no operation of Organizations returns, with the reason. */
export const organizationsUnreachable: readonly ServiceExcuse[] = [
  ['ServiceException', 'what fails here without being foreseen answers InternalFailure, as one of the common errors'],
  ['TooManyRequestsException', 'nobody is slowed down here'],
  ['UnsupportedAPIEndpointException', 'one endpoint serves all Regions and partitions'],
  [
    'ConcurrentModificationException',
    'only the loser of a race is told so, whatever it calls: lib/core/run/run.test.ts makes one lose',
  ],
  ['PolicyChangesInProgressException', 'a change of policies is in force when it is answered'],
  ['FinalizingOrganizationException', 'an organization is complete when its creation is answered'],
];
