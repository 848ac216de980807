import { Building2, Folder, SquareUserRound } from 'lucide-react';
import type { OrganizationNode } from '@/app/(console)/organizations/_components/organization-nodes';

export const NODE_WORDS = { root: 'Root', unit: 'Organizational unit', account: 'AWS account' } as const satisfies Record<
  OrganizationNode['kind'],
  string
>;

const ICONS = { root: Building2, unit: Folder, account: SquareUserRound };

/** Root, OU or account, told apart by shape; the word is beside it or in the tooltip. */
export function NodeIcon({ kind, size = 15 }: { kind: OrganizationNode['kind']; size?: number }) {
  const Icon = ICONS[kind];
  return (
    <span className="flex" title={NODE_WORDS[kind]}>
      <Icon aria-hidden size={size} strokeWidth={1.75} />
    </span>
  );
}
