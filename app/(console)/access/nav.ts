import type { NavArea } from '@/components/console/shell/navigation';
import { paths } from '@/lib/console/paths';

/** Who may do what, why, and what was done: questions that no single policy answers. */
export const accessArea: NavArea = {
  id: 'access',
  label: 'Access',
  href: paths.access(),
  sections: [
    {
      title: 'Ask',
      items: [
        { label: 'Effective permissions', href: paths.access() },
        { label: 'Who can…', href: paths.whoCan() },
        { label: 'Escalation paths', href: paths.escalation },
        { label: 'Policy simulator', href: paths.simulator() },
      ],
    },
    {
      title: 'Look back',
      items: [
        { label: 'Event history', href: paths.events() },
        { label: 'Access troubleshooter', href: paths.troubleshooter() },
      ],
    },
  ],
};
