import type { ServiceExcuse } from '../core/testing/contract';
import { loadContracts, type NamedContract } from '../core/testing/load-contracts';

const contracts = await loadContracts(import.meta.dirname);

/** The contracts of the access portal's services. */
export const oauthContracts: readonly NamedContract[] = contracts.filter(([noun]) => noun === 'oauth');
export const portalContracts: readonly NamedContract[] = contracts.filter(([noun]) => noun === 'portal');

/** The declared errors that no operation of a service returns, with the reason. */
export const oauthUnreachable: readonly ServiceExcuse[] = [
  ['InternalServerException', 'what fails here without being foreseen answers InternalFailure, as one of the common errors'],
];

export const portalUnreachable: readonly ServiceExcuse[] = [
  ['TooManyRequestsException', 'nothing limits the calls of people who are signed in'],
];
