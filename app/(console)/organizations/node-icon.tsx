import { Building2, Folder, SquareUserRound } from 'lucide-react';
import type { OrganizationNode } from '@/app/(console)/organizations/_components/organization-nodes';

export const NODE_WORDS = {
  ROOT: 'Root',
  ORGANIZATIONAL_UNIT: 'Organizational unit',
  ACCOUNT: 'AWS account',
} as const satisfies Record<OrganizationNode['Type'], string>;

const ICONS = { ROOT: Building2, ORGANIZATIONAL_UNIT: Folder, ACCOUNT: SquareUserRound };

/** Root, OU or account, told apart by shape; the word is beside it or in the tooltip. */
export function NodeIcon({ type, size = 15 }: { type: OrganizationNode['Type']; size?: number }) {
  const Icon = ICONS[type];
  return (
    <span className="flex" title={NODE_WORDS[type]}>
      <Icon aria-hidden size={size} strokeWidth={1.75} />
    </span>
  );
}
