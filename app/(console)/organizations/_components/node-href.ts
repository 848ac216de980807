import type { NodeName } from '@/app/(console)/organizations/_components/organization-nodes';
import { paths } from '@/lib/console/paths';

/** Returns the address of a root's, an OU's or an account's page. */
export function nodeHref({ Type, Id }: Pick<NodeName, 'Type' | 'Id'>, tab?: string): string {
  return Type === 'ACCOUNT' ? paths.account(Id, tab) : paths.unit(Id, tab);
}

/** Returns the address of the dialog that attaches a policy of a type to a root, an OU or an account. */
export function attachHref({ Type, Id }: Pick<NodeName, 'Type' | 'Id'>, type: string): string {
  return Type === 'ACCOUNT' ? paths.account(Id, 'policies', type) : paths.unit(Id, 'policies', type);
}
