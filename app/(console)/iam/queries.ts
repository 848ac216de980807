import type { z } from 'zod';
import { consoleQuery } from '@/lib/console/query';
import type { Operation } from '@/lib/core/operation';
import type { GetAccountSummary, ListAccountAliases } from '@/lib/iam/account/operations';
import type { GetSecurityRecommendations } from '@/lib/iam/account/recommendations';
import type {
  ListAttachedGroupPolicies,
  ListAttachedRolePolicies,
  ListAttachedUserPolicies,
} from '@/lib/iam/attachment/operations';
import type { ListGroupPolicies, ListRolePolicies, ListUserPolicies } from '@/lib/iam/inline-policy/operations';
import type { Entity } from './entity';

/** Lists on a details page come in one piece: nothing of an entity is more than AWS's largest page. */
const MaxItems = 1000;

export const accountSummaryQuery = () => consoleQuery<typeof GetAccountSummary>('iam', 'GetAccountSummary', {});
export const accountAliasesQuery = () => consoleQuery<typeof ListAccountAliases>('iam', 'ListAccountAliases', {});
export const recommendationsQuery = () =>
  consoleQuery<typeof GetSecurityRecommendations>('console', 'GetSecurityRecommendations', {});

export function attachedPoliciesQuery({ kind, name }: Entity) {
  switch (kind) {
    case 'users':
      return consoleQuery<typeof ListAttachedUserPolicies>('iam', 'ListAttachedUserPolicies', { UserName: name, MaxItems });
    case 'groups':
      return consoleQuery<typeof ListAttachedGroupPolicies>('iam', 'ListAttachedGroupPolicies', { GroupName: name, MaxItems });
    case 'roles':
      return consoleQuery<typeof ListAttachedRolePolicies>('iam', 'ListAttachedRolePolicies', { RoleName: name, MaxItems });
  }
}

export function inlinePoliciesQuery({ kind, name }: Entity) {
  switch (kind) {
    case 'users':
      return consoleQuery<typeof ListUserPolicies>('iam', 'ListUserPolicies', { UserName: name, MaxItems });
    case 'groups':
      return consoleQuery<typeof ListGroupPolicies>('iam', 'ListGroupPolicies', { GroupName: name, MaxItems });
    case 'roles':
      return consoleQuery<typeof ListRolePolicies>('iam', 'ListRolePolicies', { RoleName: name, MaxItems });
  }
}

/** GetUserPolicy, GetGroupPolicy and GetRolePolicy answer alike but for the holder's name. */
type GetInlinePolicy = Operation<
  z.ZodType<unknown, Readonly<Record<string, string>>>,
  unknown,
  { PolicyName: string; PolicyDocument: string }
>;

export function inlinePolicyQuery({ kind, name }: Entity, PolicyName: string) {
  switch (kind) {
    case 'users':
      return consoleQuery<GetInlinePolicy>('iam', 'GetUserPolicy', { UserName: name, PolicyName });
    case 'groups':
      return consoleQuery<GetInlinePolicy>('iam', 'GetGroupPolicy', { GroupName: name, PolicyName });
    case 'roles':
      return consoleQuery<GetInlinePolicy>('iam', 'GetRolePolicy', { RoleName: name, PolicyName });
  }
}
