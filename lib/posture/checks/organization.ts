import { quotas } from '../../core/quotas';
import { examineEach, examineOne, type Fix, organizationCheck } from '../check';
import type { ExaminedMember, ExaminedOrganization } from '../facts';
import { memberSubject, organizationSubject, unitSubject } from '../subject';

const SCP = 'SERVICE_CONTROL_POLICY';
const RCP = 'RESOURCE_CONTROL_POLICY';
const DEFAULTS: ReadonlySet<string> = new Set(['p-FullAWSAccess', 'p-RCPFullAWSAccess']);
const DESCRIBE = 'organizations:DescribeOrganization';
const POLICIES = 'organizations:ListPolicies';
const ACCOUNTS = 'organizations:ListAccounts';
const DAYS_AFTER_CLOSURE = 90;

const CREATE_SCP: Fix = { text: 'Create an SCP', place: ['createOrganizationPolicy', SCP], needs: 'organizations:CreatePolicy' };

const activeMembers = ({ accounts }: ExaminedOrganization) =>
  accounts.filter(({ state, management }) => state === 'ACTIVE' && !management);
const names = (members: readonly ExaminedMember[]) => {
  const first = members.slice(0, 5).map(({ name }) => name);
  return members.length > first.length ? `${first.join(', ')} and ${members.length - first.length} more` : first.join(', ');
};

export const orgFeaturesNotAll = organizationCheck({
  id: 'org-features-not-all',
  title: 'The organization only shares a bill',
  severity: 'high',
  why: 'No guardrails without all features.',
  controls: [],
  needs: [DESCRIBE],
  examine: (organization) =>
    examineOne(
      organization.allFeatures
        ? null
        : {
            subject: organizationSubject(organization),
            title: 'The organization only shares a bill',
            evidence: [{ label: 'Feature set', text: 'CONSOLIDATED_BILLING' }],
            fix: { text: 'Enable all features', place: ['organizationSettings'], needs: 'organizations:EnableAllFeatures' },
          },
    ),
});

function typeOff(id: string, type: string, severity: 'high' | 'low', words: { title: string; why: string; controls: string[] }) {
  return organizationCheck({
    id,
    severity,
    ...words,
    needs: [DESCRIBE],
    examine: (organization) => {
      if (!organization.allFeatures) return null;
      if (organization.enabledTypes.has(type)) return examineOne(null);
      return examineOne({
        subject: organizationSubject(organization),
        title: words.title,
        evidence: [{ label: 'Enabled types', text: [...organization.enabledTypes].join(', ') || 'none' }],
        fix: { text: 'Enable the policy type', place: ['organizationPolicyType', type], needs: 'organizations:EnablePolicyType' },
      });
    },
  });
}

export const orgScpDisabled = typeOff('org-scp-disabled', SCP, 'high', {
  title: 'Service control policies are off',
  why: 'Members have no upper limit.',
  controls: ['CIS 7 2.1.2'],
});

export const orgRcpDisabled = typeOff('org-rcp-disabled', RCP, 'low', {
  title: 'Resource control policies are off',
  why: 'Resources can be shared out of the organization.',
  controls: ['CIS 7 2.1.2 ~'],
});

/** Whether guardrails say nothing but that everything is allowed. */
function isUnguarded({ attachments }: ExaminedOrganization): boolean {
  return attachments.every(({ policyId, type }) => DEFAULTS.has(policyId) || (type !== SCP && type !== RCP));
}

export const orgOnlyFullAccess = organizationCheck({
  id: 'org-only-full-access',
  title: 'The only guardrail is “everything allowed”',
  severity: 'high',
  why: 'Enabled, but nothing is limited.',
  controls: ['CIS 7 2.1.2'],
  needs: [POLICIES],
  examine: (organization) => {
    if (!organization.enabledTypes.has(SCP) || activeMembers(organization).length === 0) return null;
    if (!isUnguarded(organization)) return examineOne(null);
    return examineOne({
      subject: organizationSubject(organization),
      title: 'The only guardrail is “everything allowed”',
      evidence: [{ label: 'Attached', text: 'FullAWSAccess alone' }],
      fix: CREATE_SCP,
    });
  },
});

export const orgManagementWorkloads = organizationCheck({
  id: 'org-management-workloads',
  title: 'Work is done in the management account',
  severity: 'high',
  why: 'SCPs do not reach the management account.',
  controls: ['CIS 7 2.1.3'],
  needs: [ACCOUNTS, 'iam:GetAccountSummary'],
  examine: (organization, { parameters }) => {
    if (activeMembers(organization).length === 0) return null;
    const { users, activeKeys } = organization.managementUse;
    if (users <= parameters.adminUsersAllowed && activeKeys === 0) return examineOne(null);
    return examineOne({
      subject: organizationSubject(organization),
      title: 'Work is done in the management account',
      evidence: [
        { label: 'Users there', text: `${users}, of ${parameters.adminUsersAllowed} that are enough` },
        { label: 'Active access keys of users there', text: String(activeKeys) },
      ],
      fix: {
        text: 'Create an account for the work, and the users there',
        place: ['createAccount'],
        needs: 'organizations:CreateAccount',
      },
    });
  },
});

export const orgAccountsOutsideOu = organizationCheck({
  id: 'org-accounts-outside-ou',
  title: 'Accounts lie in no OU',
  severity: 'medium',
  why: 'OUs carry the guardrails.',
  controls: ['CIS 7 2.1.4'],
  needs: [ACCOUNTS],
  examine: (organization) =>
    examineEach(activeMembers(organization), (member) =>
      member.parentId === organization.rootId
        ? {
            subject: memberSubject(organization, member),
            title: `The account ${member.name} lies in no OU`,
            evidence: [{ label: 'Lies in', text: 'the root' }],
            fix: { text: 'Move the account', place: ['account', member.id], needs: 'organizations:MoveAccount' },
          }
        : null,
    ),
});

/** For each OU, and the root, the path up to the root, itself included. */
function pathsOf({ units, rootId }: ExaminedOrganization): ReadonlyMap<string, readonly string[]> {
  const parents = new Map(units.map(({ id, parentId }) => [id, parentId]));
  const paths = new Map([[rootId, [rootId]]]);
  const pathOf = (id: string): string[] => {
    const known = paths.get(id);
    if (known) return known;
    const path = [id, ...pathOf(parents.get(id) ?? rootId)];
    paths.set(id, path);
    return path;
  };
  for (const { id } of units) pathOf(id);
  return paths;
}

/** The active members below each OU and the root. */
function membersBelow(organization: ExaminedOrganization): ReadonlyMap<string, ExaminedMember[]> {
  const paths = pathsOf(organization);
  const below = new Map<string, ExaminedMember[]>();
  for (const member of activeMembers(organization)) {
    for (const id of paths.get(member.parentId) ?? []) {
      const known = below.get(id);
      if (known) known.push(member);
      else below.set(id, [member]);
    }
  }
  return below;
}

export const orgUnitUnguarded = organizationCheck({
  id: 'org-unit-unguarded',
  title: 'An OU has no guardrail',
  severity: 'medium',
  why: 'Its accounts may do everything.',
  controls: ['CIS 7 2.1.2'],
  needs: [POLICIES, ACCOUNTS],
  examine: (organization) => {
    const { units, enabledTypes } = organization;
    if (!enabledTypes.has(SCP) || isUnguarded(organization)) return null;
    const guarded = new Set(
      organization.attachments
        .filter(({ policyId, type }) => !DEFAULTS.has(policyId) && (type === SCP || type === RCP))
        .map(({ targetId }) => targetId),
    );
    const [paths, held] = [pathsOf(organization), membersBelow(organization)];
    return examineEach(
      units.filter(({ id }) => (held.get(id)?.length ?? 0) > 0),
      (unit) =>
        (paths.get(unit.id) ?? []).some((id) => guarded.has(id))
          ? null
          : {
              subject: unitSubject(organization, unit),
              title: `The OU ${unit.name} has no guardrail`,
              evidence: [{ label: 'Accounts below', text: names(held.get(unit.id) ?? []) }],
              fix: { text: 'Attach a policy', place: ['unit', unit.id, 'policies'], needs: 'organizations:AttachPolicy' },
            },
    );
  },
});

export const orgLevelWithoutAllow = organizationCheck({
  id: 'org-level-without-allow',
  title: 'Accounts are locked out',
  severity: 'critical',
  why: 'An SCP must allow at every level, or nothing works.',
  controls: [],
  needs: [POLICIES, ACCOUNTS],
  examine: (organization) => {
    if (!organization.enabledTypes.has(SCP)) return null;
    const { rootId, units } = organization;
    const members = activeMembers(organization);
    const below = membersBelow(organization);
    const levels = [
      { id: rootId, name: 'the root', subject: organizationSubject(organization) },
      ...units.map((unit) => ({ id: unit.id, name: `the OU ${unit.name}`, subject: unitSubject(organization, unit) })),
      ...members.map((member) => ({
        id: member.id,
        name: `the account ${member.name}`,
        subject: memberSubject(organization, member),
      })),
    ];
    return examineEach(levels, ({ id, name, subject }) => {
      const hit = organization.shut.has(id) ? (below.get(id) ?? members.filter((member) => member.id === id)) : [];
      if (hit.length === 0) return null;
      return {
        subject,
        title: `No SCP on ${name} allows anything`,
        evidence: [{ label: 'Accounts locked out', text: names(hit) }],
        fix:
          subject.type === 'OrganizationalUnit'
            ? { text: 'Attach FullAWSAccess', place: ['unit', id, 'policies'], needs: 'organizations:AttachPolicy' }
            : { text: 'Attach FullAWSAccess', place: ['accounts'], needs: 'organizations:AttachPolicy' },
      };
    });
  },
});

export const orgCentralRootOff = organizationCheck({
  id: 'org-central-root-off',
  title: 'Member root users are not managed centrally',
  severity: 'medium',
  why: 'Each member root is another key to guard.',
  controls: ['CIS 7 2.1.1'],
  needs: ['iam:ListOrganizationsFeatures'],
  examine: (organization) => {
    const members = activeMembers(organization);
    if (!organization.allFeatures || members.length === 0) return null;
    const trusted = organization.services.some(({ principal }) => principal === 'iam.amazonaws.com');
    if (organization.centralRoot && trusted) return examineOne(null);
    const own = members.filter(({ rootCredentials }) => rootCredentials);
    return examineOne({
      subject: organizationSubject(organization),
      title: 'Member root users are not managed centrally',
      evidence: [{ label: 'Members whose root has credentials', text: names(own) || 'none' }],
      fix: {
        text: 'Enable root access management',
        place: ['rootAccess'],
        needs: 'iam:EnableOrganizationsRootCredentialsManagement',
      },
    });
  },
});

const FEW_MEMBERS = 3;

export const orgNoDelegatedAdministrator = organizationCheck({
  id: 'org-no-delegated-administrator',
  title: 'Everything is run from the management account',
  severity: 'low',
  why: 'Daily work needs no management account.',
  controls: ['CIS 7 2.1.5', 'CIS 7 2.1.6'],
  needs: ['organizations:ListDelegatedAdministrators'],
  examine: (organization) => {
    const members = activeMembers(organization);
    if (members.length < FEW_MEMBERS) return null;
    const bare = organization.services.filter(
      ({ principal, delegable }) => delegable && !organization.delegatedServices.has(principal),
    );
    if (organization.delegationPolicy && bare.length === 0) return examineOne(null);
    return examineOne({
      subject: organizationSubject(organization),
      title: 'Everything is run from the management account',
      evidence: [
        { label: 'Delegation policy', text: organization.delegationPolicy ? 'there is one' : 'none' },
        ...(bare.length > 0
          ? [{ label: 'Services without an administrator', text: bare.map(({ principal }) => principal).join(', ') }]
          : []),
      ],
      fix: { text: 'Delegate', place: ['delegationPolicy'], needs: 'organizations:PutResourcePolicy' },
    });
  },
});

export const orgQuotaNear = organizationCheck({
  id: 'org-quota-near',
  title: 'A limit is close',
  severity: 'low',
  why: 'Limits stop you on the wrong day.',
  controls: [],
  needs: [ACCOUNTS],
  examine: (organization, { parameters }) => {
    const { accounts, units, attachments } = organization;
    const onTargets = new Map<string, number>();
    for (const { targetId, type } of attachments) if (type === SCP) onTargets.set(targetId, (onTargets.get(targetId) ?? 0) + 1);
    const limits = quotas();
    const counted = [
      {
        quota: 'AccountsPerOrganization',
        used: accounts.length,
        place: ['accounts'],
        needs: 'organizations:CloseAccount',
      },
      {
        quota: 'OrganizationalUnitsPerOrganization',
        used: units.length,
        place: ['accounts'],
        needs: 'organizations:DeleteOrganizationalUnit',
      },
      {
        quota: 'OrganizationalUnitDepth',
        used: Math.max(...[...pathsOf(organization).values()].map(({ length }) => length - 1)),
        place: ['accounts'],
        needs: 'organizations:DeleteOrganizationalUnit',
      },
      {
        quota: 'ServiceControlPoliciesPerTarget',
        used: Math.max(0, ...onTargets.values()),
        place: ['organizationPolicyType', SCP],
        needs: 'organizations:DetachPolicy',
      },
    ] as const;
    return examineEach(counted, ({ quota, used, place, needs }) =>
      used * 100 < limits[quota] * parameters.quotaShare
        ? null
        : {
            subject: organizationSubject(organization),
            title: `${used} of ${limits[quota]}: ${quota}`,
            detail: quota,
            evidence: [{ label: quota, text: `${used} of ${limits[quota]}`, place: ['quotas'] }],
            fix: { text: 'Make room, or raise the quota', place, needs },
          },
    );
  },
});

export const orgLeaveAllowed = organizationCheck({
  id: 'org-leave-allowed',
  title: 'A member may leave on its own',
  severity: 'medium',
  why: 'Outside, no guardrail holds.',
  controls: ['CIS 7 2.1.2 ~'],
  needs: [POLICIES, ACCOUNTS],
  examine: (organization) => {
    const members = activeMembers(organization);
    if (!organization.enabledTypes.has(SCP) || members.length === 0) return null;
    const free = members.filter(({ mayLeave }) => mayLeave);
    if (free.length === 0) return examineOne(null);
    return examineOne({
      subject: organizationSubject(organization),
      title:
        free.length === 1 ? `${free[0]?.name} may leave the organization` : `${free.length} accounts may leave the organization`,
      evidence: [{ label: 'Members', text: names(free) }],
      fix: CREATE_SCP,
    });
  },
});

export const orgAccountsClosing = organizationCheck({
  id: 'org-accounts-closing',
  title: 'Suspended or closing accounts',
  severity: 'low',
  why: 'After 90 days it is gone; what trusts it stays.',
  controls: [],
  needs: [ACCOUNTS],
  examine: (organization, { clock }) => {
    const closing = organization.accounts.filter(
      ({ state, closedAt }) =>
        (state === 'SUSPENDED' || state === 'PENDING_CLOSURE' || state === 'CLOSED') &&
        !(closedAt && clock.isOlder(closedAt, DAYS_AFTER_CLOSURE)),
    );
    return examineEach(closing, (member) => ({
      subject: memberSubject(organization, member),
      title: `The account ${member.name} is being closed`,
      severity: organization.delegatedAccounts.has(member.id) ? 'medium' : 'low',
      evidence: [
        { label: 'State', text: member.state },
        ...(member.closedAt ? [{ label: `Closed, for good after ${DAYS_AFTER_CLOSURE} days`, time: member.closedAt }] : []),
        ...(organization.delegatedAccounts.has(member.id) ? [{ label: 'Still', text: 'a delegated administrator' }] : []),
      ],
      fix: { text: 'Look at what still names it', place: ['account', member.id], needs: 'organizations:DescribeAccount' },
    }));
  },
});

export const orgRootUnrestricted = organizationCheck({
  id: 'org-root-unrestricted',
  title: 'Nothing holds back member root users',
  severity: 'low',
  why: 'An SCP limits even a member’s root.',
  controls: ['CIS 7 2.1.2 ~'],
  needs: [POLICIES, ACCOUNTS],
  examine: (organization) => {
    const rooted = activeMembers(organization).filter(({ rootCredentials }) => rootCredentials);
    if (rooted.length === 0) return null;
    const free = rooted.filter(({ rootUnrestricted }) => rootUnrestricted);
    if (free.length === 0) return examineOne(null);
    return examineOne({
      subject: organizationSubject(organization),
      title: 'Nothing holds back member root users',
      evidence: [{ label: 'Members whose root has credentials', text: names(free) }],
      fix: CREATE_SCP,
    });
  },
});
