/** Money in billionths of a dollar (1e-9 USD). Every amount of a bill is a whole number of them. */
export type NanoUsd = bigint;

/** A quantity in billionths of the unit that the price list counts (1e-9 GB, 1e-9 hours, 1e-9 requests). */
export type NanoUnits = bigint;

/** A rate in trillionths of a dollar (1e-12 USD) for one unit; for tax and support, for one dollar. */
export type PicoUsd = bigint;

/** Up to which quantity of a month, counted from its beginning, a rate holds. `null`: without end. */
export type Tier = { readonly upTo: NanoUnits | null; readonly rate: PicoUsd };

/**
 * Which account gets which slice of the tiers. AWS says only that the discount goes back to members in proportion to usage.
 * `PROPORTIONAL`: every tier is spread by usage, so that unblended and blended costs are the same. `SEQUENTIAL`: accounts fill the tiers
 * in the order in which they joined. A fixture says it outright: a row for each account that has usage, in the order of joining, with what
 * it has of each tier. It holds for exactly the usage that it adds up to; any other is spread in proportion.
 */
export type Allocation = 'PROPORTIONAL' | 'SEQUENTIAL' | { readonly fixture: readonly (readonly NanoUnits[])[] };

/**
 * The price of a dimension: of one usage type in one Region, or in all Regions together (`region: null`). Where `operation` is given, it is
 * the price of that operation alone, as of instances with Windows; a usage takes the price that says most about it.
 */
export type Price = {
  readonly service: string;
  readonly usageType: string;
  readonly region: string | null;
  readonly operation?: string;
  /** What the quantity counts, as on the bill: `GB-Mo`, `Hrs`, `Requests`. */
  readonly unit: string;
  readonly description: string;
  /** In rising order of their bounds; the last goes on without end, whatever bound it has. */
  readonly tiers: readonly Tier[];
  /** What costs nothing each month, once for the whole organization. The tiers begin after it. */
  readonly free: NanoUnits;
  /** Prices with the same name here share one free amount, which all of them give alike. */
  readonly freeScope?: string;
  /** Over what the blended rate is an average: a month, or for instances each hour. Default: a month. */
  readonly blend?: 'month' | 'hour';
  /** Default: what the bill says. */
  readonly allocation?: Allocation;
  /** How many GB this price means by a TB, for those who show its quantities; nothing is worked out by it. */
  readonly gbPerTb?: 1000 | 1024;
};

/** Prices that were in force together. `gbPerTb` says how many GB the list means by a TB: AWS's own pages differ. */
export type PriceList = {
  readonly name: string;
  readonly currency: 'USD';
  /** The date from which it holds, `2026-11-01`. */
  readonly effective: string;
  readonly gbPerTb: 1000 | 1024;
  readonly prices: readonly Price[];
};

/** What an account used of one dimension from `hour` on, evenly over so many `hours`; or, with `refund`, money that it got back then. */
export type Usage = {
  readonly accountId: string;
  readonly service: string;
  readonly usageType: string;
  readonly region: string;
  /** The id of the Availability Zone (`use1-az1`), as its name differs from account to account. */
  readonly zone?: string;
  readonly operation: string;
  readonly resourceId?: string;
  /** Hours since 1970 in UTC. */
  readonly hour: number;
  /** At least one. */
  readonly hours: number;
  readonly quantity: NanoUnits;
  readonly tags?: Readonly<Record<string, string>>;
  /** The amount that is given back, above zero. Such a record has no quantity, and may have neither usage type nor Region. */
  readonly refund?: NanoUsd;
};

/**
 * From when until when an account is part of this bill, in milliseconds since 1970; an account can have several. What it uses outside is
 * not on the bill. `closed`: nothing is used from then on, and what it has reserved no longer helps others, though it costs as before.
 */
export type Membership = {
  readonly accountId: string;
  readonly from: number;
  readonly until: number | null;
  readonly closed?: number | null;
};

/** Reserved capacity. Times in milliseconds since 1970; it counts in whole hours. */
export type Reservation = {
  readonly id: string;
  readonly accountId: string;
  readonly service: string;
  /** Of what is reserved: `BoxUsage:t3.small`. */
  readonly usageType: string;
  readonly region: string;
  /** Platform and other attributes are in the operation; `null` fits any. */
  readonly operation: string | null;
  /** The id of the Availability Zone of a zonal reservation, which fits exactly this size there. `null`: the whole Region. */
  readonly zone: string | null;
  /** Whether a regional reservation fits other sizes of its family, by normalization factors. */
  readonly sizeFlexible: boolean;
  readonly count: number;
  readonly from: number;
  readonly until: number;
  /** For all of them, billed on the day of the purchase. */
  readonly upfront: NanoUsd;
  /** For each of them in each hour, used or not; or for all of them in a month. */
  readonly recurring: { readonly every: 'hour'; readonly rate: PicoUsd } | { readonly every: 'month'; readonly fee: NanoUsd };
};

/** What a Savings Plan makes of the price of a dimension. */
export type PlanRate = {
  readonly service: string;
  readonly usageType: string;
  /** `null`: in every Region. */
  readonly region: string | null;
  /** Left out: of any operation. */
  readonly operation?: string;
  readonly rate: PicoUsd;
};

/** A commitment to spend so much each hour, at lower rates. Times in milliseconds since 1970; it counts in whole hours. */
export type SavingsPlan = {
  readonly id: string;
  readonly accountId: string;
  /** Under which its fees stand on the bill. */
  readonly service: string;
  readonly usageType: string;
  /** Plans for instances of one family come before those for all computing. */
  readonly kind: 'EC2Instance' | 'Compute' | 'SageMaker' | 'Database';
  readonly commitment: NanoUsd;
  readonly from: number;
  readonly until: number;
  readonly upfront: NanoUsd;
  /** What is billed in each hour: the commitment, less what was paid for it upfront. */
  readonly hourlyFee: NanoUsd;
  readonly rates: readonly PlanRate[];
};

/** Times in milliseconds since 1970. `services: null` fits all. */
export type Credit = {
  readonly id: string;
  readonly accountId: string;
  readonly remaining: NanoUsd;
  readonly issued: number;
  readonly expires: number;
  readonly services: readonly string[] | null;
};

/** How an organization shares what its accounts have bought and been given. */
export type Preferences = {
  /**
   * Reservations and Savings Plans help everybody; first the group of their owner, then everybody; or that group alone. An account that is
   * in no group has then nobody to share with.
   */
  readonly discountSharing: 'organization' | 'prioritized' | 'restricted';
  readonly groups: readonly { readonly name: string; readonly accountIds: readonly string[] }[];
  /** Accounts that neither give nor receive discounts. */
  readonly discountsOff: readonly string[];
  readonly creditSharing: boolean;
  /** Accounts that neither give nor receive credits. */
  readonly creditsOff: readonly string[];
};

/** What support costs an account: a percentage of its charges in tiers, counted in dollars, or at least so much a month. */
export type SupportPlan = {
  readonly service: string;
  readonly minimum: NanoUsd;
  readonly tiers: readonly Tier[];
  /** Set where the charges of all accounts that have the plan are added up before the fee is worked out. */
  readonly summed?: boolean;
};

/** Everything that a month's bill follows from. The order within the lists says nothing; ids are unique within theirs. */
export type BillInput = {
  /** `2026-11` */
  readonly month: string;
  /** No two for the same usage type, Region and operation. */
  readonly prices: readonly Price[];
  readonly memberships: readonly Membership[];
  readonly usage: Iterable<Usage>;
  /** For prices that say nothing of it. Default: `PROPORTIONAL`. */
  readonly allocation?: Allocation;
  readonly reservations?: readonly Reservation[];
  readonly savingsPlans?: readonly SavingsPlan[];
  readonly credits?: readonly Credit[];
  /** Those in force at the end of the month, or now: `preferencesInForce`. Default: everything is shared. */
  readonly preferences?: Preferences;
  /** By account. */
  readonly supportPlans?: ReadonlyMap<string, SupportPlan>;
  /** Dollars of tax for a dollar of charges. Default: none. */
  readonly taxRate?: PicoUsd;
};

/** What a line of the bill is, as Cost Explorer and the cost and usage report name it. */
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

/** One line: what one account used on one day of one dimension, by one operation on one resource; or a fee, a credit, a tax, a refund. */
export type CostLine = {
  readonly accountId: string;
  /** Of the month, from 1. */
  readonly day: number;
  readonly recordType: RecordType;
  readonly service: string;
  readonly usageType: string;
  readonly region: string | null;
  readonly operation: string;
  readonly zone?: string;
  readonly resourceId?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** The reservation, Savings Plan or credit that the line is about. */
  readonly source?: string;
  readonly quantity: NanoUnits;
  /** What the account is charged. */
  readonly unblended: NanoUsd;
  /** The same at the average rate of the organization. */
  readonly blended: NanoUsd;
  /** The same with fees spread over the hours that they were paid for. */
  readonly amortized: NanoUsd;
};

/** An account's part of a dimension. Quantities add up: discounted, planned, free and tiers make the whole. */
export type DimensionMember = {
  readonly accountId: string;
  readonly quantity: NanoUnits;
  /** Covered by reservations. */
  readonly discounted: NanoUnits;
  /** Covered by Savings Plans. */
  readonly planned: NanoUnits;
  readonly free: NanoUnits;
  readonly tiers: readonly NanoUnits[];
  /** Of what neither reservations nor Savings Plans cover; so is `blended`, which is spread over reserved usage too. */
  readonly unblended: NanoUsd;
  readonly blended: NanoUsd;
  /** What it would pay with a bill of its own and nothing but its own reservations and plans, and how it would fill the tiers. */
  readonly alone: { readonly free: NanoUnits; readonly tiers: readonly NanoUnits[]; readonly cost: NanoUsd };
};

/** What all accounts together used of one price. Members stand in the order in which they joined. */
export type Dimension = {
  readonly price: Price;
  readonly quantity: NanoUnits;
  readonly discounted: NanoUnits;
  readonly planned: NanoUnits;
  readonly free: NanoUnits;
  readonly tiers: readonly NanoUnits[];
  readonly unblended: NanoUsd;
  /** Cost for a unit, rounded half to even; null where nothing was used that has one. */
  readonly blendedRate: PicoUsd | null;
  /** What the accounts would pay alone, together. */
  readonly separate: NanoUsd;
  readonly members: readonly DimensionMember[];
};

/** What one account is charged; its kinds of charges add up to its total. */
export type AccountTotal = {
  readonly accountId: string;
  readonly byRecordType: ReadonlyMap<RecordType, NanoUsd>;
  readonly byService: ReadonlyMap<string, NanoUsd>;
  readonly total: NanoUsd;
};

/** How far something that was paid for in advance was used: reservations in billionths of an hour of the reserved size, plans in money. */
export type Utilization = { readonly id: string; readonly available: bigint; readonly used: bigint };

/** What there was on one day of something that was paid for in advance. The days of a month add up to its `Utilization` and to its fees. */
export type AdvanceDay = {
  /** Of the month, from 1. */
  readonly day: number;
  /** In which it was there. */
  readonly hours: number;
  readonly used: bigint;
  /** What the usage that it covered would have cost on demand. */
  readonly onDemand: NanoUsd;
  /** Fees spread over the hours that they are for: of what was paid at once, and of what recurs. */
  readonly upfront: NanoUsd;
  readonly recurring: NanoUsd;
  /** What of both is for what nobody used. */
  readonly unusedFee: NanoUsd;
};

/** Something that was paid for in advance in one month, day by day. */
export type Advance<What> = {
  readonly what: What;
  /** What one of it would cost on demand in an hour; null where no price says that, and for plans, which are money themselves. */
  readonly onDemandRate: PicoUsd | null;
  readonly days: readonly AdvanceDay[];
};

/** Usage for which there is no price: on no line, and not part of the total. */
export type Unpriced = Pick<Usage, 'service' | 'usageType' | 'region' | 'operation'> & { readonly quantity: NanoUnits };

/** A month's bill without its lines. */
export type BillSummary = {
  readonly month: string;
  readonly total: NanoUsd;
  readonly accounts: readonly AccountTotal[];
  readonly dimensions: readonly Dimension[];
  readonly reservations: readonly Utilization[];
  readonly savingsPlans: readonly Utilization[];
  /** The same day by day, in the same order. */
  readonly advances: {
    readonly reservations: readonly Advance<Reservation>[];
    readonly savingsPlans: readonly Advance<SavingsPlan>[];
  };
  /** What was taken from each credit. */
  readonly credits: readonly { readonly id: string; readonly used: NanoUsd }[];
  readonly unpriced: readonly Unpriced[];
};

/** A month's bill. Lines stand by dimension, then account, operation, resource and day; fees, credits, taxes and refunds come after usage. */
export type Bill = BillSummary & { readonly lines: readonly CostLine[] };

/** A long computation in steps between which others can go on; each gives what it made. What it reads must not change in between. */
export type BillSteps<Answer> = Generator<readonly CostLine[], Answer, undefined>;
