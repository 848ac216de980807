import type { NavArea } from '@/components/console/shell/navigation';
import { paths } from '@/lib/console/paths';

/** The Billing area. */
export const billingArea: NavArea = {
  id: 'billing',
  label: 'Billing',
  href: paths.billingHome(),
  sections: [
    {
      items: [
        {
          label: 'Billing home',
          href: paths.billingHome(),
          words: 'dashboard cost summary forecast month to date breakdown free tier trends monitor questions',
        },
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
        {
          label: 'Cost Explorer',
          href: paths.costExplorer(),
          words: 'analyze chart group by filter tag service account daily monthly forecast expected reports trend',
        },
        {
          label: 'Cost anomalies',
          href: paths.costAnomalies(),
          words: 'anomaly detection unusual spend spike leaked key what happened',
        },
        {
          label: 'Budgets',
          href: paths.budgets,
          words: 'limit alert threshold forecast notification action scp ou department spending cap',
          items: [{ label: 'Outbox', href: paths.outbox(), words: 'messages mail alerts budgets notifications sent' }],
        },
        {
          label: 'Reservations',
          href: paths.reservations(),
          words: 'reserved instances ri buy upfront utilization coverage commitment unused hours sharing',
        },
        {
          label: 'Savings Plans',
          href: paths.savingsPlans(),
          words: 'commitment compute ec2 instance hourly utilization coverage buy upfront',
        },
        {
          label: 'Credits',
          href: paths.credits,
          words: 'promotional credit redeem remaining expiry applicable services order',
        },
        {
          label: 'Cost categories',
          href: paths.costCategories,
          words:
            'allocation departments cost centers teams rules organizational units shared costs split charges showback chargeback',
        },
        {
          label: 'Cost allocation tags',
          href: paths.costAllocationTags(),
          words: 'allocation activate deactivate tag keys coverage untagged unallocated',
        },
        {
          label: 'Usage',
          href: paths.usage,
          words: 'generate import cost and usage report cur focus csv enter batches take back',
        },
        {
          label: 'What if',
          href: paths.whatIf(),
          words: 'estimate preview simulate account joins leaves usage doubles reservation savings plan before after',
        },
        {
          label: 'Price list',
          href: paths.priceList(),
          words: 'prices rates tiers presets current documentation examples',
        },
        {
          label: 'Billing preferences',
          href: paths.billingPreferences,
          words: 'discount sharing credit sharing groups prioritized restricted tax support month end history class date',
        },
      ],
    },
  ],
};
