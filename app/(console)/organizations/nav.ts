import type { NavArea } from '@/components/console/shell/navigation';
import { paths } from '@/lib/console/paths';

/** The area of accounts and organization policies. */
export const organizationsArea: NavArea = {
  id: 'organizations',
  label: 'Organizations',
  href: paths.accounts,
  sections: [
    {
      title: 'Organization',
      items: [
        {
          label: 'AWS accounts',
          href: paths.accounts,
          also: ['/organizations/effective-policies'],
          words: 'members tree organizational units ou effective policies',
        },
        { label: 'Organization diagram', href: paths.organizationDiagram, words: 'picture chart print svg export tree' },
        {
          label: 'Policies',
          href: paths.organizationPolicies,
          words: 'scp rcp guardrails service control declarative tag backup ai',
        },
        { label: 'Tag compliance', href: paths.tagCompliance, words: 'tag policies report noncompliant' },
        { label: 'Invitations', href: paths.invitations },
        { label: 'Billing transfers', href: paths.billingTransfers, words: 'pay bill inbound outbound responsibility reseller' },
        { label: 'Services', href: paths.organizationServices, words: 'trusted access delegated administrators' },
        { label: 'Delegation policy', href: paths.delegationPolicy, words: 'resource-based policy delegated administrator' },
        { label: 'Settings', href: paths.organizationSettings },
      ],
    },
    {
      title: 'IAM Identity Center',
      items: [
        {
          label: 'Dashboard',
          href: paths.identityCenter,
          words: 'iam identity center sso single sign-on access portal enable workforce',
        },
        { label: 'Users', href: paths.storeUsers, words: 'identity center people workforce directory' },
        { label: 'Groups', href: paths.storeGroups, words: 'identity center teams directory' },
        { label: 'Account access', href: paths.assignments, words: 'assignments who reaches account sso' },
        {
          label: 'Effective access',
          href: paths.effectiveAccess,
          words: 'matrix people accounts who reaches through group sso identity center',
        },
        { label: 'Permission sets', href: paths.permissionSets, words: 'roles sso provisioning' },
        { label: 'Applications', href: paths.applications, words: 'identity center saml oauth customer managed portal' },
        {
          label: 'Migrate IAM users',
          href: paths.migrateUsers(),
          words: 'migration iam users to identity center people equal access old keys proof',
        },
        {
          label: 'Settings',
          href: paths.identityCenterSettings,
          words: 'identity center instance arn store id region delete delegated',
        },
      ],
    },
  ],
};
