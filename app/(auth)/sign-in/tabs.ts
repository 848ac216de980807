import { paths } from '@/lib/console/paths';

/** The pages on which users and the root user sign in. @param next where both lead afterwards */
export const signInTabs = (next: string | undefined, session: 'new' | undefined) => [
  { label: 'IAM user', href: paths.signIn(next, session) },
  { label: 'Root user', href: paths.signInRoot(next, session) },
];
