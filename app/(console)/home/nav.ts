import type { NavArea } from '@/components/console/shell/navigation';
import { paths } from '@/lib/console/paths';

/** The area of the signed-in user: Home and credentials. */
export const homeArea: NavArea = {
  id: 'home',
  label: 'Home',
  href: paths.home,
  sections: [
    {
      title: 'Your account',
      items: [
        { label: 'Home', href: paths.home },
        { label: 'Security credentials', href: paths.securityCredentials, words: 'mfa access keys password own my' },
      ],
    },
  ],
};
