import type { NavArea, NavItem } from '@/components/console/shell/navigation';
import { paths } from '@/lib/console/paths';
import { accessArea } from './access/nav';
import { billingArea } from './billing/nav';
import { homeArea } from './home/nav';
import { iamArea } from './iam/nav';
import { learnArea } from './learn/nav';
import { organizationsArea } from './organizations/nav';
import { resourcesArea } from './resources/nav';
import { securityArea } from './security/nav';
import { settingsArea } from './settings/nav';

/** The areas of the top bar. */
export const areas: readonly NavArea[] = [
  homeArea,
  iamArea,
  organizationsArea,
  accessArea,
  securityArea,
  billingArea,
  resourcesArea,
  learnArea,
];

/** The areas of all pages without a parameter, which tests visit. */
export const everyArea: readonly NavArea[] = [...areas, settingsArea];

/** Actions that the search offers everywhere. */
export const quickActions: readonly NavItem[] = [
  { label: 'Create user', href: paths.createUser, words: 'add new person' },
  {
    label: 'Create users from a list',
    href: paths.createUsersFromList,
    words: 'bulk many csv paste import onboard add new people class',
  },
  { label: 'Add users to groups from a list', href: paths.addMembersFromList(), words: 'bulk many csv paste members' },
  { label: 'Tag users from a list', href: paths.tagUsersFromList, words: 'bulk many csv paste tags' },
  { label: 'Create accounts from a list', href: paths.createAccountsFromList, words: 'bulk many csv paste members organization' },
  {
    label: 'Add Identity Center users from a CSV file',
    href: paths.createStoreUsersFromList,
    words: 'bulk many csv paste import onboard people sso workforce',
  },
  { label: 'Create user group', href: paths.createGroup, words: 'add new team' },
  { label: 'Create role', href: paths.createRole, words: 'add new' },
  { label: 'Create policy', href: paths.createPolicy, words: 'add new managed permissions' },
  { label: 'Create access key', href: paths.createOwnAccessKey, words: 'add new secret credentials cli programmatic' },
  { label: 'Add AWS account', href: paths.createAccount, words: 'create invite new member organization' },
  { label: 'Create S3 bucket', href: paths.createResource('buckets'), words: 'add new storage' },
  { label: 'Launch EC2 instance', href: paths.createResource('instances'), words: 'add new create server' },
  { label: 'Compare two principals', href: paths.compare(), words: 'two principals users roles difference side by side' },
  { label: 'Open the shell on its own page', href: paths.shell, words: 'terminal cloudshell command line cli console bash' },
  { label: 'Change password', href: paths.changePassword, words: 'own my new' },
  { label: 'Switch role', href: paths.switchRole(), words: 'assume account' },
];

/** Search topics in common words, linked to the findings about them. */
export const topics: readonly NavItem[] = [
  {
    label: 'Public and external access',
    href: paths.posture({ filter: 'public' }),
    words: 'open internet world everyone anonymous exposed outside shared buckets queues topics cross-account strangers',
  },
  {
    label: 'Administrators',
    href: paths.posture({ filter: 'administrator' }),
    words: 'admin admins full access superuser power users too many everything',
  },
  {
    label: 'Users without MFA',
    href: paths.posture({ filter: 'MFA' }),
    words: 'second factor 2fa two multi-factor multifactor authentication authenticator missing enable require',
  },
  {
    label: 'Old and unused access keys',
    href: paths.posture({ filter: 'access key' }),
    words: 'age rotate rotation expired stale days long-lived credentials key leaked',
  },
  {
    label: 'Unused users, roles and credentials',
    href: paths.posture({ filter: 'unused' }),
    words: 'inactive stale never used dormant last activity clean up cleanup idle old accounts',
  },
  {
    label: 'Use of the root user',
    href: paths.posture({ filter: 'root' }),
    words: 'signed in root account everyday tasks',
  },
  {
    label: 'Roles that external principals can assume',
    href: paths.posture({ filter: 'trust' }),
    words: 'trust policy anyone third party external id confused deputy vendor',
  },
];
