import { isAwsManaged } from '@gatehouse/policy/evaluate';
import { z } from 'zod';
import { iamArn } from '../core/arns';
import { firstNames } from '../core/text/lists';
import { accountOfDetails, stateOfDetails } from './authorization-details';
import { linkedRole, reservedRolesLeftOut, withoutReservedRoles } from './service-roles';
import type { AccountState } from './state';

/** The content of a file, to review before the import. */
export type ReadFile =
  | { ok: false; problem: string }
  | {
      ok: true;
      state: AccountState;
      /** Sentences about what is unknown or left out. */
      notes: string[];
    };

/** The members that are read. Others are mentioned and ignored. */
const KNOWN = ['UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies', 'IsTruncated', 'Marker', 'NextToken'];

/**
 * Reads the output of `aws iam get-account-authorization-details`, whole or as pages in order. It contains no passwords or keys.
 * The content is untrusted: each part is created by a call that validates it.
 * @param pages the pages in the order of the file
 */
export function readDetails(pages: readonly unknown[]): ReadFile {
  try {
    const owner = pages.map(accountOfDetails).find((found) => found !== null);
    if (!owner) return { ok: false, problem: 'The file names no user, group, role or policy of an account.' };
    const parts = pages.map(stateOfDetails);
    const state = withoutReservedRoles({
      ...{ ...owner, samlProviders: [], oidcProviders: [] },
      policies: parts.flatMap(({ policies }) => policies),
      groups: parts.flatMap(({ groups }) => groups),
      users: parts.flatMap(({ users }) => users),
      roles: parts.flatMap(({ roles }) => roles),
      instanceProfiles: parts.flatMap(({ instanceProfiles }) => instanceProfiles),
    });
    return { ok: true, state, notes: [...truncation(pages), ...unknownParts(pages), ...missing(state), ...WITHOUT] };
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const [issue] = error.issues;
    return {
      ok: false,
      problem: `${issue?.path.join('.') || 'The file'}: ${issue?.message}. It should be the output of aws iam get-account-authorization-details.`,
    };
  }
}

const WITHOUT = [
  'Passwords, access keys and MFA devices are not in such a file: nobody can sign in as a user that is imported until a password is set.',
  'Descriptions and session durations of roles, and tags of policies, are not in such a file.',
];

function membersOf(page: unknown): [string, unknown][] {
  return typeof page === 'object' && page !== null ? Object.entries(page) : [];
}

function truncation(pages: readonly unknown[]): string[] {
  const last = membersOf(pages.at(-1)).some(([name, value]) => name === 'IsTruncated' && value === true);
  return last ? ['The file ends before the details do: it says that there are more pages.'] : [];
}

function unknownParts(pages: readonly unknown[]): string[] {
  const names = new Set(pages.flatMap(membersOf).flatMap(([name]) => (KNOWN.includes(name) ? [] : [name])));
  return names.size === 0 ? [] : [`Not read: ${[...names].slice(0, 10).join(', ')}.`];
}

/** Returns what the file refers to but lacks: policies, groups, and identity providers. */
function missing(state: AccountState): string[] {
  const { partition, accountId } = state;
  const policies = new Set(state.policies.map(({ path, name }) => iamArn(partition, accountId, 'policy', path, name)));
  const groups = new Set(state.groups.map(({ name }) => name));
  const entities = [...state.users, ...state.roles];
  const used = [
    ...[...entities, ...state.groups].flatMap(({ attached }) => attached),
    ...entities.flatMap(({ boundary }) => boundary ?? []),
  ];
  const lackingPolicies = [...new Set(used.filter((arn) => !isAwsManaged({ arn }) && !policies.has(arn)))];
  const lackingGroups = [...new Set(state.users.flatMap((user) => user.groups).filter((name) => !groups.has(name)))];
  const linked = state.roles.filter((role) => linkedRole(role) !== null).length;
  const providers = state.roles.filter(({ trust }) => /:(saml|oidc)-provider\//.test(trust)).length;
  return [
    ...(lackingPolicies.length > 0 ? [`Used and not in the file: ${firstNames(lackingPolicies)}.`] : []),
    ...(lackingGroups.length > 0 ? [`Groups with members that are not in the file: ${firstNames(lackingGroups)}.`] : []),
    ...(linked > 0
      ? [
          `${linked === 1 ? 'One role belongs' : `${linked} roles belong`} to services: they are made as the services here make them.`,
        ]
      : []),
    ...reservedRolesLeftOut(state),
    ...(providers > 0
      ? [
          `${providers === 1 ? 'One role trusts' : `${providers} roles trust`} an identity provider. Providers are not in such a file: create them first.`,
        ]
      : []),
  ];
}
