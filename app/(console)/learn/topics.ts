import { paths } from '@/lib/console/paths';
import type { ScenarioSummary } from '@/lib/scenario/catalogue-operations';

type Topic = ScenarioSummary['Topics'][number];
type Place = { label: string; href: string };

/** A topic of the course: what to have understood at its end, where to see it, and by what to find out whether it was understood. */
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
      'The provider sees to the security of the cloud: buildings, machines, the network between them. The customer sees to security in the cloud: data, identities, settings. How far each goes depends on the service.',
    pages: [
      { label: 'Shared responsibility', href: paths.responsibility() },
      { label: 'How this account does its part', href: paths.posture() },
    ],
    exercises: [
      { label: 'Sort 30 controls', href: paths.responsibilityExercise() },
      { label: 'Worksheet to print', href: paths.responsibilityWorksheet },
    ],
  },
  {
    code: 'ROOT',
    title: 'The root user',
    understood:
      'Every account begins with a root user, whom no policy of the account limits. It makes the first administrator, gets a second factor, has no access keys, and is then used only for what nobody else can do.',
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
      'One user for each person, so that the history says who it was. A new user may do nothing. Permissions are given to groups, by job, and people come and go in them.',
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
      'A policy says who may do what to which thing, and when. What nothing allows is denied; an explicit deny beats every allow, wherever each of them stands.',
    pages: [
      { label: 'Policies', href: paths.policies },
      { label: 'Why a call is allowed or denied', href: paths.access() },
    ],
    exercises: [{ label: 'Policy simulator', href: paths.simulator() }],
  },
  {
    code: 'LEAST',
    title: 'Least privilege',
    understood:
      'Everybody gets what the work needs and no more. What is needed shows in what is used; what can be used to get more counts as more.',
    pages: [
      { label: 'Unused permissions', href: paths.unusedPermissions },
      { label: 'A policy from activity', href: paths.fromActivity() },
      { label: 'Ways to more permissions', href: paths.escalation },
    ],
    exercises: [],
  },
  {
    code: 'ROLE',
    title: 'Roles',
    understood:
      'A role has permissions and no password: who is trusted takes it for a while and gives it back. Programs, other accounts and people from elsewhere get roles instead of keys.',
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
      'A password can be guessed or read; a second factor has to be held. Policies can ask for it, and must mind that access keys say nothing about it.',
    pages: [{ label: 'One’s own second factor', href: paths.ownMfa }],
    exercises: [],
  },
  {
    code: 'ORG',
    title: 'Organizations',
    understood:
      'Many accounts in one place: each a wall around what runs in it, sorted into organizational units by what they have in common, so that rules and budgets are said once.',
    pages: [
      { label: 'AWS accounts', href: paths.accounts },
      { label: 'Invitations', href: paths.invitations },
    ],
    exercises: [],
  },
  {
    code: 'SCP',
    title: 'Service control policies',
    understood:
      'A service control policy is the most that anybody in an account can have, the root user too. It gives nothing. It binds every account below where it is attached, but not the management account.',
    pages: [
      { label: 'Policies of the organization', href: paths.organizationPolicies },
      { label: 'Compare two principals', href: paths.compare() },
    ],
    exercises: [{ label: 'Show the room: an explicit deny beats AdministratorAccess', href: paths.present() }],
  },
  {
    code: 'BILL',
    title: 'One bill for many accounts',
    understood:
      'The management account pays for all. Usage of all accounts is added up before it is priced, so that together they reach discounts that none of them reaches alone.',
    pages: [
      { label: 'Savings of the one bill', href: paths.savings() },
      { label: 'Bills', href: paths.bills() },
    ],
    exercises: [{ label: 'What if', href: paths.whatIf() }],
  },
];

export const topicTitle = (code: Topic) => COURSE.find((topic) => topic.code === code)?.title ?? code;

const LEVELS = ['', 'first steps', 'easy', 'medium', 'hard', 'expert'];

/** How hard a scenario is, in words. */
export const levelText = (level: number) => LEVELS[level] ?? '';
