import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { GetActionPermission, GetEffectivePermissions, GetServicePermissions } from '@/lib/access/effective-operations';
import type { ExplainAccess } from '@/lib/access/operations';
import type { Draft, ExplainAccessInput } from '@/lib/access/schema';
import { consoleQuery, type ReadKey, type ReadOf } from '@/lib/console/query';
import { callAction } from '@/lib/console/shown-identity';
import { explainAccess, getActionPermission, getEffectivePermissions, getServicePermissions } from './actions';

/** Who can be chosen: those who act themselves alone (`acting`), or callers of other accounts and of none as well (`others`). */
export type Choosable = 'acting' | 'others';

/** The first callers that hold a text. */
export const subjectsQuery = (text: string, choosable?: Choosable) =>
  consoleQuery('console', 'ListSubjects', {
    Text: text || undefined,
    Acting: choosable === 'acting' || undefined,
    Others: choosable === 'others' || undefined,
  });

export const reachQuery = () => consoleQuery('console', 'GetReach', {});

/** Documents of everything that bears on a caller and on an account's resources, by policy id: what drafts start from. */
export const subjectDocumentsQuery = (PrincipalArn: string, ResourceAccount?: string) =>
  consoleQuery('console', 'GetSubject', { PrincipalArn, ResourceAccount });

export const actionSuggestionsQuery = (Text: string) => consoleQuery('console', 'SuggestActions', { Text });

/** The resources of the account that an action may be about. */
export const suggestedResourcesQuery = (Action: string, Text: string) =>
  consoleQuery('console', 'SuggestResources', { Action, Text });

/** @param resources whether the policies on the account's resources and RCPs count */
export const permissionsQuery = (PrincipalArn: string, resources = false) =>
  consoleQuery('console', 'GetEffectivePermissions', { PrincipalArn, Resources: resources || undefined });

/** What a principal reaches through policies on resources of its account, or of all the organization. */
export const reachedResourcesQuery = (PrincipalArn: string, Reach: 'account' | 'organization') =>
  consoleQuery('console', 'ListReachedResources', { PrincipalArn, Reach });

const HOW = { staleTime: 30_000 } as const;

// With drafts the input belongs in a body, so these evaluations are server actions (lib/decisions/004-evaluations-are-actions.md).
export const draftPermissionsQuery = (PrincipalArn: string, Drafts: Draft[], Resources = false) =>
  Drafts.length === 0
    ? permissionsQuery(PrincipalArn, Resources)
    : queryOptions<ReadOf<typeof GetEffectivePermissions>, Error, ReadOf<typeof GetEffectivePermissions>, ReadKey>({
        queryKey: ['console', 'GetEffectivePermissions', { PrincipalArn, Drafts, Resources }],
        queryFn: () => callAction(getEffectivePermissions, { PrincipalArn, Drafts, Resources }),
        ...HOW,
      });

export const servicePermissionsQuery = (PrincipalArn: string, Service: string, Drafts: Draft[], Resources: boolean) =>
  queryOptions<ReadOf<typeof GetServicePermissions>, Error, ReadOf<typeof GetServicePermissions>, ReadKey>({
    queryKey: ['console', 'GetServicePermissions', { PrincipalArn, Service, Drafts, Resources }],
    queryFn: () => callAction(getServicePermissions, { PrincipalArn, Service, Drafts, Resources }),
    ...HOW,
  });

export const actionPermissionQuery = (PrincipalArn: string, Action: string, Drafts: Draft[], Resources: boolean) =>
  queryOptions<ReadOf<typeof GetActionPermission>, Error, ReadOf<typeof GetActionPermission>, ReadKey>({
    queryKey: ['console', 'GetActionPermission', { PrincipalArn, Action, Drafts, Resources }],
    queryFn: () => callAction(getActionPermission, { PrincipalArn, Action, Drafts, Resources }),
    ...HOW,
  });

export const explainQuery = (input: z.input<typeof ExplainAccessInput>) =>
  queryOptions<ReadOf<typeof ExplainAccess>, Error, ReadOf<typeof ExplainAccess>, ReadKey>({
    queryKey: ['console', 'ExplainAccess', input],
    queryFn: () => callAction(explainAccess, input),
    ...HOW,
  });
