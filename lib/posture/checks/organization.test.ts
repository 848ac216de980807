import { daysAgo, member, organization, testChecks } from '../test-facts';
import * as checks from './organization';

const alone = () => organization({ accounts: [member('management', { management: true, parentId: 'r-test' })] });
const accounts = organization().accounts;
const SCP = 'SERVICE_CONTROL_POLICY';
const onlyFull = [{ targetId: 'r-test', policyId: 'p-FullAWSAccess', type: SCP }];

testChecks(checks, () => ({
  'org-features-not-all': {
    fails: [[organization({ allFeatures: false }), 'o-test']],
    passes: organization(),
    notApplicable: 'never',
  },
  'org-scp-disabled': {
    fails: [[organization({ enabledTypes: new Set() }), 'o-test']],
    passes: organization(),
    notApplicable: organization({ allFeatures: false }),
  },
  'org-rcp-disabled': {
    fails: [[organization({ enabledTypes: new Set([SCP]) }), 'o-test']],
    passes: organization(),
    notApplicable: organization({ allFeatures: false }),
  },
  'org-only-full-access': {
    fails: [[organization({ attachments: onlyFull }), 'o-test']],
    passes: organization(),
    notApplicable: organization({ enabledTypes: new Set() }),
  },
  'org-management-workloads': {
    fails: [
      [organization({ managementUse: { users: 3, activeKeys: 0 } }), 'o-test'],
      [organization({ managementUse: { users: 1, activeKeys: 1 } }), 'o-test'],
    ],
    passes: organization(),
    notApplicable: alone(),
  },
  'org-accounts-outside-ou': {
    fails: [[organization({ accounts: [...accounts, member('loose', { parentId: 'r-test' })] }), 'loose']],
    passes: organization(),
    notApplicable: alone(),
  },
  'org-unit-unguarded': {
    fails: [[organization({ attachments: [...onlyFull, { targetId: 'one', policyId: 'p-guardrail', type: SCP }] }), 'Workloads']],
    passes: organization(),
    notApplicable: organization({ attachments: onlyFull }),
  },
  'org-level-without-allow': {
    fails: [
      [organization({ shut: new Set(['ou-work']) }), 'Workloads'],
      [organization({ shut: new Set(['one']) }), 'one'],
    ],
    passes: organization(),
    notApplicable: organization({ enabledTypes: new Set() }),
  },
  'org-central-root-off': {
    fails: [
      [organization({ centralRoot: false }), 'o-test'],
      [organization({ services: [] }), 'o-test'],
    ],
    passes: organization(),
    notApplicable: alone(),
  },
  'org-no-delegated-administrator': {
    fails: [
      [organization({ delegationPolicy: false }), 'o-test'],
      [
        organization({ services: [{ principal: 'access-analyzer.amazonaws.com', enabledAt: daysAgo(9), delegable: true }] }),
        'o-test',
      ],
    ],
    passes: organization(),
    notApplicable: organization({ accounts: accounts.slice(0, 3) }),
  },
  'org-quota-near': {
    fails: [[organization({ accounts: Array.from({ length: 8 }, (_, i) => member(`m${i}`)) }), 'o-test']],
    passes: organization(),
    notApplicable: 'never',
  },
  'org-leave-allowed': {
    fails: [[organization({ accounts: [...accounts, member('free', { mayLeave: true })] }), 'o-test']],
    passes: organization(),
    notApplicable: alone(),
  },
  'org-accounts-closing': {
    fails: [
      [organization({ accounts: [...accounts, member('gone', { state: 'SUSPENDED', closedAt: daysAgo(3) })] }), 'gone'],
      [
        organization({ accounts: [...accounts, member('gone', { state: 'CLOSED' })], delegatedAccounts: new Set(['gone']) }),
        'gone medium',
      ],
    ],
    passes: 'never',
    notApplicable: organization(),
  },
  'org-root-unrestricted': {
    fails: [[organization({ accounts: [member('one', { rootCredentials: true, rootUnrestricted: true })] }), 'o-test']],
    passes: organization({ accounts: [member('one', { rootCredentials: true })] }),
    notApplicable: organization(),
  },
}));
