import { paths } from '@/lib/console/paths';

type Asked = { next?: string; session?: 'new'; account?: string };

/** The sign-in pages of users and the root user. `next` is the page after sign-in, `account` the account of the root user. */
export const signInTabs = ({ next, session, account }: Asked) => [
  { label: 'IAM user', href: paths.signIn(next, session) },
  { label: 'Root user', href: paths.signInRoot({ next, session, account }) },
];
