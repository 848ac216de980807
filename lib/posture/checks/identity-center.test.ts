import type { AssignmentFacts, IdentityCenterFacts, PermissionSetFacts } from '../facts';
import { daysAgo, member, organization, TEST_ACCOUNT, testChecks } from '../testing/test-facts';
import * as checks from './identity-center';

const ANA = { type: 'USER', id: 'user-ana', name: 'ana' } as const;
const OPS = { type: 'GROUP', id: 'group-ops', name: 'Operations' } as const;

const accounts = [member('management', { id: TEST_ACCOUNT, management: true }), member('one'), member('two')];
const assigned = (accountId: string, over: Partial<AssignmentFacts> = {}): AssignmentFacts => ({
  accountId,
  principal: OPS,
  createdAt: daysAgo(100),
  lastUsedAt: daysAgo(1),
  ...over,
});
const permissionSet = (over: Partial<PermissionSetFacts> = {}): PermissionSetFacts => ({
  id: 'ps-1',
  arn: 'arn:aws:sso:::permissionSet/ssoins-1/ps-1',
  name: 'Deploy',
  createdAt: daysAgo(100),
  sessionDuration: 'PT1H',
  description: null,
  relayState: null,
  administrator: false,
  assignments: [assigned('one')],
  ...over,
});
const enabled = (...permissionSets: PermissionSetFacts[]) => {
  const identityCenter: IdentityCenterFacts = {
    instanceArn: 'arn:aws:sso:::instance/ssoins-1',
    region: 'us-east-1',
    permissionSets,
    ...{ passwordSuffices: false, withoutDevice: 'Block their sign-in', people: [] },
  };
  return organization({ accounts, identityCenter });
};
const withPeople = (over: Partial<IdentityCenterFacts>) => {
  const { identityCenter, ...rest } = enabled();
  return { ...rest, identityCenter: identityCenter && { ...identityCenter, ...over } };
};
const signsIn = (hasDevice: boolean) => ({ id: 'user-ana', name: 'ana', passwordChangedAt: daysAgo(3), hasDevice });
const everywhere = accounts.map(({ id }) => assigned(id));

testChecks(checks, () => ({
  'sso-direct-assignment': {
    fails: [
      [enabled(permissionSet({ assignments: [assigned('one', { principal: ANA })] })), 'ana'],
      [enabled(permissionSet({ assignments: [assigned('one', { principal: { ...ANA, name: null } })] })), 'user-ana'],
    ],
    passes: enabled(permissionSet()),
    // AWS advises direct assignments in the management account.
    notApplicable: enabled(permissionSet({ assignments: [assigned(TEST_ACCOUNT, { principal: ANA })] })),
  },
  'sso-administrator-everywhere': {
    fails: [
      [enabled(permissionSet({ administrator: true, assignments: everywhere })), 'Operations'],
      [
        enabled(
          permissionSet({ administrator: true, assignments: everywhere.slice(1) }),
          permissionSet({ id: 'ps-2', administrator: true, assignments: everywhere.slice(0, 1) }),
        ),
        'Operations',
      ],
    ],
    passes: enabled(permissionSet({ administrator: true, assignments: everywhere.slice(1) })),
    notApplicable: enabled(permissionSet({ assignments: everywhere })),
  },
  'sso-permission-set-unused': {
    fails: [
      [enabled(permissionSet({ assignments: [] })), 'Deploy'],
      [enabled(permissionSet({ assignments: [assigned('one', { lastUsedAt: daysAgo(91) })] })), 'Deploy'],
      [enabled(permissionSet({ assignments: [assigned('one', { lastUsedAt: null })] })), 'Deploy'],
    ],
    passes: enabled(
      permissionSet(),
      permissionSet({ createdAt: daysAgo(89), assignments: [] }),
      permissionSet({ assignments: [assigned('one', { createdAt: daysAgo(89), lastUsedAt: null })] }),
    ),
    notApplicable: enabled(),
  },
  'sso-assignment-unused': {
    fails: [
      [enabled(permissionSet({ assignments: [assigned('one'), assigned('two', { lastUsedAt: daysAgo(91) })] })), 'Deploy in two'],
      [
        enabled(
          permissionSet({
            assignments: [
              assigned('one'),
              assigned('two', { lastUsedAt: null }),
              assigned('two', { principal: ANA, lastUsedAt: null }),
            ],
          }),
        ),
        'Deploy in two',
      ],
    ],
    passes: enabled(
      permissionSet({ assignments: [assigned('one'), assigned('two', { createdAt: daysAgo(89), lastUsedAt: null })] }),
    ),
    // A permission set that nobody uses anywhere is reported once, as such.
    notApplicable: enabled(permissionSet({ assignments: [assigned('one', { lastUsedAt: null })] })),
  },
  'sso-mfa-missing': {
    fails: [
      [withPeople({ people: [signsIn(false)], passwordSuffices: true }), 'ana'],
      [withPeople({ people: [signsIn(false), { ...signsIn(true), name: 'bo' }] }), 'ana medium'],
    ],
    passes: withPeople({ people: [signsIn(true)], passwordSuffices: true }),
    notApplicable: withPeople({ people: [] }),
  },
  'sso-session-long': {
    fails: [
      [enabled(permissionSet({ sessionDuration: 'PT8H1M' })), 'Deploy'],
      [enabled(permissionSet({ sessionDuration: 'PT5H', administrator: true })), 'Deploy medium'],
    ],
    passes: enabled(permissionSet({ sessionDuration: 'PT8H' }), permissionSet({ sessionDuration: 'PT4H', administrator: true })),
    notApplicable: organization(),
  },
}));
