import type { ServiceExcuse } from '../core/testing/contract';
import { loadContracts } from '../core/testing/load-contracts';

/** The contracts of STS's nouns, by folder. */
export const stsContracts = await loadContracts(import.meta.dirname);

/** The declared errors that no operation of STS returns, with the reason. */
export const stsUnreachable: readonly ServiceExcuse[] = [['RegionDisabledException', 'STS is active in every Region']];
