'use server';

import { IssueBill } from '@/lib/billing/bill/issue-operations';
import { PutPriceList } from '@/lib/billing/price-list/operations';
import * as examples from '@/lib/console/recipes/billing-example';
import { consoleAction, consoleRecipe } from '@/lib/console/run-console';

export const issueBill = consoleAction(IssueBill);
export const putPriceList = consoleAction(PutPriceList);
export const loadBillingExample = consoleRecipe(examples.loadBillingExample);
