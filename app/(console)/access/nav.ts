import type { NavArea } from '@/components/console/shell/navigation';
import { paths } from '@/lib/console/paths';

/** The Access area: who can do what, why, and what happened. */
export const accessArea: NavArea = {
  id: 'access',
  label: 'Access',
  href: paths.access(),
  sections: [
    {
      title: 'Ask',
      items: [
        { label: 'Effective permissions', href: paths.access(), words: 'ask what can i do allowed denied' },
        { label: 'Who can…', href: paths.whoCan(), words: 'action resource access analyzer' },
        { label: 'Compare', href: paths.compare(), words: 'two principals users roles difference side by side' },
        { label: 'Access graph', href: paths.accessGraph(), words: 'picture map assume reach trust visualize diagram' },
        { label: 'Escalation paths', href: paths.escalation, words: 'privilege administrators attack' },
        { label: 'Predict', href: paths.predict(), words: 'exercise quiz learn questions tutor prediction reveal' },
        { label: 'Try it', href: paths.tryIt(), words: 'call try make real action resource' },
        {
          label: 'Policy from activity',
          href: paths.fromActivity(),
          words: 'generate policy cloudtrail least privilege tighten shrink used',
        },
        { label: 'Policy simulator', href: paths.simulator(), words: 'test try simulate' },
        { label: 'Access tests', href: paths.accessTests, words: 'assertions must hold ci yaml red green regression' },
      ],
    },
    {
      title: 'Access Analyzer',
      items: [
        { label: 'Analyzers', href: paths.analyzers, words: 'findings external unused access archive rules' },
        { label: 'Policy checks', href: paths.policyChecks, words: 'validate new access public granted check' },
      ],
    },
    {
      title: 'History',
      items: [
        {
          label: 'Access changes',
          href: paths.accessChanges(),
          words: 'changes difference before after snapshot lost gained permissions drift',
        },
        { label: 'Event history', href: paths.events(), words: 'cloudtrail audit log trail calls denied' },
        {
          label: 'Access troubleshooter',
          href: paths.troubleshooter(),
          words: 'access denied authorization id message decode why',
        },
      ],
    },
  ],
};
