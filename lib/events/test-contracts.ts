import type { ServiceExcuse } from '../core/testing/contract';
import { loadContracts } from '../core/testing/load-contracts';

export const cloudTrailContracts = await loadContracts(import.meta.dirname);

export const cloudTrailUnreachable: readonly ServiceExcuse[] = [
  ['OperationNotPermittedException', 'whoever may not look events up is denied it as any other call'],
  ['UnsupportedOperationException', 'every account has the history that is looked up'],
];
