import type { Act } from '@/components/console/kit/act';
import { paths } from '@/lib/console/paths';

type Principal = { name: string; arn: string | undefined };

/** The links at the head of a user or role that lead to its access. */
export function accessActs(of: 'user' | 'role'): readonly Act<Principal>[] {
  const shown = ({ arn }: Principal) => arn !== undefined;
  return [
    {
      label: 'Access changes',
      takes: 'gatehouse:GetSnapshot',
      shown,
      href: ({ arn = '' }) => paths.accessChanges({ search: arn }),
    },
    { label: 'Compare', shown, href: ({ arn = '' }) => paths.compare({ left: arn }) },
    { label: 'Access graph', shown, href: ({ arn = '' }) => paths.accessGraph({ focus: arn }) },
    { label: 'Export', href: ({ name }) => paths.exportOf({ of, name }) },
  ];
}
