import type { OrganizationNode } from '@/components/org-tree/organization-nodes';
import { paths } from '@/lib/console/paths';

/** The page of a root, OU or account. */
export function nodeHref({ kind, id }: Pick<OrganizationNode, 'kind' | 'id'>, tab?: string): string {
  return kind === 'account' ? paths.account(id, tab) : paths.unit(id, tab);
}
