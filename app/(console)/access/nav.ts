import type { NavArea } from '@/components/console/shell/navigation';
import { paths } from '@/lib/console/paths';

/** The Access area: who can do what, why, and what happened. */
export const accessArea: NavArea = {
  id: 'access',
  label: 'Access',
  href: paths.access(),
  sections: [
    {
      items: [
        {
          label: 'Permissions',
          href: paths.access(),
          words: 'effective what can i do allowed principal',
          also: ['/access/compare'],
        },
        {
          label: 'Ask',
          href: paths.ask(),
          words: 'decide one question is allowed why',
          also: ['/access/decision'],
          items: [
            { label: 'Simulate many', href: paths.simulator(), words: 'policy simulator test requests drafts' },
            { label: 'Try for real', href: paths.tryIt(), words: 'call try it make real action resource' },
          ],
        },
        { label: 'Who can', href: paths.whoCan(), words: 'action resource principals reach' },
        { label: 'Graph', href: paths.accessGraph(), words: 'picture map assume reach trust visualize diagram' },
        { label: 'Access tests', href: paths.accessTests, words: 'assertions must hold ci yaml red green regression' },
      ],
    },
    {
      title: 'History',
      items: [
        { label: 'Event history', href: paths.events(), words: 'cloudtrail audit log trail calls denied' },
        {
          label: 'Access changes',
          href: paths.accessChanges(),
          words: 'who gained what difference before after snapshot lost permissions drift',
        },
        {
          label: 'Access troubleshooter',
          href: paths.troubleshooter(),
          words: 'access denied authorization id message decode why',
        },
      ],
    },
  ],
};
