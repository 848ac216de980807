import type { QueryClient } from '@tanstack/react-query';
import type { EditorSources } from '@/components/policy-editor/editor-sources';
import { type ConsoleService, consoleQuery, type NameOf } from '@/lib/console/query';

/** Returns the suggestions of a policy editor, cached like other reads. Data without read permission is not suggested. */
export function editorSources(client: QueryClient): EditorSources {
  const read = async <S extends ConsoleService, N extends NameOf<S>>(...asked: Parameters<typeof consoleQuery<S, N>>) => {
    const result = await client.fetchQuery(consoleQuery(...asked)).catch(() => null);
    return result?.ok ? result.data : undefined;
  };
  return {
    accountId: async () => (await read('console', 'GetReach', {}))?.AccountId,
    organizationId: async () => (await read('organizations', 'DescribeOrganization', {}))?.Organization?.Id,
    resources: async (Action, Text) => (await read('console', 'SuggestResources', { Action, Text }))?.Arns ?? [],
    principals: async (text) => {
      const found = await read('console', 'ListSubjects', { Text: text || undefined, Others: true });
      return (found?.Subjects ?? []).map(({ Arn, Name, Kind }) => ({ arn: Arn, name: Name, kind: Kind }));
    },
    providers: async () => {
      const [saml, oidc] = await Promise.all([
        read('iam', 'ListSAMLProviders', {}),
        read('iam', 'ListOpenIDConnectProviders', {}),
      ]);
      return [...(saml?.SAMLProviderList ?? []), ...(oidc?.OpenIDConnectProviderList ?? [])].flatMap(({ Arn }) => Arn);
    },
    deleted: async (ids) => {
      const found = await read('console', 'ListDeletedPrincipals', { Ids: ids.slice(0, 100) });
      return new Map((found?.Principals ?? []).map(({ Id, Name }) => [Id, Name]));
    },
    services: async () =>
      (await read('console', 'ListServicePrincipals', {}))?.Principals.map(({ Principal }) => Principal) ?? [],
    descriptions: async (Prefix) => (await read('console', 'GetActionDescriptions', { Prefix }))?.Actions ?? {},
  };
}
