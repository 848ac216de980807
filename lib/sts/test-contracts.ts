import type { ServiceExcuse } from '../core/testing/contract';
import { loadContracts } from '../core/testing/load-contracts';

/** The contracts of the kinds of sessions and of the other nouns of STS, by the nouns' folders. */
export const stsContracts = await loadContracts(import.meta.dirname);

/** What holds for all of STS: which declared errors no operation answers, and why. */
export const stsUnreachable: readonly ServiceExcuse[] = [['RegionDisabledException', 'STS is active in every Region']];
