import type { OrganizationNode } from '@/app/(console)/organizations/_components/organization-nodes';
import { paths } from '@/lib/console/paths';

/** The page of a root, OU or account. */
export function nodeHref({ kind, id }: Pick<OrganizationNode, 'kind' | 'id'>, tab?: string): string {
  return kind === 'account' ? paths.account(id, tab) : paths.unit(id, tab);
}
