import type { PreparedPolicy } from '@gatehouse/policy/evaluate';
import { matchGlob, plainGlob } from '@gatehouse/policy/match';
import type { Statement } from '@gatehouse/policy/parse';
import { before } from '../../core/text/text-parts';
import { accountCheck, examineEach } from '../check';
import type { ActivityFacts } from '../facts';
import { deleteGroup, deletePolicy } from '../fix-steps';
import { isSeen } from '../served-writes';
import { entitySubject, policySubject } from '../subject';

const DETAILS = 'iam:GetAccountAuthorizationDetails';

const nameOfPolicy = (arn: string) => arn.slice(arn.lastIndexOf('/') + 1);

export const groupEmpty = accountCheck({
  id: 'group-empty',
  words: 'unused',
  title: 'A group has no members',
  severity: 'low',
  why: 'The next member gets permissions that nobody has reviewed.',
  controls: [],
  needs: [DETAILS],
  examine: ({ groups }, { parameters, clock }) =>
    examineEach(groups, (group) => {
      if (group.memberIds.length > 0 || !clock.isOlder(group.createdAt, parameters.graceDays)) return null;
      const policies = [...group.attached.map(nameOfPolicy), ...group.inline.map(({ name }) => name)];
      return {
        subject: entitySubject(group),
        title: `The group ${group.name} has no members`,
        evidence: [
          { label: 'Created', time: group.createdAt },
          { label: 'Policies', text: policies.join(', ') || 'none' },
        ],
        fix: {
          text: 'Delete the group, or add users to it',
          place: ['addUsersToGroup', group.name],
          needs: 'iam:DeleteGroup',
          change: () => ({ steps: deleteGroup(group, []) }),
        },
      };
    }),
});

export const policyUnattached = accountCheck({
  id: 'policy-unattached',
  words: 'unused',
  title: 'A policy is attached to nothing',
  severity: 'low',
  why: 'An unused policy can be attached by mistake.',
  controls: [],
  needs: [DETAILS],
  examine: ({ policies }, { parameters, clock }) =>
    examineEach(policies, (policy) => {
      const used = policy.attachedTo.length > 0 || policy.boundaryOf.length > 0;
      if (used || !clock.isOlder(policy.createdAt, parameters.graceDays)) return null;
      return {
        subject: policySubject(policy),
        title: `The policy ${policy.name} is attached to nothing`,
        evidence: [{ label: 'Created', time: policy.createdAt }],
        fix: {
          text: 'Delete the policy, or attach it',
          place: ['policy', policy.arn],
          needs: 'iam:DeletePolicy',
          change: () => ({ steps: deletePolicy(policy) }),
        },
      };
    }),
});

/** Returns whether a matching Allow statement exists in any of the policies. */
function reaches(policies: readonly PreparedPolicy[], isMeant: (statement: Statement) => boolean): boolean {
  return policies.some(({ policy }) => policy.statements.some((statement) => statement.effect === 'Allow' && isMeant(statement)));
}

function namesService({ action }: Statement, service: string): boolean {
  if (action.negated) return !action.entries.some(({ value }) => value === '*' || value.toLowerCase() === `${service}:*`);
  return action.entries.some(({ value }) => matchGlob(plainGlob(prefixOf(value)), service));
}

/** Returns whether a statement allows any action whose use can't be seen here. */
function namesUnserved({ action }: Statement): boolean {
  return action.negated || action.entries.some(({ value }) => !isSeen(value));
}

/** Returns the time of the last call to each service by any of the users. */
function newestUses(ids: readonly string[], usedServices: ActivityFacts['usedServices']): Map<string, Date> {
  const newest = new Map<string, Date>();
  for (const id of ids) {
    for (const [service, time] of usedServices.get(id) ?? []) {
      const before = newest.get(service);
      if (!before || time > before) newest.set(service, time);
    }
  }
  return newest;
}

const prefixOf = (action: string) => before(action, ':').toLowerCase();

/**
 * Reports groups whose members use nothing that the group allows. Uses come from the table of last uses, where calls here can use
 * what the group allows. If the group allows other actions, or uses are known for a shorter time than the tracking period, any
 * active member counts as a use.
 */
export const groupUnused = accountCheck({
  id: 'group-unused',
  words: 'unused',
  title: 'Nobody uses what a group grants',
  severity: 'low',
  why: 'A group without effect makes access harder to review.',
  controls: [],
  needs: [DETAILS, 'iam:GetCredentialReport', 'cloudtrail:LookupEvents'],
  examine: ({ groups, users, access, activity }, { parameters: { trackingDays }, clock }) => {
    const byId = new Map(users.map((user) => [user.id, user]));
    const prepared = new Map(access.groups.map(({ arn, policies }) => [arn, policies]));
    const isRecent = (time: Date) => !clock.isOlder(time, trackingDays);
    const isWholeKnown = activity.since === null || !isRecent(activity.since);
    const old = groups.filter(({ createdAt, memberIds }) => memberIds.length > 0 && clock.isOlder(createdAt, trackingDays));
    return examineEach(old, (group) => {
      const policies = prepared.get(group.arn) ?? [];
      const granted = [...newestUses(group.memberIds, activity.usedServices)].filter(([service]) =>
        reaches(policies, (statement) => namesService(statement, service)),
      );
      const uses = [
        ...granted.map(([, time]) => time),
        ...(isWholeKnown && !reaches(policies, namesUnserved)
          ? []
          : group.memberIds
              .flatMap((id) => byId.get(id) ?? [])
              .flatMap(({ passwordLastUsed, keys }) => [passwordLastUsed, ...keys.map(({ lastUsedAt }) => lastUsedAt)])
              .filter((time) => time !== null)),
      ];
      const grants = group.attached.length + group.inline.length > 0;
      if (grants && uses.some(isRecent)) return null;
      const last = uses.toSorted((a, b) => b.getTime() - a.getTime())[0];
      return {
        subject: entitySubject(group),
        title: grants ? `Nobody used what the group ${group.name} allows` : `The group ${group.name} grants nothing`,
        evidence: [
          { label: 'Members', text: String(group.memberIds.length) },
          {
            label: 'Policies',
            text: [...group.attached.map(nameOfPolicy), ...group.inline.map(({ name }) => name)].join(', ') || 'none',
          },
          last ? { label: 'Last used', time: last } : { label: 'Last used', text: 'never, as far as is known' },
        ],
        fix: {
          text: 'Delete the group, or attach policies that its members need',
          place: ['group', group.name, 'permissions'],
          needs: 'iam:DeleteGroup',
          change: () => ({
            steps: deleteGroup(
              group,
              group.memberIds.flatMap((id) => byId.get(id) ?? []),
            ),
          }),
        },
      };
    });
  },
});
