import { organization, testChecks } from '../test-facts';
import * as checks from './organization';

testChecks(checks, () => ({
  'org-features-not-all': {
    fails: [[organization({ allFeatures: false }), 'o-test']],
    passes: organization(),
    notApplicable: 'never',
  },
}));
