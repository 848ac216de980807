import type { NavArea } from '@/components/console/shell/navigation';
import { paths } from '@/lib/console/paths';

/** The Settings area: the account, and this installation. */
export const settingsArea: NavArea = {
  id: 'settings',
  label: 'Settings',
  href: paths.accountSettings,
  sections: [
    {
      title: 'Account',
      items: [
        { label: 'Account settings', href: paths.accountSettings, words: 'alias enforcement audit sts token version' },
        { label: 'Quotas', href: paths.quotas, words: 'limits exceeded' },
        { label: 'Snapshots', href: paths.snapshots, words: 'save restore backup reset' },
        { label: 'Import', href: paths.importIdentities, words: 'get-account-authorization-details aws rehearsal' },
        { label: 'Export', href: paths.exportOf(), words: 'aws cli script cloudformation terraform download' },
      ],
    },
    {
      title: 'This installation',
      items: [
        { label: 'Clock', href: paths.clock, words: 'time date jump days ahead month end expire class' },
        { label: 'API coverage', href: paths.apiCoverage },
        {
          label: 'Authorization API',
          href: paths.authorizationApi,
          words: 'authorize other programs emulator proxy token decisions',
        },
      ],
    },
  ],
};
