import type { NavArea } from '@/components/console/shell/navigation';
import { paths } from '@/lib/console/paths';

/** The Security area: how safe the account is, what can be escalated, who has external access, and what is unused. */
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
        { label: 'Escalation', href: paths.escalation, words: 'paths privilege administrators attack methods' },
        { label: 'External access', href: paths.externalAccess, words: 'analyzers access analyzer findings archive rules' },
        {
          label: 'Unused access',
          href: paths.unusedAccess,
          words: 'permissions last accessed least privilege shrink policies never used access advisor',
          items: [
            {
              label: 'Policy from activity',
              href: paths.fromActivity(),
              words: 'generate policy cloudtrail least privilege tighten shrink used',
            },
          ],
        },
        { label: 'Policy checks', href: paths.policyChecks, words: 'validate new access public granted check' },
      ],
    },
  ],
};
