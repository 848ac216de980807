import type { NavArea } from '@/components/console/shell/navigation';
import { paths } from '@/lib/console/paths';

/** The area of identities and permissions, in the order of the AWS console. */
export const iamArea: NavArea = {
  id: 'iam',
  label: 'IAM',
  href: paths.iamDashboard,
  sections: [
    {
      items: [
        { label: 'Dashboard', href: paths.iamDashboard },
        { label: 'Secure this account', href: paths.secureAccount, words: 'root user first steps mfa administrator' },
      ],
    },
    {
      title: 'Access management',
      items: [
        { label: 'User groups', href: paths.groups },
        { label: 'Users', href: paths.users },
        { label: 'Roles', href: paths.roles },
        { label: 'Policies', href: paths.policies },
        { label: 'Identity providers', href: paths.identityProviders, words: 'saml oidc federation openid sso' },
        { label: 'Server certificates', href: paths.serverCertificates, words: 'tls ssl https' },
        { label: 'Hardware tokens', href: paths.hardwareTokens, words: 'mfa totp second factor seed' },
        {
          label: 'Account settings',
          href: paths.iamAccountSettings,
          words: 'password policy rules length expiry reuse outbound federation issuer tokens jwt',
        },
        {
          label: 'Temporary delegation requests',
          href: paths.delegationRequests,
          words: 'partner product provider temporary access approve reject',
        },
        { label: 'Root access management', href: paths.rootAccess, words: 'root user members' },
        { label: 'Restore access', href: paths.restoreAccess, words: 'locked out lockout permissions root' },
      ],
    },
    { title: 'Access reports', items: [{ label: 'Credential report', href: paths.credentialReport }] },
  ],
};
