import type { NodeName } from '@/app/(console)/organizations/_components/organization-nodes';
import { paths } from '@/lib/console/paths';

/** Returns the address of a root's, an OU's or an account's page. */
export function nodeHref({ Type, Id }: Pick<NodeName, 'Type' | 'Id'>, tab?: string): string {
  return Type === 'ACCOUNT' ? paths.account(Id, tab) : paths.unit(Id, tab);
}
