import { daysAgo, member, organization, service, testChecks } from '../testing/test-facts';
import * as checks from './organization';

const alone = () => organization({ accounts: [member('management', { management: true, parentId: 'r-test' })] });
const accounts = organization().accounts;
const SCP = 'SERVICE_CONTROL_POLICY';
const ANALYZER = 'access-analyzer.amazonaws.com';
const LONG_AGO = { enabledAt: daysAgo(91) };
const QUIET = organization().managementUse;
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
      [organization({ managementUse: { ...QUIET, users: 3 } }), 'o-test'],
      [organization({ managementUse: { ...QUIET, users: 1, activeKeys: 1 } }), 'o-test'],
      [organization({ managementUse: { ...QUIET, serviceRoles: ['Runner'] } }), 'o-test'],
      [organization({ managementUse: { ...QUIET, services: new Map([['s3', daysAgo(29)]]) } }), 'o-test'],
    ],
    passes: organization({
      managementUse: {
        ...QUIET,
        services: new Map([
          ['organizations', daysAgo(1)],
          ['s3', daysAgo(31)],
        ]),
      },
    }),
    notApplicable: alone(),
  },
  'org-accounts-outside-ou': {
    fails: [[organization({ accounts: [...accounts, member('loose', { parentId: 'r-test' })] }), 'loose']],
    passes: organization(),
    notApplicable: alone(),
  },
  'org-unit-unguarded': {
    fails: [[organization({ attachments: [...onlyFull, { targetId: 'one', policyId: 'p-guardrail', type: SCP }] }), 'Workloads']],
    // The OU All contains only the OU Workloads, and no accounts.
    passes: organization({
      units: [
        { id: 'ou-all', name: 'All', parentId: 'r-test' },
        { id: 'ou-work', name: 'Workloads', parentId: 'ou-all' },
      ],
      attachments: [...onlyFull, { targetId: 'ou-work', policyId: 'p-guardrail', type: SCP }],
    }),
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
      [organization({ services: [service(ANALYZER, { delegable: true })] }), 'o-test'],
    ],
    passes: organization(),
    notApplicable: organization({ accounts: accounts.slice(0, 3) }),
  },
  'org-quota-near': {
    fails: [
      [organization({ accounts: Array.from({ length: 8 }, (_, i) => member(`m${i}`)) }), 'o-test'],
      [
        organization({
          attachments: Array.from({ length: 8 }, (_, i) => ({ targetId: 'ou-work', policyId: `p-${i}`, type: SCP })),
          policies: [
            { id: 'p-long', name: 'long', type: 'RESOURCE_CONTROL_POLICY', size: 4096 },
            { id: 'p-short', name: 'short', type: SCP, size: 4096 },
          ],
        }),
        'o-test',
        'o-test',
      ],
      [
        organization({
          accounts: [member('crowded', { counts: new Map([['RolesPerAccount', 800]]) }), member('one')],
        }),
        'crowded',
      ],
    ],
    passes: organization({
      accounts: [member('one', { counts: new Map([['RolesPerAccount', 799]]) })],
    }),
    notApplicable: 'never',
  },
  'org-trusted-access-unused': {
    fails: [
      [organization({ services: [service(ANALYZER, LONG_AGO)] }), ANALYZER],
      [organization({ services: [service(ANALYZER, { ...LONG_AGO, lastUsedAt: daysAgo(91) })] }), ANALYZER],
    ],
    passes: organization({
      services: [
        service(ANALYZER),
        service('cloudtrail.amazonaws.com', { ...LONG_AGO, lastUsedAt: daysAgo(89) }),
        service('iam.amazonaws.com', { ...LONG_AGO, needed: true }),
        service('securityhub.amazonaws.com', LONG_AGO),
      ],
      delegatedServices: new Set(['securityhub.amazonaws.com']),
    }),
    notApplicable: organization({ services: [] }),
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
      [
        organization({
          accounts: [...accounts, member('gone', { state: 'PENDING_CLOSURE', namedBy: ['the role Deploy of 111122223333'] })],
        }),
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
