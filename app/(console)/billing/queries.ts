import { infiniteQueryOptions } from '@tanstack/react-query';
import type { ReservationAnswer, SavingsPlanAnswer } from '@/lib/billing/benefit/operations';
import type { CreditAnswer } from '@/lib/billing/bill/credit-operations';
import type { BillAnswer } from '@/lib/billing/bill/operations';
import type { CostAnomalyAnswer } from '@/lib/billing/cost-explorer/anomaly-operations';
import type { AdvanceSharesAnswer, AdvanceUseAnswer } from '@/lib/billing/cost-explorer/use-operations';
import { consoleQuery, fetchRead } from '@/lib/console/query';
import type { Json } from '@/lib/console/result';

export type Bill = Json<BillAnswer>;
export type CostAnomaly = Json<CostAnomalyAnswer>;

/** One bill: of a month, by the account that pays it, and of one account on it; without a month the one that bills are at. */
export type BillAsked = { Month?: string | undefined; PayerId?: string | undefined; AccountId?: string | undefined };

export const billQuery = ({ Month, PayerId, AccountId }: BillAsked) =>
  consoleQuery('console', 'GetBill', { ...(Month && { Month }), ...(PayerId && { PayerId }), ...(AccountId && { AccountId }) });
/** What roots, OUs and accounts cost in a month; without one in that which bills are at. */
export const costsInTreeQuery = (NodeIds: readonly string[], Month?: string) =>
  consoleQuery('console', 'GetCostsInTree', { NodeIds: [...NodeIds], ...(Month && { Month }) });
/** What billing begins with: half a year by what bills say without their lines. */
export const billingHomeQuery = () => consoleQuery('console', 'GetBillingHome', {});
/** This month against the last, and what it is expected to come to. */
export const costsToDateQuery = () => consoleQuery('console', 'GetCostsToDate', {});
/** When costs stood out in the last ninety days: of all accounts that the reader's account pays for, of a member itself. */
export const costAnomaliesQuery = () => consoleQuery('console', 'ListCostAnomalies', {});
/** The month that bills are at, in a line. */
export const latestBillQuery = () => consoleQuery('console', 'ListBills', { MaxResults: 1 });
export const billsQuery = () => consoleQuery('console', 'ListBills', { MaxResults: 36 });
/** A price list: that of a month, a version, or one that comes with Gatehouse; by default what holds now. */
export type PriceListAsked = { Month?: string; Number?: number; Preset?: 'documentation' | 'current' };

export const priceListQuery = (asked: PriceListAsked = {}) => consoleQuery('console', 'GetPriceList', asked);
export const priceListVersionsQuery = () => consoleQuery('console', 'ListPriceListVersions', {});
/** The accounts of the organization that joined first, for those who may read them: as many as one call answers with. */
export const accountsQuery = () => consoleQuery('console', 'ListAccountOverviews', { Sort: 'joined', PageSize: 100 });

/** The accounts of a bill, page after page. */
export const billAccountsQuery = (Month: string) =>
  infiniteQueryOptions({
    queryKey: ['console', 'ListBillAccounts', { Month }],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      fetchRead('console', 'ListBillAccounts', { Month, MaxResults: 100, NextToken: pageParam }, signal),
    getNextPageParam: (last) => (last.ok ? last.data.NextToken : undefined),
  });

type LinesAsked = BillAsked & { Service?: string | undefined };

/** The lines that a bill's amounts are made of, page after page. */
export const billLinesQuery = (asked: LinesAsked) =>
  infiniteQueryOptions({
    queryKey: ['console', 'ListBillLines', asked],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      fetchRead('console', 'ListBillLines', { ...asked, MaxResults: 100, NextToken: pageParam }, signal),
    getNextPageParam: (last) => (last.ok ? last.data.NextToken : undefined),
  });

/** A part of a bill's lines as CSV, for a file. */
export const fetchBillCsv = (asked: BillAsked & { NextToken?: string | undefined }) =>
  fetchRead('console', 'ExportBill', asked, AbortSignal.timeout(60_000));

/** The accounts that the reader's account pays for now, itself first: whom preferences and changes of a bill name. */
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

/** How far what was bought in advance was used in a month, or in that which bills are at; `Ids`: those that are shown each by itself. */
export const advanceUseQuery = (Kind: AdvanceKind, Month: string | undefined, Ids: readonly string[] = []) =>
  consoleQuery('console', 'GetAdvanceUse', { Kind, ...(Month && { Month }), Ids: [...Ids] });

/** Whose usage one of it was used for. */
export const advanceSharesQuery = (Id: string, Month: string | undefined) =>
  consoleQuery('console', 'GetAdvanceShares', { Id, ...(Month && { Month }) });
