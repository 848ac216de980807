'use client';

import { paths } from '@/lib/console/paths';
import { buyDialog } from '../../_components/advances/buy-dialog';
import { planOffers } from '../../_components/advances/offers';
import { putSavingsPlan } from '../../actions';
import { newPlan, PlanFields, planOf } from './plan-fields';

/** Purchases a Savings Plan at list rates. */
export const BuyPlanDialog = buyDialog({
  title: 'Purchase Savings Plan',
  many: 'Savings Plans',
  done: 'The Savings Plan was purchased.',
  action: putSavingsPlan,
  offersOf: planOffers,
  fresh: newPlan,
  purchaseOf: planOf,
  Fields: PlanFields,
  hrefOf: (id, month) => paths.savingsPlan(id, { month }),
});
