import type { ReservationAnswer, SavingsPlanAnswer } from '@/lib/billing/benefit/operations';
import type { CreditAnswer } from '@/lib/billing/bill/credit-operations';
import type { BillAnswer } from '@/lib/billing/bill/operations';
import type { CostAnomalyAnswer } from '@/lib/billing/cost-explorer/anomalies/operations';
import type { AdvanceSharesAnswer, AdvanceUseAnswer } from '@/lib/billing/cost-explorer/commitments/use-operations';
import { consoleQuery, fetchRead, pagedQuery } from '@/lib/console/query';
import type { Json } from '@/lib/console/result';

export type Bill = Json<BillAnswer>;
export type CostAnomaly = Json<CostAnomalyAnswer>;

/** One bill: by month, paying account and account. Default month: the current billing month. */
export type BillAsked = { Month?: string | undefined; PayerId?: string | undefined; AccountId?: string | undefined };

export const billQuery = ({ Month, PayerId, AccountId }: BillAsked) =>
  consoleQuery('console', 'GetBill', { ...(Month && { Month }), ...(PayerId && { PayerId }), ...(AccountId && { AccountId }) });
/** Reads the costs of roots, OUs and accounts in a month. Default: the current billing month. */
export const costsInTreeQuery = (NodeIds: readonly string[], Month?: string) =>
  consoleQuery('console', 'GetCostsInTree', { NodeIds: [...NodeIds], ...(Month && { Month }) });
/** Reads six months of totals for Billing home. */
export const billingHomeQuery = () => consoleQuery('console', 'GetBillingHome', {});
/** Reads the month to date, compared with last month, and the forecast. */
export const costsToDateQuery = () => consoleQuery('console', 'GetCostsToDate', {});
/** Reads anomalies of the last 90 days, of all accounts on the bill or of a member itself. */
export const costAnomaliesQuery = () => consoleQuery('console', 'ListCostAnomalies', {});
/** Reads the current month's total. */
export const latestBillQuery = () => consoleQuery('console', 'ListBills', { MaxResults: 1 });
export const billsQuery = () => consoleQuery('console', 'ListBills', { MaxResults: 36 });
/** A price list: by month, version or included list. Default: the current one. */
export type PriceListAsked = { Month?: string; Number?: number; Preset?: 'documentation' | 'current' };

export const priceListQuery = (asked: PriceListAsked = {}) => consoleQuery('console', 'GetPriceList', asked);
export const priceListVersionsQuery = () => consoleQuery('console', 'ListPriceListVersions', {});
/** Reads the first accounts of the organization, as many as one response has. Requires permission. */
export const accountsQuery = () => consoleQuery('console', 'ListAccountOverviews', { Sort: 'joined', PageSize: 100 });

/** Reads the accounts of a bill, page by page. */
export const billAccountsQuery = (Month: string) => pagedQuery('console', 'ListBillAccounts', { Month }, 100);

type LinesAsked = BillAsked & { Service?: string | undefined };

/** Reads the lines of a bill, page by page. */
export const billLinesQuery = (asked: LinesAsked) => pagedQuery('console', 'ListBillLines', asked, 100);

/** Reads a part of a bill's lines as CSV. */
export const fetchBillCsv = (asked: BillAsked & { NextToken?: string | undefined }) =>
  fetchRead('console', 'ExportBill', asked, AbortSignal.timeout(60_000));

/** Reads the accounts that the reader's account pays for, itself first. */
export const billedAccountsQuery = () => consoleQuery('console', 'ListBilledAccounts', {});
export type Reservation = Json<ReservationAnswer>;
export type SavingsPlan = Json<SavingsPlanAnswer>;
export type Credit = Json<CreditAnswer>;
export type AdvanceUse = Json<AdvanceUseAnswer>;
export type AdvanceShares = Json<AdvanceSharesAnswer>;
export type AdvanceKind = 'reservations' | 'savingsPlans';

export const reservationsQuery = () => consoleQuery('console', 'ListReservations', {});
export const savingsPlansQuery = () => consoleQuery('console', 'ListSavingsPlans', {});
export const creditsQuery = () => consoleQuery('console', 'ListCredits', {});
export const creditUseQuery = (Id: string) => consoleQuery('console', 'GetCreditUse', { Id });

/** Reads the use of purchases in a month. Default: the current billing month. `Ids` selects individual results. */
export const advanceUseQuery = (Kind: AdvanceKind, Month: string | undefined, Ids: readonly string[] = []) =>
  consoleQuery('console', 'GetAdvanceUse', { Kind, ...(Month && { Month }), Ids: [...Ids] });

/** Reads the accounts that a purchase covered. */
export const advanceSharesQuery = (Id: string, Month: string | undefined) =>
  consoleQuery('console', 'GetAdvanceShares', { Id, ...(Month && { Month }) });
