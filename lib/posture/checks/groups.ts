import { accountCheck, examineEach } from '../check';
import { entitySubject, policySubject } from '../subject';

const DETAILS = 'iam:GetAccountAuthorizationDetails';

const nameOfPolicy = (arn: string) => arn.slice(arn.lastIndexOf('/') + 1);

export const groupEmpty = accountCheck({
  id: 'group-empty',
  title: 'A group has no members',
  severity: 'low',
  why: 'Unread permissions wait for the next member.',
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
        fix: { text: 'Add users, or delete the group', place: ['addUsersToGroup', group.name], needs: 'iam:AddUserToGroup' },
      };
    }),
});

export const policyUnattached = accountCheck({
  id: 'policy-unattached',
  title: 'A policy is used by nobody',
  severity: 'low',
  why: 'Dead policies get attached by mistake.',
  controls: [],
  needs: [DETAILS],
  examine: ({ policies }, { parameters, clock }) =>
    examineEach(policies, (policy) => {
      const used = policy.attachedTo.length > 0 || policy.boundaryOf.length > 0;
      if (used || !clock.isOlder(policy.createdAt, parameters.graceDays)) return null;
      return {
        subject: policySubject(policy),
        title: `The policy ${policy.name} is used by nobody`,
        evidence: [{ label: 'Created', time: policy.createdAt }],
        fix: { text: 'Delete the policy, or attach it', place: ['policy', policy.arn], needs: 'iam:DeletePolicy' },
      };
    }),
});

export const groupUnused = accountCheck({
  id: 'group-unused',
  title: 'A group grants nothing that is used',
  severity: 'low',
  why: 'A group without effect hides who may do what.',
  controls: [],
  needs: [DETAILS, 'iam:GetCredentialReport'],
  examine: ({ groups, users }, { parameters, clock }) => {
    const byId = new Map(users.map((user) => [user.id, user]));
    const old = groups.filter(
      ({ createdAt, memberIds }) => memberIds.length > 0 && clock.isOlder(createdAt, parameters.trackingDays),
    );
    return examineEach(old, (group) => {
      const uses = group.memberIds
        .flatMap((id) => byId.get(id) ?? [])
        .flatMap(({ passwordLastUsed, keys }) => [passwordLastUsed, ...keys.map(({ lastUsedAt }) => lastUsedAt)])
        .filter((time) => time !== null);
      const grants = group.attached.length + group.inline.length > 0;
      if (grants && uses.some((time) => !clock.isOlder(time, parameters.trackingDays))) return null;
      const last = uses.toSorted((a, b) => b.getTime() - a.getTime())[0];
      return {
        subject: entitySubject(group),
        title: grants ? `Nobody in the group ${group.name} was active` : `The group ${group.name} grants nothing`,
        evidence: [
          { label: 'Members', text: String(group.memberIds.length) },
          {
            label: 'Policies',
            text: [...group.attached.map(nameOfPolicy), ...group.inline.map(({ name }) => name)].join(', ') || 'none',
          },
          last ? { label: 'Last active', time: last } : { label: 'Last active', text: 'never' },
        ],
        fix: {
          text: 'Give it policies, or delete it',
          place: ['group', group.name, 'permissions'],
          needs: 'iam:AttachGroupPolicy',
        },
      };
    });
  },
});
