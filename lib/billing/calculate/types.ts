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

/** What an account used of one dimension from `hour` on, evenly over so many `hours`. */
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
  readonly hours: number;
  readonly quantity: NanoUnits;
  readonly tags?: Readonly<Record<string, string>>;
};
