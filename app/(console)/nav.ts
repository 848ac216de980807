import type { NavSection } from '@/components/console/shell/navigation';
import { paths } from '@/lib/console/paths';

/** The side navigation: every page that is reached without naming a thing. e2e/pages.spec.ts walks it. */
export const navigation: readonly NavSection[] = [
  {
    title: 'Access management',
    items: [
      { label: 'Dashboard', href: paths.iamDashboard },
      { label: 'User groups', href: paths.groups },
      { label: 'Users', href: paths.users },
      { label: 'Roles', href: paths.roles },
      { label: 'Policies', href: paths.policies },
      { label: 'Identity providers', href: paths.identityProviders },
      { label: 'Security credentials', href: paths.securityCredentials },
      { label: 'Account settings', href: paths.accountSettings },
      { label: 'Root access management', href: paths.rootAccess },
      { label: 'Credential report', href: paths.credentialReport },
      { label: 'Snapshots', href: paths.snapshots },
    ],
  },
  {
    title: 'Understand',
    items: [
      { label: 'Effective permissions', href: paths.access() },
      { label: 'Who can…', href: paths.whoCan() },
      { label: 'Escalation paths', href: paths.escalation },
      { label: 'Policy simulator', href: paths.simulator() },
      { label: 'Event history', href: paths.events() },
      { label: 'Access troubleshooter', href: paths.troubleshooter() },
      { label: 'API coverage', href: paths.apiCoverage },
    ],
  },
  {
    title: 'Organization',
    items: [
      { label: 'AWS accounts', href: paths.accounts },
      { label: 'Policies', href: paths.organizationPolicies },
      { label: 'Invitations', href: paths.invitations },
      { label: 'Settings', href: paths.organizationSettings },
    ],
  },
];
