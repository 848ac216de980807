'use server';

import { DeleteBenefit, PutCredit, PutReservation, PutSavingsPlan } from '@/lib/billing/benefit/operations';
import { IssueBill } from '@/lib/billing/bill/issue/operations';
import { PreviewBill } from '@/lib/billing/bill/preview/operations';
import { PutPriceList } from '@/lib/billing/price-list/operations';
import * as examples from '@/lib/console/recipes/billing-example';
import { consoleAction, consoleRecipe } from '@/lib/console/run-console';

export const issueBill = consoleAction(IssueBill);
export const previewBill = consoleAction(PreviewBill);
export const putPriceList = consoleAction(PutPriceList);
export const loadBillingExample = consoleRecipe(examples.loadBillingExample);
export const putReservation = consoleAction(PutReservation);
export const putSavingsPlan = consoleAction(PutSavingsPlan);
export const putCredit = consoleAction(PutCredit);
export const deleteBenefit = consoleAction(DeleteBenefit);
