import { firstNames } from '../../core/text/lists';
import { plural } from '../../core/text/plural';
import { sessionSeconds } from '../../identity-center/permission-set/rows';
import { type Evidence, examineEach, type Failing, organizationCheck } from '../check';
import type { Clock } from '../clock';
import type { AssignmentFacts, ExaminedOrganization, IdentityCenterFacts, PermissionSetFacts } from '../facts';
import { deleteAssignment, deletePermissionSet, shortenSessions } from '../fix-steps';
import { assigneeSubject, assignmentSubject, permissionSetSubject } from '../subject';

const LIST_ASSIGNMENTS = 'sso:ListAccountAssignments';
const LIST_SETS = 'sso:ListPermissionSets';
const DELETE_ASSIGNMENT = 'sso:DeleteAccountAssignment';
const HOUR_SECONDS = 3_600;
/** The fewest accounts that count as everywhere. */
const EVERYWHERE_ACCOUNTS = 3;
/** The most assignments that a fix removes. */
const MOST_REMOVED = 20;

const nameOf = ({ name, id }: { name: string | null; id: string }) => name ?? id;
const kindOf = ({ type }: AssignmentFacts['principal']) => (type === 'USER' ? 'user' : 'group');

/** The accounts that permission sets are assigned in, by id. */
const namesOfAccounts = ({ accounts }: ExaminedOrganization) => new Map(accounts.map(({ id, name }) => [id, name]));

/** A user or group with the permission sets that it is assigned, and where. */
type Assignee = {
  principal: AssignmentFacts['principal'];
  assigned: { permissionSet: PermissionSetFacts; accountId: string }[];
};

function assigneesOf({ permissionSets }: IdentityCenterFacts): Assignee[] {
  const assignees = new Map<string, Assignee>();
  for (const permissionSet of permissionSets)
    for (const { principal, accountId } of permissionSet.assignments) {
      const known = assignees.get(principal.id);
      if (known) known.assigned.push({ permissionSet, accountId });
      else assignees.set(principal.id, { principal, assigned: [{ permissionSet, accountId }] });
    }
  return [...assignees.values()];
}

/** Tells in which Region the calls of a fix must be made. */
const inRegion = ({ region }: IdentityCenterFacts) => `Make the calls in ${region}, the home Region of IAM Identity Center.`;

/**
 * Reports users who are assigned themselves. AWS advises to assign users rather than groups in the management account, so its assignments
 * are left out. Source: IAM Identity Center User Guide, "Delegated administration", best practices.
 */
export const ssoDirectAssignment = organizationCheck({
  id: 'sso-direct-assignment',
  words: 'identity center user assigned person group',
  title: 'A user is assigned to accounts without a group',
  severity: 'low',
  why: 'Access by groups ends for everybody who leaves the group, and is reviewed once.',
  controls: [],
  needs: [LIST_ASSIGNMENTS],
  examine: (organization) => {
    const { identityCenter, managementAccountId } = organization;
    if (!identityCenter) return null;
    const names = namesOfAccounts(organization);
    const outside = assigneesOf(identityCenter)
      .map(({ principal, assigned }) => ({
        principal,
        assigned: assigned.filter(({ accountId }) => accountId !== managementAccountId),
      }))
      .filter(({ assigned }) => assigned.length > 0);
    return examineEach(outside, ({ principal, assigned }) => {
      if (principal.type !== 'USER') return null;
      const texts = assigned.map(
        ({ permissionSet, accountId }) => `${permissionSet.name} in ${names.get(accountId) ?? accountId}`,
      );
      return {
        subject: assigneeSubject(principal),
        title: `The user ${nameOf(principal)} is assigned to ${plural(new Set(assigned.map(({ accountId }) => accountId)).size, 'account')} without a group`,
        evidence: [{ label: 'Assignments', text: firstNames(texts) }],
        fix: {
          text: 'Assign a group of the user instead',
          place: ['assignments'],
          needs: DELETE_ASSIGNMENT,
          byHand: 'Only you know which group should have this access.',
        },
      };
    });
  },
});

export const ssoAdministratorEverywhere = organizationCheck({
  id: 'sso-administrator-everywhere',
  words: 'identity center admin full access all accounts',
  title: 'A user or group administers every account',
  severity: 'high',
  why: 'One stolen sign-in reaches the whole organization.',
  controls: [],
  needs: [LIST_ASSIGNMENTS, LIST_SETS],
  examine: (organization) => {
    const { identityCenter, accounts } = organization;
    const active = accounts.filter(({ state }) => state === 'ACTIVE');
    if (!identityCenter || active.length < EVERYWHERE_ACCOUNTS) return null;
    const administrators = assigneesOf(identityCenter)
      .map(({ principal, assigned }) => ({
        principal,
        assigned: assigned.filter(({ permissionSet }) => permissionSet.administrator),
      }))
      .filter(({ assigned }) => assigned.length > 0);
    return examineEach(administrators, ({ principal, assigned }) => {
      const reached = new Set(assigned.map(({ accountId }) => accountId));
      if (active.some(({ id }) => !reached.has(id))) return null;
      const sets = [...new Set(assigned.map(({ permissionSet }) => permissionSet.name))].sort();
      return {
        subject: assigneeSubject(principal),
        title: `The ${kindOf(principal)} ${nameOf(principal)} administers every account`,
        evidence: [
          { label: 'Permission sets', text: firstNames(sets) },
          { label: 'Accounts', text: String(reached.size) },
        ],
        fix: {
          text: 'Remove assignments, or assign a narrower permission set',
          place: ['assignments'],
          needs: DELETE_ASSIGNMENT,
          byHand: 'Only you know which accounts need this administrator.',
        },
      };
    });
  },
});

/** Returns the last of some times, or null. */
function newest(times: readonly (Date | null)[]): Date | null {
  return times.reduce((last, time) => (time && (!last || time > last) ? time : last), null);
}

function isUnused(lastUsedAt: Date | null, grantedAt: Date, days: number, clock: Clock): boolean {
  return clock.isOlder(grantedAt, days) && (lastUsedAt === null || clock.isOlder(lastUsedAt, days));
}

const lastUseText = (lastUsedAt: Date | null): Evidence =>
  lastUsedAt ? { label: 'Last used', time: lastUsedAt } : { label: 'Last used', text: 'never' };

const lastUseOfSet = ({ assignments }: PermissionSetFacts) => newest(assignments.map(({ lastUsedAt }) => lastUsedAt));

export const ssoPermissionSetUnused = organizationCheck({
  id: 'sso-permission-set-unused',
  words: 'identity center stale inactive never',
  title: 'Nobody uses a permission set',
  severity: 'low',
  why: 'An unused permission set is a risk without a benefit.',
  controls: [],
  needs: [LIST_SETS, LIST_ASSIGNMENTS],
  examine: ({ identityCenter }, { parameters: { trackingDays }, clock }) => {
    if (!identityCenter) return null;
    const { permissionSets, instanceArn } = identityCenter;
    return examineEach(permissionSets, (permissionSet) => {
      const { id, name, createdAt, assignments } = permissionSet;
      const lastUsedAt = lastUseOfSet(permissionSet);
      const grantedAt = newest([createdAt, ...assignments.map((assignment) => assignment.createdAt)]) ?? createdAt;
      if (!isUnused(lastUsedAt, grantedAt, trackingDays, clock)) return null;
      const fix = { text: 'Delete the permission set', place: ['permissionSet', id] as const, needs: 'sso:DeletePermissionSet' };
      return {
        subject: permissionSetSubject(permissionSet),
        title: `Nobody uses the permission set ${name}`,
        evidence: [
          { label: 'Created', time: createdAt },
          { label: 'Assignments', text: String(assignments.length) },
          lastUseText(lastUsedAt),
        ],
        fix: {
          ...fix,
          change: () =>
            assignments.length > MOST_REMOVED
              ? null
              : {
                  steps: [
                    ...assignments.map((assignment) => deleteAssignment(instanceArn, permissionSet, assignment)),
                    deletePermissionSet(instanceArn, permissionSet),
                  ],
                  note: `The deletion can’t be undone. ${inRegion(identityCenter)}`,
                },
        },
      };
    });
  },
});

/** Reports accounts where nobody uses a permission set that is used elsewhere. */
export const ssoAssignmentUnused = organizationCheck({
  id: 'sso-assignment-unused',
  words: 'identity center stale inactive never access',
  title: 'Nobody uses an assignment',
  severity: 'low',
  why: 'Access that nobody uses is a risk without a benefit.',
  controls: [],
  needs: [LIST_ASSIGNMENTS],
  examine: (organization, { parameters: { trackingDays }, clock }) => {
    const { identityCenter } = organization;
    if (!identityCenter) return null;
    const { instanceArn, permissionSets } = identityCenter;
    const names = namesOfAccounts(organization);
    const used = permissionSets.filter((permissionSet) => {
      const lastUsedAt = lastUseOfSet(permissionSet);
      return lastUsedAt !== null && !clock.isOlder(lastUsedAt, trackingDays);
    });
    const cells = used.flatMap((permissionSet) => {
      const byAccount = new Map<string, AssignmentFacts[]>();
      for (const assignment of permissionSet.assignments) {
        const known = byAccount.get(assignment.accountId);
        if (known) known.push(assignment);
        else byAccount.set(assignment.accountId, [assignment]);
      }
      return [...byAccount].map(([id, assignments]) => ({
        permissionSet,
        member: { id, name: names.get(id) ?? id },
        assignments,
      }));
    });
    return examineEach(cells, ({ permissionSet, member, assignments }): Failing | null => {
      const lastUsedAt = newest(assignments.map((assignment) => assignment.lastUsedAt));
      const grantedAt = newest(assignments.map(({ createdAt }) => createdAt));
      if (!grantedAt || !isUnused(lastUsedAt, grantedAt, trackingDays, clock)) return null;
      return {
        subject: assignmentSubject(permissionSet, member),
        title: `Nobody uses ${permissionSet.name} in ${member.name}`,
        evidence: [
          { label: 'Assigned to', text: firstNames(assignments.map(({ principal }) => nameOf(principal))) },
          { label: 'Assigned', time: grantedAt },
          lastUseText(lastUsedAt),
        ],
        fix: {
          text: 'Remove the assignments',
          place: ['permissionSet', permissionSet.id],
          needs: DELETE_ASSIGNMENT,
          change: () =>
            assignments.length > MOST_REMOVED
              ? null
              : {
                  steps: assignments.map((assignment) => deleteAssignment(instanceArn, permissionSet, assignment)),
                  note: inRegion(identityCenter),
                },
        },
      };
    });
  },
});

/** Reports people who can sign in without a device of their own, whatever the settings ask of them meanwhile. */
export const ssoMfaMissing = organizationCheck({
  id: 'sso-mfa-missing',
  words: 'identity center second factor two-factor 2fa person people',
  title: 'A user of IAM Identity Center has no MFA',
  severity: 'high',
  why: 'With MFA, a leaked password alone is not enough to sign in.',
  controls: [],
  needs: ['sso-directory:ListMfaDevicesForUser'],
  examine: ({ identityCenter }) => {
    if (!identityCenter) return null;
    const { people, passwordSuffices, withoutDevice } = identityCenter;
    return examineEach(people, ({ id, name, passwordChangedAt, hasDevice }): Failing | null => {
      if (hasDevice) return null;
      return {
        subject: assigneeSubject({ type: 'USER', id, name }),
        title: `The user ${name} of IAM Identity Center has no MFA`,
        // The settings ask for more than the password, such as registering a device.
        ...(!passwordSuffices && { severity: 'medium' }),
        evidence: [
          ...(passwordChangedAt ? [{ label: 'Password set', time: passwordChangedAt }] : []),
          { label: 'Setting for sign-in', text: withoutDevice },
        ],
        fix: {
          text: 'Have the user register MFA',
          place: ['storeUser', id, 'mfa'],
          needs: 'sso-directory:ListMfaDevicesForUser',
          byHand: 'The user registers a device in the access portal, because it takes the device.',
        },
      };
    });
  },
});

export const ssoSessionLong = organizationCheck({
  id: 'sso-session-long',
  words: 'identity center session duration hours',
  title: 'A permission set gives long sessions',
  severity: 'low',
  why: 'A session stays usable after access was removed.',
  controls: [],
  needs: ['sso:DescribePermissionSet'],
  examine: ({ identityCenter }, { parameters: { privilegedSessionHours, sessionHours } }) => {
    if (!identityCenter) return null;
    const { permissionSets, instanceArn } = identityCenter;
    return examineEach(permissionSets, (permissionSet) => {
      const { id, name, administrator, sessionDuration } = permissionSet;
      const most = administrator ? privilegedSessionHours : sessionHours;
      if (sessionSeconds(sessionDuration) <= most * HOUR_SECONDS) return null;
      return {
        subject: permissionSetSubject(permissionSet),
        title: `The permission set ${name} gives sessions of more than ${plural(most, 'hour')}`,
        ...(administrator && { severity: 'medium' }),
        evidence: [
          { label: 'Session duration', text: sessionDuration },
          { label: 'Allows everything', text: administrator ? 'yes' : 'no' },
        ],
        fix: {
          text: `Shorten sessions to ${plural(most, 'hour')}`,
          place: ['permissionSet', id],
          needs: 'sso:UpdatePermissionSet',
          change: () => ({
            steps: [shortenSessions(instanceArn, permissionSet, `PT${most}H`)],
            note: inRegion(identityCenter),
          }),
        },
      };
    });
  },
});
