import type { NavArea } from '@/components/console/shell/navigation';
import { paths } from '@/lib/console/paths';

/** What the accounts use, and what that costs. */
export const billingArea: NavArea = {
  id: 'billing',
  label: 'Billing',
  href: paths.bills(),
  sections: [
    {
      items: [
        {
          label: 'Bills',
          href: paths.bills(),
          words: 'invoice month charges cost consolidated by service by account print issue',
        },
        {
          label: 'Savings',
          href: paths.savings(),
          words: 'consolidated volume discount tiers blended unblended together alone',
        },
      ],
    },
  ],
};
