import { POST_CLOSURE_MS } from '../../account/closure';
import { type QuotaName, quotas } from '../../core/quotas';
import { firstNames } from '../../core/text/lists';
import { grouped } from '../../core/work/bulk';
import { type Evidence, examineEach, examineOne, type Failing, type FixOfFailing, organizationCheck } from '../check';
import { isClosing } from '../closing';
import type { ExaminedMember, ExaminedOrganization } from '../facts';
import {
  attachFullAccess,
  centralRoot,
  disableTrustedService,
  enableAllFeatures,
  enablePolicyType,
  guardrail,
  moveAccount,
} from '../fix-steps';
import type { Place } from '../places';
import { memberSubject, organizationSubject, type Subject, serviceSubject, unitSubject } from '../subject';

const SCP = 'SERVICE_CONTROL_POLICY';
const RCP = 'RESOURCE_CONTROL_POLICY';
const DEFAULTS: ReadonlySet<string> = new Set(['p-FullAWSAccess', 'p-RCPFullAWSAccess']);
const DESCRIBE = 'organizations:DescribeOrganization';
const POLICIES = 'organizations:ListPolicies';
const ACCOUNTS = 'organizations:ListAccounts';

/** The services a management account is for: access, the organization, billing and the audit trail. */
const MANAGEMENT_SERVICES: ReadonlySet<string> = new Set([
  'account',
  'billing',
  'cloudtrail',
  'gatehouse',
  'iam',
  'organizations',
  'signin',
  'sts',
  'supportplans',
]);

/** Returns a fix that attaches a guardrail of the library to the root, so that it covers every member. */
function guardrailOnRoot(organization: ExaminedOrganization, id: 'leaving' | 'root', text: string): FixOfFailing {
  const target = { id: organization.rootId, name: 'the root' };
  return {
    text,
    place: ['createOrganizationPolicy', SCP],
    needs: 'organizations:CreatePolicy',
    // A policy can be attached only if its type is enabled.
    change: () => (organization.enabledTypes.has(SCP) ? { steps: guardrail(organization, id, target) } : null),
  };
}

const activeMembers = ({ accounts }: ExaminedOrganization) =>
  accounts.filter(({ state, management }) => state === 'ACTIVE' && !management);
const names = (members: readonly ExaminedMember[]) => firstNames(members.map(({ name }) => name));

export const orgFeaturesNotAll = organizationCheck({
  id: 'org-features-not-all',
  title: 'The organization has only consolidated billing',
  severity: 'high',
  why: 'SCPs and RCPs need all features.',
  controls: [],
  needs: [DESCRIBE],
  examine: (organization) =>
    examineOne(
      organization.allFeatures
        ? null
        : {
            subject: organizationSubject(organization),
            title: 'The organization has only consolidated billing',
            evidence: [{ label: 'Feature set', text: 'CONSOLIDATED_BILLING' }],
            fix: {
              text: 'Enable all features',
              place: ['organizationSettings'],
              needs: 'organizations:EnableAllFeatures',
              change: () => ({
                steps: enableAllFeatures(),
                note: 'You can’t return to consolidated billing. Invited accounts must agree first; until they do, the second call fails.',
              }),
            },
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
        fix: {
          text: 'Enable the policy type',
          place: ['organizationPolicyType', type],
          needs: 'organizations:EnablePolicyType',
          change: () => ({
            steps: [enablePolicyType(organization.rootId, type, `${type === SCP ? 'service' : 'resource'} control policies`)],
            note: 'Everything stays allowed until other policies are attached.',
          }),
        },
      });
    },
  });
}

export const orgScpDisabled = typeOff('org-scp-disabled', SCP, 'high', {
  title: 'Service control policies are disabled',
  why: 'Without SCPs, nothing limits what members can do.',
  controls: ['CIS 7 2.1.2'],
});

export const orgRcpDisabled = typeOff('org-rcp-disabled', RCP, 'low', {
  title: 'Resource control policies are disabled',
  why: 'Members can share resources outside the organization.',
  controls: ['CIS 7 2.1.2 ~'],
});

/** Returns whether the only SCPs and RCPs attached are AWS's defaults. */
function isUnguarded({ attachments }: ExaminedOrganization): boolean {
  return attachments.every(({ policyId, type }) => DEFAULTS.has(policyId) || (type !== SCP && type !== RCP));
}

/** Returns, for each level of the tree, how many nodes have a policy attached. */
function levelsOf({ attachments, rootId, units }: ExaminedOrganization): Evidence[] {
  const targets = new Set(attachments.map(({ targetId }) => targetId));
  const ofUnits = units.filter(({ id }) => targets.has(id)).length;
  const ofAccounts = targets.size - ofUnits - (targets.has(rootId) ? 1 : 0);
  return [
    { label: 'On the root', text: targets.has(rootId) ? 'only full access' : 'nothing' },
    { label: 'On OUs', text: ofUnits === 0 ? 'nothing' : `only full access, on ${ofUnits}` },
    { label: 'On accounts', text: ofAccounts === 0 ? 'nothing' : `only full access, on ${ofAccounts}` },
  ];
}

export const orgOnlyFullAccess = organizationCheck({
  id: 'org-only-full-access',
  title: 'The only SCPs and RCPs allow everything',
  severity: 'high',
  why: 'The policy types are enabled but limit nothing.',
  controls: ['CIS 7 2.1.2'],
  needs: [POLICIES],
  examine: (organization) => {
    if (!organization.enabledTypes.has(SCP) || activeMembers(organization).length === 0) return null;
    if (!isUnguarded(organization)) return examineOne(null);
    return examineOne({
      subject: organizationSubject(organization),
      title: 'The only SCPs and RCPs allow everything',
      evidence: levelsOf(organization),
      fix: guardrailOnRoot(organization, 'leaving', 'Prevent members from leaving, as a first guardrail'),
    });
  },
});

export const orgManagementWorkloads = organizationCheck({
  id: 'org-management-workloads',
  title: 'The management account runs workloads',
  severity: 'high',
  why: 'SCPs do not apply to the management account.',
  controls: ['CIS 7 2.1.3'],
  needs: [ACCOUNTS, 'iam:GetAccountAuthorizationDetails', 'cloudtrail:LookupEvents'],
  examine: (organization, { parameters, clock }) => {
    if (activeMembers(organization).length === 0) return null;
    const { users, activeKeys, serviceRoles, services } = organization.managementUse;
    const called = [...services].flatMap(([service, day]) =>
      MANAGEMENT_SERVICES.has(service) || clock.isOlder(day, parameters.eventWindowDays) ? [] : [service],
    );
    const isFree = users <= parameters.adminUsersAllowed && activeKeys === 0 && serviceRoles.length === 0 && called.length === 0;
    if (isFree) return examineOne(null);
    return examineOne({
      subject: organizationSubject(organization),
      title: 'The management account runs workloads',
      evidence: [
        { label: 'Users there', text: `${users}, maximum ${parameters.adminUsersAllowed}` },
        { label: 'Active access keys of users there', text: String(activeKeys) },
        { label: 'Service roles there', text: firstNames(serviceRoles) || 'none' },
        { label: 'Other services called there', text: firstNames(called) || 'none' },
      ],
      fix: {
        text: 'Create an account for the workloads, with its users',
        place: ['createAccount'],
        needs: 'organizations:CreateAccount',
        byHand: 'Workloads and their users must move.',
      },
    });
  },
});

export const orgAccountsOutsideOu = organizationCheck({
  id: 'org-accounts-outside-ou',
  title: 'An account is in no OU',
  severity: 'medium',
  why: 'Guardrails attached to OUs do not cover it.',
  controls: ['CIS 7 2.1.4'],
  needs: [ACCOUNTS],
  examine: (organization) =>
    examineEach(activeMembers(organization), (member) =>
      member.parentId === organization.rootId
        ? {
            subject: memberSubject(organization, member),
            title: `The account ${member.name} is in no OU`,
            evidence: [{ label: 'Parent', text: 'the root' }],
            fix: {
              text: 'Move the account',
              place: ['account', member.id],
              needs: 'organizations:MoveAccount',
              change: () => {
                const [unit, ...others] = organization.units;
                return others.length > 0 ? null : { steps: moveAccount(organization, member, unit) };
              },
            },
          }
        : null,
    ),
});

/** Returns the path up to the root for the root and each OU, itself included. */
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

/** Returns the active members below the root and each OU. */
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
  why: 'Nothing limits what its accounts can do.',
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
    const paths = pathsOf(organization);
    const held = grouped(activeMembers(organization), ({ parentId }) => parentId);
    const nameOf = new Map(units.map(({ id, name }) => [id, name]));
    return examineEach(
      units.filter(({ id }) => (held.get(id)?.length ?? 0) > 0),
      (unit) =>
        (paths.get(unit.id) ?? []).some((id) => guarded.has(id))
          ? null
          : {
              subject: unitSubject(organization, unit),
              title: `The OU ${unit.name} has no guardrail`,
              evidence: [
                {
                  label: 'Path',
                  text: (paths.get(unit.id) ?? [])
                    .map((id) => nameOf.get(id) ?? 'Root')
                    .reverse()
                    .join(' / '),
                },
                { label: 'Accounts in it', text: names(held.get(unit.id) ?? []) },
              ],
              fix: {
                text: 'Attach a policy that prevents its accounts from leaving',
                place: ['unit', unit.id, 'policies'],
                needs: 'organizations:AttachPolicy',
                change: () => ({ steps: guardrail(organization, 'leaving', { id: unit.id, name: `the OU ${unit.name}` }) }),
              },
            },
    );
  },
});

export const orgLevelWithoutAllow = organizationCheck({
  id: 'org-level-without-allow',
  title: 'Accounts are denied everything',
  severity: 'critical',
  why: 'An action must be allowed by an SCP at every level.',
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
        evidence: [{ label: 'Accounts affected', text: names(hit) }],
        fix: {
          text: 'Attach FullAWSAccess',
          place: subject.type === 'OrganizationalUnit' ? ['unit', id, 'policies'] : ['accounts'],
          needs: 'organizations:AttachPolicy',
          change: () => ({
            steps: [attachFullAccess({ id, name })],
            gives: `The accounts at and below ${name} can again do what their own policies and the other levels allow.`,
          }),
        },
      };
    });
  },
});

export const orgCentralRootOff = organizationCheck({
  id: 'org-central-root-off',
  title: 'Member root users are not managed centrally',
  severity: 'medium',
  why: 'Each member’s root user is one more set of credentials to protect.',
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
        change: () => ({
          steps: centralRoot({ trusted, central: organization.centralRoot }),
          gives: 'Administrators of the management account can then act as the root user of members, for a few tasks.',
        }),
      },
    });
  },
});

const FEW_MEMBERS = 3;

export const orgNoDelegatedAdministrator = organizationCheck({
  id: 'org-no-delegated-administrator',
  title: 'No administration is delegated',
  severity: 'low',
  why: 'Daily administration does not need the management account.',
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
      title: 'No administration is delegated',
      evidence: [
        { label: 'Members', text: String(members.length) },
        { label: 'Delegation policy', text: organization.delegationPolicy ? 'exists' : 'none' },
        ...(bare.length > 0
          ? [{ label: 'Services without a delegated administrator', text: bare.map(({ principal }) => principal).join(', ') }]
          : []),
      ],
      fix: {
        text: 'Delegate',
        place: ['delegationPolicy'],
        needs: 'organizations:PutResourcePolicy',
        byHand: 'Only you know which account should administer which service.',
      },
    });
  },
});

const DELETE_UNIT = 'organizations:DeleteOrganizationalUnit';
/** The action in the account that lowers the count of a quota. */
const TAKE_AWAY: Readonly<Partial<Record<QuotaName, string>>> = {
  UsersPerAccount: 'iam:DeleteUser',
  GroupsPerAccount: 'iam:DeleteGroup',
  RolesPerAccount: 'iam:DeleteRole',
  PoliciesPerAccount: 'iam:DeletePolicy',
  InstanceProfilesPerAccount: 'iam:DeleteInstanceProfile',
  ServerCertificatesPerAccount: 'iam:DeleteServerCertificate',
  OpenIdConnectProvidersPerAccount: 'iam:DeleteOpenIDConnectProvider',
  SAMLProvidersPerAccount: 'iam:DeleteSAMLProvider',
};

/** A count or size that a quota limits. */
type Counted = { quota: QuotaName; used: number; where?: string; place: Place; needs: string };

/** Returns the highest count and where it is. */
function fullest(counts: Iterable<readonly [name: string, used: number]>): { used: number; where?: string } {
  let most: { used: number; where?: string } = { used: 0 };
  for (const [where, used] of counts) if (used > most.used) most = { used, where };
  return most;
}

/** Returns the counts that an organization's quotas limit. */
function countedOf(organization: ExaminedOrganization): Counted[] {
  const { accounts, units, attachments, policies, rootId } = organization;
  const nameOf = new Map([[rootId, 'the root'], ...[...units, ...accounts].map(({ id, name }) => [id, name] as const)]);
  const depths = [...pathsOf(organization)].map(([id, path]) => [nameOf.get(id) ?? id, path.length - 1] as const);
  const ofType = (
    type: typeof SCP | typeof RCP,
    [count, size, perTarget]: readonly [QuotaName, QuotaName, QuotaName],
  ): Counted[] => {
    const place = ['organizationPolicyType', type] as const;
    const own = policies.filter((policy) => policy.type === type);
    const targets = grouped(
      attachments.filter((attachment) => attachment.type === type),
      ({ targetId }) => targetId,
    );
    const onTargets = [...targets].map(([id, all]) => [nameOf.get(id) ?? id, all.length] as const);
    return [
      { quota: count, used: own.length, place, needs: 'organizations:DeletePolicy' },
      { quota: size, ...fullest(own.map((each) => [each.name, each.size])), place, needs: 'organizations:UpdatePolicy' },
      { quota: perTarget, ...fullest(onTargets), place, needs: 'organizations:DetachPolicy' },
    ];
  };
  return [
    { quota: 'AccountsPerOrganization', used: accounts.length, place: ['accounts'], needs: 'organizations:CloseAccount' },
    { quota: 'OrganizationalUnitsPerOrganization', used: units.length, place: ['accounts'], needs: DELETE_UNIT },
    { quota: 'OrganizationalUnitDepth', ...fullest(depths), place: ['accounts'], needs: DELETE_UNIT },
    ...ofType(SCP, ['ServiceControlPoliciesPerOrganization', 'ServiceControlPolicySize', 'ServiceControlPoliciesPerTarget']),
    ...ofType(RCP, ['ResourceControlPoliciesPerOrganization', 'ResourceControlPolicySize', 'ResourceControlPoliciesPerTarget']),
  ];
}

/** Returns a quota's name as words: `ServiceControlPoliciesPerTarget` as `service control policies per target`. */
function quotaText(quota: QuotaName): string {
  return quota
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase()
    .replace('samlproviders', 'SAML providers')
    .replace('open id connect', 'OpenID Connect');
}

/**
 * Reports quotas of the organization and of each account: users, groups, roles, policies and so on. Quotas of one user, role,
 * policy or provider are left out. Two of two access keys can be a rotation in progress, and the pages of those entities show
 * their quotas.
 */
export const orgQuotaNear = organizationCheck({
  id: 'org-quota-near',
  title: 'A quota is nearly reached',
  severity: 'low',
  why: 'Reaching a quota blocks work.',
  controls: [],
  needs: [ACCOUNTS],
  examine: (organization, { parameters }) => {
    const limits = quotas();
    const isNear = ({ quota, used }: Counted) => used * 100 >= limits[quota] * parameters.quotaShare;
    const tell = (subject: Subject, { quota, used, where, place, needs }: Counted): Failing => ({
      subject,
      title: `${used} of ${limits[quota]}${subject.type === 'Account' ? ` in ${subject.name}` : ''}: ${quotaText(quota)}`,
      detail: quota,
      evidence: [
        { label: quota, text: `${used} of ${limits[quota]}`, place: ['quotas'] },
        ...(where === undefined ? [] : [{ label: 'Where', text: where }]),
      ],
      fix: {
        text: 'Delete what is unused, or raise the quota',
        place,
        needs,
        byHand: 'Only you know what is no longer needed.',
      },
    });
    const accounts = organization.accounts.filter(({ state }) => state === 'ACTIVE');
    const failing = [
      ...countedOf(organization)
        .filter(isNear)
        .map((counted) => tell(organizationSubject(organization), counted)),
      ...accounts.flatMap((account) => {
        const counted = [...account.counts].map(
          ([quota, used]): Counted => ({ quota, used, place: ['account', account.id], needs: TAKE_AWAY[quota] ?? ACCOUNTS }),
        );
        return counted.filter(isNear).map((each) => tell(memberSubject(organization, account), each));
      }),
    ];
    return { applicable: 1 + accounts.length, failing };
  },
});

/**
 * Reports services with trusted access that nothing uses. A service counts as used if any account called it, if its own
 * service-linked roles were used, or if an enabled feature depends on it. The check is not applicable while the history is
 * shorter than the tracking period.
 */
export const orgTrustedAccessUnused = organizationCheck({
  id: 'org-trusted-access-unused',
  title: 'A trusted service is not used',
  severity: 'low',
  why: 'Trusted access lets a service act in all accounts.',
  controls: [],
  needs: ['organizations:ListAWSServiceAccessForOrganization', 'cloudtrail:LookupEvents'],
  examine: (organization, { parameters: { trackingDays }, clock }) => {
    if (organization.since && !clock.isOlder(organization.since, trackingDays)) return null;
    return examineEach(organization.services, ({ principal, enabledAt, needed, lastUsedAt }) => {
      if (needed || organization.delegatedServices.has(principal) || !clock.isOlder(enabledAt, trackingDays)) return null;
      if (lastUsedAt && !clock.isOlder(lastUsedAt, trackingDays)) return null;
      return {
        subject: serviceSubject(organization, principal),
        title: `The trusted service ${principal} is not used`,
        evidence: [
          { label: 'Enabled', time: enabledAt },
          { label: 'Delegated administrator', text: 'none' },
          lastUsedAt ? { label: 'Last used', time: lastUsedAt } : { label: 'Last used', text: 'never, as far as is known' },
        ],
        fix: {
          text: 'Disable trusted access',
          place: ['organizationServices'],
          needs: 'organizations:DisableAWSServiceAccess',
          change: () => ({ steps: [disableTrustedService(principal)] }),
        },
      };
    });
  },
});

export const orgLeaveAllowed = organizationCheck({
  id: 'org-leave-allowed',
  title: 'A member can leave on its own',
  severity: 'medium',
  why: 'Guardrails no longer apply after it leaves.',
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
        free.length === 1 ? `${free[0]?.name} can leave the organization` : `${free.length} accounts can leave the organization`,
      evidence: [{ label: 'Members', text: names(free) }],
      fix: guardrailOnRoot(organization, 'leaving', 'Prevent members from leaving, with an SCP'),
    });
  },
});

const goneAt = (closedAt: Date) => new Date(closedAt.getTime() + POST_CLOSURE_MS);

export const orgAccountsClosing = organizationCheck({
  id: 'org-accounts-closing',
  title: 'Suspended or closing accounts',
  severity: 'low',
  why: 'A closed account is deleted after 90 days, but policies that trust it remain.',
  controls: [],
  needs: [ACCOUNTS],
  examine: (organization, { clock }) => {
    const isGone = (closedAt: Date | null) => closedAt !== null && clock.isOlder(goneAt(closedAt), 0);
    const closing = organization.accounts.filter(({ state, closedAt }) => isClosing(state) && !isGone(closedAt));
    return examineEach(closing, (member) => {
      const still = [
        ...(organization.delegatedAccounts.has(member.id) ? ['it is a delegated administrator'] : []),
        ...member.namedBy,
      ];
      return {
        subject: memberSubject(organization, member),
        title: `The account ${member.name} is being closed`,
        severity: still.length > 0 ? 'medium' : 'low',
        evidence: [
          { label: 'State', text: member.state },
          ...(member.closedAt
            ? [
                { label: 'Since', time: member.closedAt },
                { label: 'Deletion date', time: goneAt(member.closedAt) },
              ]
            : []),
          ...(still.length > 0 ? [{ label: 'Still named by', text: firstNames(still) }] : []),
        ],
        fix: {
          text: 'Review what still names it',
          place: ['account', member.id],
          needs: 'organizations:DescribeAccount',
          byHand: 'A closed account is listed for 90 days.',
        },
      };
    });
  },
});

export const orgRootUnrestricted = organizationCheck({
  id: 'org-root-unrestricted',
  title: 'Member root users are not restricted',
  severity: 'low',
  why: 'An SCP can restrict even a member’s root user.',
  controls: ['CIS 7 2.1.2 ~'],
  needs: [POLICIES, ACCOUNTS],
  examine: (organization) => {
    const rooted = activeMembers(organization).filter(({ rootCredentials }) => rootCredentials);
    if (rooted.length === 0) return null;
    const free = rooted.filter(({ rootUnrestricted }) => rootUnrestricted);
    if (free.length === 0) return examineOne(null);
    return examineOne({
      subject: organizationSubject(organization),
      title: 'Member root users are not restricted',
      evidence: [{ label: 'Members whose root has credentials', text: names(free) }],
      fix: guardrailOnRoot(organization, 'root', 'Restrict members’ root users with an SCP'),
    });
  },
});
