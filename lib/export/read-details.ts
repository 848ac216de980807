import { z } from 'zod';
import { iamArn } from '../core/arns';
import { isAwsManaged } from '../engine';
import { accountOfDetails, stateOfDetails } from './authorization-details';
import { linkedRole } from './linked-role';
import type { AccountState } from './state';

/** What a file of another account holds, to be looked at before it is imported. */
export type ReadFile =
  | { ok: false; problem: string }
  | {
      ok: true;
      state: AccountState;
      /** What the file leaves open or will not come along, in sentences. */
      notes: string[];
    };

/** Parts of the file that hold the details; anything else in it is named and left alone. */
const KNOWN = ['UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies', 'IsTruncated', 'Marker', 'NextToken'];

/**
 * Reads the output of `aws iam get-account-authorization-details`: all of it, or its pages one after the other. There are neither
 * passwords nor keys in it. Nothing it holds is taken on trust: each part is made by a call that checks it as any other.
 * @param pages as they are in the file
 */
export function readDetails(pages: readonly unknown[]): ReadFile {
  try {
    const owner = pages.map(accountOfDetails).find((found) => found !== null);
    if (!owner) return { ok: false, problem: 'The file names no user, group, role or policy of an account.' };
    const parts = pages.map(stateOfDetails);
    const state: AccountState = {
      ...{ ...owner, samlProviders: [], oidcProviders: [] },
      policies: parts.flatMap(({ policies }) => policies),
      groups: parts.flatMap(({ groups }) => groups),
      users: parts.flatMap(({ users }) => users),
      roles: parts.flatMap(({ roles }) => roles),
      instanceProfiles: parts.flatMap(({ instanceProfiles }) => instanceProfiles),
    };
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

/** What is attached or a boundary and not in the file, groups that somebody is in, and providers that roles trust. */
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
    ...(lackingPolicies.length > 0 ? [`Used and not in the file: ${some(lackingPolicies)}.`] : []),
    ...(lackingGroups.length > 0 ? [`Groups with members that are not in the file: ${some(lackingGroups)}.`] : []),
    ...(linked > 0
      ? [
          `${linked === 1 ? 'One role belongs' : `${linked} roles belong`} to services: they are made as the services here make them.`,
        ]
      : []),
    ...(providers > 0
      ? [
          `${providers === 1 ? 'One role trusts' : `${providers} roles trust`} an identity provider. Providers are not in such a file: create them first.`,
        ]
      : []),
  ];
}

function some(names: readonly string[]): string {
  const more = names.length - 5;
  return more > 0 ? `${names.slice(0, 5).join(', ')} and ${more} more` : names.join(', ');
}
