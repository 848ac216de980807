import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { GetActionPermission, GetEffectivePermissions, GetServicePermissions } from '@/lib/access/effective/operations';
import type { ExplainAccess } from '@/lib/access/operations';
import type { ExplainAccessInput, PolicyDraft } from '@/lib/access/schema';
import { consoleQuery, type ReadKey, type ReadOf } from '@/lib/console/query';
import { callAction } from '@/lib/console/session/shown-identity';
import { explainAccess, getActionPermission, getEffectivePermissions, getServicePermissions } from './actions';

/** The principals to choose from: users, roles and root (`acting`), or also callers of other accounts (`others`). */
export type Choosable = 'acting' | 'others';

/** Reads the first callers that match a text. */
export const subjectsQuery = (text: string, choosable?: Choosable) =>
  consoleQuery('console', 'ListSubjects', {
    Text: text || undefined,
    Acting: choosable === 'acting' || undefined,
    Others: choosable === 'others' || undefined,
  });

export const reachQuery = () => consoleQuery('console', 'GetReach', {});

/** Reads the documents that apply to a caller and to an account's resources, by policy ID, as a basis for drafts. */
export const subjectDocumentsQuery = (PrincipalArn: string, ResourceAccount?: string) =>
  consoleQuery('console', 'GetSubject', { PrincipalArn, ResourceAccount });

export const actionSuggestionsQuery = (Text: string) => consoleQuery('console', 'SuggestActions', { Text });

/** Reads the account's resources for an action. */
export const suggestedResourcesQuery = (Action: string, Text: string) =>
  consoleQuery('console', 'SuggestResources', { Action, Text });

/**
 * Reads effective permissions.
 * @param resources true to include resource policies and RCPs
 */
export const permissionsQuery = (PrincipalArn: string, resources = false) =>
  consoleQuery('console', 'GetEffectivePermissions', { PrincipalArn, Resources: resources || undefined });

/** Reads the access of a principal through resource policies of its account or its organization. */
export const reachedResourcesQuery = (PrincipalArn: string, Reach: 'account' | 'organization') =>
  consoleQuery('console', 'ListReachedResources', { PrincipalArn, Reach });

const HOW = { staleTime: 30_000 } as const;

// Drafts belong in a request body, so these evaluations are server actions (lib/decisions/004-evaluations-are-actions.md).
export const draftPermissionsQuery = (PrincipalArn: string, Drafts: PolicyDraft[], Resources = false) =>
  Drafts.length === 0
    ? permissionsQuery(PrincipalArn, Resources)
    : queryOptions<ReadOf<typeof GetEffectivePermissions>, Error, ReadOf<typeof GetEffectivePermissions>, ReadKey>({
        queryKey: ['console', 'GetEffectivePermissions', { PrincipalArn, Drafts, Resources }],
        queryFn: () => callAction(getEffectivePermissions, { PrincipalArn, Drafts, Resources }),
        ...HOW,
      });

export const servicePermissionsQuery = (PrincipalArn: string, Service: string, Drafts: PolicyDraft[], Resources: boolean) =>
  queryOptions<ReadOf<typeof GetServicePermissions>, Error, ReadOf<typeof GetServicePermissions>, ReadKey>({
    queryKey: ['console', 'GetServicePermissions', { PrincipalArn, Service, Drafts, Resources }],
    queryFn: () => callAction(getServicePermissions, { PrincipalArn, Service, Drafts, Resources }),
    ...HOW,
  });

export const actionPermissionQuery = (PrincipalArn: string, Action: string, Drafts: PolicyDraft[], Resources: boolean) =>
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
