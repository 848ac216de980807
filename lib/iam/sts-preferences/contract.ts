import type { Contract } from '../../core/testing/contract';
import * as operations from './operations';

/** An account has its preferences from its beginning: nothing is made, and its operation declares no error of its own. */
export const contract: Contract = {
  operations,
  make: async () => ({}),
  calls: [['SetSecurityTokenServicePreferences', { GlobalEndpointTokenVersion: 'v1Token' }]],
  errors: { usual: {}, failures: {}, unreachable: {} },
};
