import type { ServiceExcuse } from '../core/testing/contract';
import { loadContracts } from '../core/testing/load-contracts';

export const accessAnalyzerContracts = await loadContracts(import.meta.dirname);

export const accessAnalyzerUnreachable: readonly ServiceExcuse[] = [
  ['InternalServerException', 'what fails here without being foreseen answers InternalFailure, as one of the common errors'],
  ['ThrottlingException', 'nobody is slowed down here'],
];
