import type { UseQueryOptions } from '@tanstack/react-query';
import type { Entity } from '@/lib/console/entity';
import { consoleQuery, type ReadKey } from '@/lib/console/query';
import type { ConsoleResult } from '@/lib/console/result';
import type { InputOf } from '@/lib/core/operation';
import type { ListManagedPolicyOverviews } from '@/lib/iam/policy/overview';
import type { ListUserOverviews } from '@/lib/iam/user/overview';

/** The page size of lists on details pages. It is AWS's largest, and no entity has more items. */
const MaxItems = 1000;

export const accountSummaryQuery = () => consoleQuery('iam', 'GetAccountSummary', {});
export const accountAliasesQuery = () => consoleQuery('iam', 'ListAccountAliases', {});
export const usersQuery = (input: InputOf<typeof ListUserOverviews>) => consoleQuery('console', 'ListUserOverviews', input);
export const userQuery = (UserName: string) => consoleQuery('iam', 'GetUser', { UserName });
export const roleQuery = (RoleName: string) => consoleQuery('iam', 'GetRole', { RoleName });
export const policiesQuery = (input: InputOf<typeof ListManagedPolicyOverviews>) =>
  consoleQuery('console', 'ListManagedPolicyOverviews', input);
export const policyQuery = (PolicyArn: string) => consoleQuery('iam', 'GetPolicy', { PolicyArn });
export const policyVersionQuery = (PolicyArn: string, VersionId: string) =>
  consoleQuery('iam', 'GetPolicyVersion', { PolicyArn, VersionId });
export const lastAccessedQuery = (Arn: string) => consoleQuery('console', 'GetLastAccessed', { Arn });
export const lastAccessedActionsQuery = (Arn: string, ServiceNamespace: string) =>
  consoleQuery('console', 'GetLastAccessedActions', { Arn, ServiceNamespace });
export const securityStepsQuery = () => consoleQuery('console', 'GetAccountSecuritySteps', {});

export function attachedPoliciesQuery({ kind, name }: Entity) {
  switch (kind) {
    case 'users':
      return consoleQuery('iam', 'ListAttachedUserPolicies', { UserName: name, MaxItems });
    case 'groups':
      return consoleQuery('iam', 'ListAttachedGroupPolicies', { GroupName: name, MaxItems });
    case 'roles':
      return consoleQuery('iam', 'ListAttachedRolePolicies', { RoleName: name, MaxItems });
  }
}

export function inlinePoliciesQuery({ kind, name }: Entity) {
  switch (kind) {
    case 'users':
      return consoleQuery('iam', 'ListUserPolicies', { UserName: name, MaxItems });
    case 'groups':
      return consoleQuery('iam', 'ListGroupPolicies', { GroupName: name, MaxItems });
    case 'roles':
      return consoleQuery('iam', 'ListRolePolicies', { RoleName: name, MaxItems });
  }
}

/** The common part of the outputs of GetUserPolicy, GetGroupPolicy and GetRolePolicy. */
type InlinePolicy = ConsoleResult<{ PolicyName: string; PolicyDocument: string }>;
type InlinePolicyQuery = UseQueryOptions<InlinePolicy, Error, InlinePolicy, ReadKey>;

export function inlinePolicyQuery({ kind, name }: Entity, PolicyName: string) {
  switch (kind) {
    case 'users':
      return consoleQuery('iam', 'GetUserPolicy', { UserName: name, PolicyName }) as InlinePolicyQuery;
    case 'groups':
      return consoleQuery('iam', 'GetGroupPolicy', { GroupName: name, PolicyName }) as InlinePolicyQuery;
    case 'roles':
      return consoleQuery('iam', 'GetRolePolicy', { RoleName: name, PolicyName }) as InlinePolicyQuery;
  }
}

/** The boundary in the outputs of GetUser and GetRole. */
type Bounded = { PermissionsBoundary?: { PermissionsBoundaryArn?: string } };
type Holder = ConsoleResult<{ User?: Bounded; Role?: Bounded }>;
type HolderQuery = UseQueryOptions<Holder, Error, Holder, ReadKey>;

/** Reads a user or role with its boundary. */
export function boundedQuery({ kind, name }: { kind: 'users' | 'roles'; name: string }) {
  return (kind === 'users' ? userQuery(name) : roleQuery(name)) as HolderQuery;
}
