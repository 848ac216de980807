import type { ServiceExcuse } from '../core/testing/contract';
import { loadContracts } from '../core/testing/load-contracts';

/** The contracts of the nouns of IAM Identity Center, by folder. */
export const identityCenterContracts = await loadContracts(import.meta.dirname);

/** The declared errors that no operation returns, with the reason. */
export const identityCenterUnreachable: readonly ServiceExcuse[] = [
  ['InternalServerException', 'no call fails for reasons that it cannot know'],
  ['ThrottlingException', 'calls are not throttled'],
];
