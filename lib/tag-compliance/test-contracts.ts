import type { ServiceExcuse } from '../core/testing/contract';
import { loadContracts } from '../core/testing/load-contracts';

export const taggingContracts = await loadContracts(import.meta.dirname);

export const taggingUnreachable: readonly ServiceExcuse[] = [
  ['InternalServiceException', 'no call fails for reasons that it cannot know'],
  ['ThrottledException', 'calls are not throttled'],
];
