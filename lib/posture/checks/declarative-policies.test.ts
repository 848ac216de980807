import { organization, testChecks } from '../testing/test-facts';
import * as checks from './declarative-policies';

const accounts = organization().accounts;

testChecks(checks, () => ({
  'org-effective-policy-invalid': {
    fails: [[organization({ invalidPolicies: [{ accountId: accounts[1]?.id ?? '', type: 'BACKUP_POLICY' }] }), 'one']],
    passes: organization(),
    notApplicable: 'never',
  },
  'org-ai-not-opted-out': {
    parameters: { aiOptOut: true },
    fails: [[organization({ notOptedOut: [accounts[1]?.id ?? ''] }), 'o-test']],
    passes: organization(),
    notApplicable: organization({ allFeatures: false, notOptedOut: [accounts[1]?.id ?? ''] }),
  },
  'org-tags-not-compliant': {
    fails: [
      [organization({ tagFaults: [{ accountId: accounts[1]?.id ?? '', resources: 2, missing: ['Owner'], wrong: [] }] }), 'one'],
      [organization({ tagFaults: [{ accountId: accounts[2]?.id ?? '', resources: 1, missing: [], wrong: ['owner'] }] }), 'two'],
    ],
    passes: organization(),
    notApplicable: 'never',
  },
}));
