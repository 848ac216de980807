import type { NavArea } from '@/components/console/shell/navigation';
import { paths } from '@/lib/console/paths';

/** The Security area: how safe the account is, and the customer's responsibility. */
export const securityArea: NavArea = {
  id: 'security',
  label: 'Security',
  href: paths.posture(),
  sections: [
    {
      items: [
        {
          label: 'Posture',
          href: paths.posture(),
          words: 'security hub findings score checks recommendations benchmark cis exceptions export',
        },
        {
          label: 'Unused permissions',
          href: paths.unusedPermissions,
          words: 'last accessed least privilege shrink policies never used access advisor',
        },
      ],
    },
    {
      title: 'Learn',
      items: [
        {
          label: 'Shared responsibility',
          href: paths.responsibility(),
          words: 'model provider customer of in the cloud exercise worksheet class teacher',
        },
      ],
    },
  ],
};
