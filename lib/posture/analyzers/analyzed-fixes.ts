import { accountOfArn } from '@gatehouse/policy/arn';
import type { FixOfFailing } from '../check';
import type { ExaminedAccount, RoleFacts, UserFacts } from '../facts';
import { onlyWhatIsUsed, usedBy, withoutExternalPrincipals, withoutPrincipals, withoutProvider } from '../fix-plans';
import { deactivateKey, deletePassword, deleteRole, policyAction } from '../fix-steps';
import type { Place } from '../places';
import type { ExternalAccess } from './analyzed-access';

/** Access of an account that an analyzer reports: whose it is, and the details that its kind has. */
export type ReportedAccess = {
  type: 'ExternalAccess' | 'UnusedIAMRole' | 'UnusedIAMUserAccessKey' | 'UnusedIAMUserPassword' | 'UnusedPermission';
  /** The ARN. */
  resource: string;
  external?: Pick<ExternalAccess, 'principal' | 'action'>;
  accessKeyId?: string;
  /** The start of the period without use. Permissions used after it stay. */
  since: Date;
  /** The length of the period, in days. */
  days: number;
};

const INTENDED = 'If the access is intended, archive the finding instead.';

/** Returns the fix of access that an analyzer reports. */
export function fixOfReported(account: ExaminedAccount, reported: ReportedAccess): FixOfFailing {
  const { type, resource, accessKeyId = '', since, days } = reported;
  const role = account.roles.find(({ arn }) => arn === resource);
  const user = account.users.find(({ arn }) => arn === resource);
  if (type === 'ExternalAccess') return fixOfExternal(account, reported, role);
  if (type === 'UnusedIAMRole' && role) return fixOfRole(role);
  if (type === 'UnusedIAMUserAccessKey' && user) {
    return {
      ...credentials(user, 'iam:UpdateAccessKey'),
      text: 'Deactivate the access key',
      change: () => ({
        steps: [deactivateKey(user, accessKeyId)],
        note: 'Delete the key once nothing misses it. A key can be activated again, but not restored.',
      }),
    };
  }
  if (type === 'UnusedIAMUserPassword' && user) {
    return {
      ...credentials(user, 'iam:DeleteLoginProfile'),
      text: 'Delete the password',
      change: () => ({ steps: [deletePassword(user)] }),
    };
  }
  const entity = user ?? role;
  if (!entity) throw new Error(`${resource} is no user or role of the account`);
  return {
    text: 'Replace all its policies with one that allows what it uses',
    place: ['fromActivity', { principal: resource }],
    needs: `iam:Put${entity.type}Policy`,
    change: () =>
      onlyWhatIsUsed(
        account,
        entity,
        usedBy(account, [entity], (time) => time >= since),
        days,
      ),
  };
}

function credentials({ name }: UserFacts, needs: string): { place: Place; needs: string } {
  return { place: ['user', name, 'security-credentials'], needs };
}

/** Returns the fix of an unused role. */
export function fixOfRole(role: RoleFacts): FixOfFailing {
  return {
    text: 'Check what it was used for, then delete it',
    place: ['role', role.name, 'access'],
    needs: 'iam:DeleteRole',
    change: () => ({
      steps: deleteRole(role),
      note: 'Undo creates a new role with another id. Save the policies that name it again.',
    }),
  };
}

/** Removes a principal from a trust policy or from the policy of a resource. */
function fixOfExternal(
  account: ExaminedAccount,
  { resource, external }: ReportedAccess,
  role: RoleFacts | undefined,
): FixOfFailing {
  const [[kind = 'AWS', principal = ''] = []] = Object.entries(external?.principal ?? {});
  if (role) {
    return {
      text: `Remove ${principal === '*' ? 'everybody' : principal} from the trust policy`,
      place: ['role', role.name, 'trust'],
      needs: 'iam:UpdateAssumeRolePolicy',
      change: () => ({
        ...(kind === 'Federated'
          ? withoutProvider(role, principal)
          : withoutExternalPrincipals(account, role, (value) => isNamedAs(principal, value), principal === '*')),
        note: INTENDED,
      }),
    };
  }
  const judged = account.judgements.resources.find(({ arn }) => arn === resource);
  return {
    text: `Remove ${principal === '*' ? 'everybody' : principal} from the policy`,
    place: ['whoCan', { ...(external?.action[0] !== undefined && { action: external.action[0] }), resource }],
    needs: policyAction(resource),
    change: () => {
      const change = judged ? withoutPrincipals(account, judged, (_, value) => isNamedAs(principal, value)) : null;
      return change && { ...change, note: INTENDED };
    },
  };
}

/** Returns whether a value of a policy names a principal. An account is named by its id or by the ARN of its root user. */
export function isNamedAs(principal: string, value: string): boolean {
  if (value === principal) return true;
  return /^\d{12}$/.test(principal) && value.endsWith(':root') && accountOfArn(value) === principal;
}
