import { paths } from '@/lib/console/paths';

type Asked = { next?: string; session?: 'new'; account?: string };

/** The pages on which users and the root user sign in. `next`: where both lead afterwards; `account`: whose root user. */
export const signInTabs = ({ next, session, account }: Asked) => [
  { label: 'IAM user', href: paths.signIn(next, session) },
  { label: 'Root user', href: paths.signInRoot({ next, session, account }) },
];
