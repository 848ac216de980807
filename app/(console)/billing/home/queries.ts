import type { BillingHomeAnswer } from '@/lib/billing/bill/home-operations';
import type { CostsToDate } from '@/lib/billing/cost-explorer/to-date-operations';
import type { Json } from '@/lib/console/result';

export type BillingHome = Json<BillingHomeAnswer>;
export type ToDate = Json<CostsToDate>;
