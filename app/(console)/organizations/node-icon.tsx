import { Building2, Folder, SquareUserRound } from 'lucide-react';
import type { OrganizationNode } from '@/app/(console)/organizations/_components/organization-nodes';

export const NODE_WORDS = {
  ROOT: 'Root',
  ORGANIZATIONAL_UNIT: 'Organizational unit',
  ACCOUNT: 'AWS account',
} as const satisfies Record<OrganizationNode['Type'], string>;

const ICONS = { ROOT: Building2, ORGANIZATIONAL_UNIT: Folder, ACCOUNT: SquareUserRound };

/** Renders the icon of a root, an OU or an account. They differ in shape; the name is beside the icon or in its tooltip. */
export function NodeIcon({ type, size = 15 }: { type: OrganizationNode['Type']; size?: number }) {
  const Icon = ICONS[type];
  return (
    <span className="flex" title={NODE_WORDS[type]}>
      <Icon aria-hidden size={size} strokeWidth={1.75} />
    </span>
  );
}
