import { paths } from '@/lib/console/paths';
import type { ScenarioSummary } from '@/lib/scenario/catalogue-operations';

type Topic = ScenarioSummary['Topics'][number];
type Place = { label: string; href: string };

/** A topic of the course: its learning goal, the pages that show it, and the exercises that test it. */
export type CourseTopic = {
  code: Topic;
  title: string;
  understood: string;
  pages: readonly Place[];
  exercises: readonly Place[];
};

/** The course on cloud security, in the order in which it is taught. */
export const COURSE: readonly CourseTopic[] = [
  {
    code: 'SRM',
    title: 'Shared responsibility',
    understood:
      'The provider is responsible for security of the cloud: buildings, machines and the network between them. The customer is responsible for security in the cloud: data, identities and settings. The line between them depends on the service.',
    pages: [
      { label: 'Shared responsibility', href: paths.responsibility() },
      { label: "This account's part", href: paths.posture() },
    ],
    exercises: [
      { label: 'Sort 30 controls', href: paths.responsibilityExercise() },
      { label: 'Printable worksheet', href: paths.responsibilityWorksheet },
    ],
  },
  {
    code: 'ROOT',
    title: 'The root user',
    understood:
      'Every account starts with a root user that no IAM policy of the account restricts. Use it to create the first administrator, give it MFA and no access keys, and after that use it only for tasks that require it.',
    pages: [
      { label: 'Secure this account', href: paths.secureAccount },
      { label: 'Security credentials', href: paths.securityCredentials },
    ],
    exercises: [],
  },
  {
    code: 'USERS',
    title: 'Users and groups',
    understood:
      'Create one user for each person, so that the event history shows who made each call. A new user has no permissions. Grant permissions to groups by job function, and add people to groups or remove them.',
    pages: [
      { label: 'Users', href: paths.users },
      { label: 'User groups', href: paths.groups },
    ],
    exercises: [],
  },
  {
    code: 'POL',
    title: 'Policies',
    understood:
      'A policy states who can do what on which resource, under which conditions. Access that no policy allows is denied. An explicit deny overrides every allow, in whichever policy it is.',
    pages: [
      { label: 'Policies', href: paths.policies },
      { label: 'Why a call is allowed or denied', href: paths.ask() },
    ],
    exercises: [{ label: 'Policy simulator', href: paths.simulator() }],
  },
  {
    code: 'LEAST',
    title: 'Least privilege',
    understood:
      'Everybody gets what the work needs and no more. The history shows which permissions are needed. A permission that can be used to get others counts as all of them.',
    pages: [
      { label: 'Unused access', href: paths.unusedAccess },
      { label: 'A policy from activity', href: paths.fromActivity() },
      { label: 'Privilege escalation', href: paths.escalation },
    ],
    exercises: [],
  },
  {
    code: 'ROLE',
    title: 'Roles',
    understood:
      'A role has permissions and no password. A trusted principal assumes it for a limited time. Programs, other accounts and external users get roles instead of access keys.',
    pages: [
      { label: 'Roles', href: paths.roles },
      { label: 'Who can do something', href: paths.whoCan() },
    ],
    exercises: [],
  },
  {
    code: 'MFA',
    title: 'Multi-factor authentication',
    understood:
      "A password can be guessed or read. A second factor must be in the user's possession. Policies can require MFA, but requests signed with long-term access keys carry no information about it.",
    pages: [{ label: 'Your MFA devices', href: paths.ownMfa }],
    exercises: [],
  },
  {
    code: 'ORG',
    title: 'Organizations',
    understood:
      'An organization manages many accounts together. Each account isolates its resources. Organizational units group accounts by purpose, so that one policy or budget covers many of them.',
    pages: [
      { label: 'AWS accounts', href: paths.accounts },
      { label: 'Invitations', href: paths.invitations },
    ],
    exercises: [],
  },
  {
    code: 'SSO',
    title: 'IAM Identity Center',
    understood:
      'People of an organization sign in once and choose an account and a permission set. No account needs a user for them. Assign permission sets to groups: people who join a group or leave it gain or lose its access in every account.',
    pages: [
      { label: 'IAM Identity Center', href: paths.identityCenter },
      { label: 'Permission sets', href: paths.permissionSets },
      { label: 'Effective access', href: paths.effectiveAccess },
    ],
    exercises: [],
  },
  {
    code: 'SCP',
    title: 'Service control policies',
    understood:
      'A service control policy sets the maximum permissions of an account, including its root user. It grants nothing. It applies to all accounts below the point where it is attached, except the management account.',
    pages: [
      { label: 'Organization policies', href: paths.organizationPolicies },
      { label: 'Compare two principals', href: paths.compare() },
    ],
    exercises: [{ label: 'Show in class: an explicit deny beats AdministratorAccess', href: paths.present() }],
  },
  {
    code: 'BILL',
    title: 'One bill for many accounts',
    understood:
      'The management account pays for all accounts. AWS adds up their usage before it applies prices, so that together they reach volume discounts that no account reaches alone.',
    pages: [
      { label: 'Consolidated billing savings', href: paths.savings() },
      { label: 'Bills', href: paths.bills() },
    ],
    exercises: [{ label: 'What if', href: paths.whatIf() }],
  },
];

export const topicTitle = (code: Topic) => COURSE.find((topic) => topic.code === code)?.title ?? code;

const LEVELS = ['', 'first steps', 'easy', 'medium', 'hard', 'expert'];

/** Returns the level of a scenario in words. */
export const levelText = (level: number) => LEVELS[level] ?? '';
