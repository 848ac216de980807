/** Money in billionths of a dollar (1e-9 USD). Every amount of a bill is a whole number of these. */
export type NanoUsd = bigint;

/** A quantity in billionths of the price list's unit (1e-9 GB, 1e-9 hours, 1e-9 requests). */
export type NanoUnits = bigint;

/** A rate in trillionths of a dollar (1e-12 USD) per unit; for tax and support, per dollar. */
export type PicoUsd = bigint;

/** A rate up to a quantity, counted from the beginning of the month. `null`: no bound. */
export type Tier = { readonly upTo: NanoUnits | null; readonly rate: PicoUsd };

/**
 * The distribution of tiers to accounts. AWS says only that members get the discount in proportion to usage.
 * - `PROPORTIONAL`: every tier is split by usage, so unblended and blended costs are equal.
 * - `SEQUENTIAL`: accounts fill the tiers in order of joining.
 * - A fixture gives a row for each account with usage, in order of joining, with its part of each tier. It applies only to the
 *   usage that it adds up to; other usage is split proportionally.
 */
export type Allocation = 'PROPORTIONAL' | 'SEQUENTIAL' | { readonly fixture: readonly (readonly NanoUnits[])[] };

/**
 * The price of a usage type in one Region, or in all together (`region: null`). With `operation`, it applies only to that
 * operation, such as instances with Windows. Usage takes the most specific price.
 */
export type Price = {
  readonly service: string;
  readonly usageType: string;
  readonly region: string | null;
  readonly operation?: string;
  /** The unit on the bill: `GB-Mo`, `Hrs`, `Requests`. */
  readonly unit: string;
  readonly description: string;
  /** The tiers by rising bounds. The last has no end, whatever its bound. */
  readonly tiers: readonly Tier[];
  /** The monthly free quantity for the whole organization. The tiers begin after it. */
  readonly free: NanoUnits;
  /** Prices with the same name share one free amount, which all of them must state equally. */
  readonly freeScope?: string;
  /** The period of the blended rate: a month, or for instances each hour. Default: a month. */
  readonly blend?: 'month' | 'hour';
  /** The default is the bill's allocation. */
  readonly allocation?: Allocation;
  /** The GB per TB that displays of this price use. Nothing is computed from it. */
  readonly gbPerTb?: 1000 | 1024;
};

/** The prices in force together. `gbPerTb` is the list's GB per TB; AWS's own pages differ. */
export type PriceList = {
  readonly name: string;
  readonly currency: 'USD';
  /** The date from which it applies, `2026-11-01`. */
  readonly effective: string;
  readonly gbPerTb: 1000 | 1024;
  readonly prices: readonly Price[];
};

/** An account's usage of a dimension, evenly over `hours` from `hour` on. */
export type Usage = {
  readonly accountId: string;
  readonly service: string;
  readonly usageType: string;
  readonly region: string;
  /** The id of the Availability Zone (`use1-az1`), because names differ between accounts. */
  readonly zone?: string;
  readonly operation: string;
  readonly resourceId?: string;
  /** The hour since 1970 in UTC. */
  readonly hour: number;
  /** At least one. */
  readonly hours: number;
  readonly quantity: NanoUnits;
  readonly tags?: Readonly<Record<string, string>>;
  /** The amount that is given back, above zero. Such a record has no quantity, and may have neither usage type nor Region. */
  readonly refund?: NanoUsd;
};

/**
 * A period in which an account is on this bill, in milliseconds since 1970; an account can have several. Other usage is not on
 * the bill. From `closed` on nothing is used, and its reservations cost as before but no longer help others.
 */
export type Membership = {
  readonly accountId: string;
  readonly from: number;
  readonly until: number | null;
  readonly closed?: number | null;
};

/** A reservation. Times are in milliseconds since 1970 and count in whole hours. */
export type Reservation = {
  readonly id: string;
  readonly accountId: string;
  readonly service: string;
  /** The reserved usage type: `BoxUsage:t3.small`. */
  readonly usageType: string;
  readonly region: string;
  /** The operation, which contains platform and other attributes; `null` matches any. */
  readonly operation: string | null;
  /** The id of the Availability Zone of a zonal reservation, which matches exactly this size there. `null`: the whole Region. */
  readonly zone: string | null;
  /** True if a regional reservation covers other sizes of its family, by normalization factors. */
  readonly sizeFlexible: boolean;
  readonly count: number;
  readonly from: number;
  readonly until: number;
  /** The upfront cost of all units, billed on the day of purchase. */
  readonly upfront: NanoUsd;
  /** The cost of each unit and hour, used or not; or of all units per month. */
  readonly recurring: { readonly every: 'hour'; readonly rate: PicoUsd } | { readonly every: 'month'; readonly fee: NanoUsd };
};

/** The rate of a dimension under a Savings Plan. */
export type PlanRate = {
  readonly service: string;
  readonly usageType: string;
  /** `null`: every Region. */
  readonly region: string | null;
  /** Absent: every operation. */
  readonly operation?: string;
  readonly rate: PicoUsd;
};

/** An hourly commitment at lower rates. Times are in milliseconds since 1970 and count in whole hours. */
export type SavingsPlan = {
  readonly id: string;
  readonly accountId: string;
  /** The service and usage type of its fees on the bill. */
  readonly service: string;
  readonly usageType: string;
  /** The kind. Plans for one instance family come before those for all compute. */
  readonly kind: 'EC2Instance' | 'Compute' | 'SageMaker' | 'Database';
  readonly commitment: NanoUsd;
  readonly from: number;
  readonly until: number;
  readonly upfront: NanoUsd;
  /** The hourly charge: the commitment minus what was paid upfront. */
  readonly hourlyFee: NanoUsd;
  readonly rates: readonly PlanRate[];
};

/** A credit. Times are in milliseconds since 1970. `services: null` matches all. */
export type Credit = {
  readonly id: string;
  readonly accountId: string;
  readonly remaining: NanoUsd;
  readonly issued: number;
  readonly expires: number;
  readonly services: readonly string[] | null;
};

/** How an organization shares its accounts' benefits. */
export type Preferences = {
  /**
   * Reservations and Savings Plans help everybody, or first the owner's group and then everybody, or only the group. In the last
   * case, an account without a group shares with nobody.
   */
  readonly discountSharing: 'organization' | 'prioritized' | 'restricted';
  readonly groups: readonly { readonly name: string; readonly accountIds: readonly string[] }[];
  /** Accounts that neither give nor receive discounts. */
  readonly discountsOff: readonly string[];
  readonly creditSharing: boolean;
  /** Accounts that neither give nor receive credits. */
  readonly creditsOff: readonly string[];
};

/** The support fee of an account: a percentage of its charges in tiers of dollars, or a monthly minimum. */
export type SupportPlan = {
  readonly service: string;
  readonly minimum: NanoUsd;
  readonly tiers: readonly Tier[];
  /** True if the charges of all accounts with the plan are added up before the fee is computed. */
  readonly summed?: boolean;
};

/** Everything a month's bill is computed from. The order of lists does not matter, and ids are unique within a list. */
export type BillInput = {
  /** `2026-11` */
  readonly month: string;
  /** The prices, at most one for each usage type, Region and operation. */
  readonly prices: readonly Price[];
  readonly memberships: readonly Membership[];
  readonly usage: Iterable<Usage>;
  /** For prices without an allocation. Default: `PROPORTIONAL`. */
  readonly allocation?: Allocation;
  readonly reservations?: readonly Reservation[];
  readonly savingsPlans?: readonly SavingsPlan[];
  readonly credits?: readonly Credit[];
  /** The preferences in force at the end of the month, or now: `preferencesInForce`. Default: everything is shared. */
  readonly preferences?: Preferences;
  /** The support plans by account. */
  readonly supportPlans?: ReadonlyMap<string, SupportPlan>;
  /** The tax in dollars per dollar of charges. Default: none. */
  readonly taxRate?: PicoUsd;
};

/** The type of a line, by the names of Cost Explorer and of the cost and usage report. */
export type RecordType =
  | 'Usage'
  | 'DiscountedUsage'
  | 'SavingsPlanCoveredUsage'
  | 'SavingsPlanNegation'
  | 'SavingsPlanRecurringFee'
  | 'SavingsPlanUpfrontFee'
  | 'RIFee'
  | 'Fee'
  | 'Credit'
  | 'Tax'
  | 'Refund';

/** A line: an account's usage of a dimension on a day by an operation on a resource; or a fee, credit or tax. */
export type CostLine = {
  readonly accountId: string;
  /** The day of the month, from 1. */
  readonly day: number;
  readonly recordType: RecordType;
  readonly service: string;
  readonly usageType: string;
  readonly region: string | null;
  readonly operation: string;
  readonly zone?: string;
  readonly resourceId?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** The reservation, Savings Plan or credit of the line. */
  readonly source?: string;
  readonly quantity: NanoUnits;
  /** The charge of the account. */
  readonly unblended: NanoUsd;
  /** The cost at the organization's average rate. */
  readonly blended: NanoUsd;
  /** The cost with fees spread over their period. */
  readonly amortized: NanoUsd;
};

/** An account's part of a dimension. Discounted, planned, free and tiers add up to the quantity. */
export type DimensionMember = {
  readonly accountId: string;
  readonly quantity: NanoUnits;
  /** The quantity covered by reservations. */
  readonly discounted: NanoUnits;
  /** The quantity covered by Savings Plans. */
  readonly planned: NanoUnits;
  readonly free: NanoUnits;
  readonly tiers: readonly NanoUnits[];
  /** The cost of usage that neither reservations nor Savings Plans cover; `blended` is spread over reserved usage too. */
  readonly unblended: NanoUsd;
  readonly blended: NanoUsd;
  /** The tiers and cost on a separate bill, with only its own reservations and plans. */
  readonly alone: { readonly free: NanoUnits; readonly tiers: readonly NanoUnits[]; readonly cost: NanoUsd };
};

/** The joint usage of a price. Members are in order of joining. */
export type Dimension = {
  readonly price: Price;
  readonly quantity: NanoUnits;
  readonly discounted: NanoUnits;
  readonly planned: NanoUnits;
  readonly free: NanoUnits;
  readonly tiers: readonly NanoUnits[];
  readonly unblended: NanoUsd;
  /** The cost per unit, rounded half to even; null without usage. */
  readonly blendedRate: PicoUsd | null;
  /** The sum of the costs on separate bills. */
  readonly separate: NanoUsd;
  readonly members: readonly DimensionMember[];
};

/** The charges of one account. Its kinds add up to its total. */
export type AccountTotal = {
  readonly accountId: string;
  readonly byRecordType: ReadonlyMap<RecordType, NanoUsd>;
  readonly byService: ReadonlyMap<string, NanoUsd>;
  readonly total: NanoUsd;
};

/** The use of a benefit: of reservations in billionths of an hour of the reserved size, of plans in money. */
export type Utilization = { readonly id: string; readonly available: bigint; readonly used: bigint };

/** The use of a benefit on one day. The days of a month add up to its `Utilization` and to its fees. */
export type AdvanceDay = {
  /** The day of the month, from 1. */
  readonly day: number;
  /** The hours in which it was in force. */
  readonly hours: number;
  readonly used: bigint;
  /** The on-demand cost of the usage that it covered. */
  readonly onDemand: NanoUsd;
  /** The fees spread over their hours: upfront and recurring. */
  readonly upfront: NanoUsd;
  readonly recurring: NanoUsd;
  /** The part of both fees for unused hours. */
  readonly unusedFee: NanoUsd;
};

/** A benefit with its days in one month. */
export type Advance<What> = {
  readonly what: What;
  /** The on-demand cost of one unit per hour; null without a matching price, and for plans, which are money themselves. */
  readonly onDemandRate: PicoUsd | null;
  readonly days: readonly AdvanceDay[];
};

/** Usage without a price, which is on no line and not part of the total. */
export type Unpriced = Pick<Usage, 'service' | 'usageType' | 'region' | 'operation'> & { readonly quantity: NanoUnits };

/** A month's bill without its lines. */
export type BillSummary = {
  readonly month: string;
  readonly total: NanoUsd;
  readonly accounts: readonly AccountTotal[];
  readonly dimensions: readonly Dimension[];
  readonly reservations: readonly Utilization[];
  readonly savingsPlans: readonly Utilization[];
  /** The use by day, in the same order. */
  readonly advances: {
    readonly reservations: readonly Advance<Reservation>[];
    readonly savingsPlans: readonly Advance<SavingsPlan>[];
  };
  /** The amount used of each credit. */
  readonly credits: readonly { readonly id: string; readonly used: NanoUsd }[];
  readonly unpriced: readonly Unpriced[];
};

/**
 * A month's bill. Lines are sorted by dimension, account, operation, resource and day; fees, credits and taxes come after usage.
 */
export type Bill = BillSummary & { readonly lines: readonly CostLine[] };

/**
 * A long computation in steps, between which the caller can yield. Each step yields lines. Its input must not change meanwhile.
 */
export type BillSteps<Answer> = Generator<readonly CostLine[], Answer, undefined>;
