import type { ServiceExcuse } from '../core/testing/contract';
import { loadContracts, type NamedContract } from '../core/testing/load-contracts';

const contracts = await loadContracts(import.meta.dirname);

/** The contracts of Budgets, and of Cost Explorer with its related nouns. */
export const budgetsContracts: readonly NamedContract[] = contracts.filter(([noun]) => noun === 'budget');
export const costExplorerContracts: readonly NamedContract[] = contracts.filter(([noun]) => noun !== 'budget');

const NOBODY_IS_SLOWED_DOWN = 'nobody is slowed down here';
const ONE_VIEW = 'an account has the one billing view that AWS gives it, which is always healthy';

export const budgetsUnreachable: readonly ServiceExcuse[] = [
  ['BillingViewHealthStatusException', ONE_VIEW],
  ['ExpiredNextTokenException', 'the token of a list does not expire'],
  ['InternalErrorException', 'what fails here without being foreseen answers InternalFailure, as one of the common errors'],
  ['ThrottlingException', NOBODY_IS_SLOWED_DOWN],
];

export const costExplorerUnreachable: readonly ServiceExcuse[] = [
  ['BillExpirationException', 'bills are kept for good'],
  ['BillingViewHealthStatusException', ONE_VIEW],
  ['LimitExceededException', NOBODY_IS_SLOWED_DOWN],
];
