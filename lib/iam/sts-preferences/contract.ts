import type { Contract } from '../../core/testing/contract';
import * as operations from './operations';

/** Preferences always exist, so nothing is created, and the operation declares no error of its own. */
export const contract: Contract = {
  operations,
  make: async () => ({}),
  calls: [['SetSecurityTokenServicePreferences', { GlobalEndpointTokenVersion: 'v1Token' }]],
  errors: { usual: {}, failures: {}, unreachable: {} },
};
