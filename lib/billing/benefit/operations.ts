import { randomBytes } from 'node:crypto';
import {
  type Credit,
  divideHalfEven,
  NANO,
  PICO,
  parseDecimal,
  type Reservation,
  type SavingsPlan,
  scopeOfPlan,
} from '@gatehouse/bill';
import { rate, usd } from '@gatehouse/bill/money';
import { accountPartOf } from '@gatehouse/policy/arn';
import { accountCheck } from '../../account/settings-operations';
import { limitExceeded, noSuchEntity, validationError } from '../../core/errors';
import type { Scope } from '../../core/operation';
import { invalidToken } from '../../core/page-token';
import { decodeToken, encodeToken } from '../../core/paginate';
import { giveWay, readByIds, sortInTurns } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { billingOperation } from '../billing-operation';
import { monthAfter, monthOf } from '../months';
import { fromJson, toJson } from '../packed-rows';
import { type AccountMonth, type Claim, changeBills, payerOf, periodsOfPayer, requirePaidBy } from '../payers';
import { priceListFor } from '../price-list/rows';
import { principalArn } from '../principal-arn';
import type { BenefitKind } from './rows';
import { DeleteBenefitInput, ListBenefitsInput, PutCreditInput, PutReservationInput, PutSavingsPlanInput } from './schema';

const HOUR_MS = 3_600_000;
const HOURS_OF_A_YEAR = 8_760;
const MOST_OF_AN_ACCOUNT = 1_000;

const PREFIXES: Readonly<Record<BenefitKind, string>> = { reservation: 'reservation', savingsPlan: 'plan', credit: 'credit' };

type Owned = { AccountId?: string | undefined; Start?: Date | undefined };

/**
 * Returns the owner and start hour of a new benefit.
 * @throws AwsError AccessDenied for accounts that the caller does not pay for from that time until today
 */
async function ownerOf(scope: Scope, { AccountId, Start }: Owned): Promise<{ owner: string; from: number }> {
  const { db, accountId, now } = scope;
  const owner = AccountId ?? accountId;
  const time = Start ?? now;
  const from = Math.floor(time.getTime() / HOUR_MS) * HOUR_MS;
  await requirePaidBy(db, accountId, [forGood(owner, from)]);
  return { owner, from };
}

/** A benefit stays with its account when the account leaves, so its payer must have paid ever since. */
function forGood(accountId: string, from: number): Claim {
  return { accountId, from, until: Number.POSITIVE_INFINITY };
}

/**
 * Stores a benefit.
 * @throws AwsError ConflictException if it would affect an issued month, LimitExceeded
 */
async function insertBenefit(
  scope: Scope,
  kind: BenefitKind,
  { owner, from }: { owner: string; from: number },
  documentOf: (id: string) => Reservation | SavingsPlan | Credit,
): Promise<string> {
  const { db, now } = scope;
  const id = `${PREFIXES[kind]}-${randomBytes(8).toString('hex')}`;
  const document = documentOf(id);
  await changeBills(db, monthsBetween(owner, from, endOf(document)));
  if ((await db.billingBenefit.count({ where: { accountId: owner } })) >= MOST_OF_AN_ACCOUNT)
    throw limitExceeded(`Cannot exceed quota for BillingBenefitsPerAccount: ${MOST_OF_AN_ACCOUNT}`);
  const row = { id, accountId: owner, kind, document: toJson(document), createdAt: now, createdBy: principalArn(scope) };
  await db.billingBenefit.create({ data: row });
  return id;
}

/** Returns when a benefit ends. */
function endOf(document: Reservation | SavingsPlan | Credit): number {
  return 'expires' in document ? document.expires : document.until;
}

/** Returns the months whose bills a period affects. */
function monthsBetween(accountId: string, from: number, until: number): AccountMonth[] {
  const last = monthOf(until - 1);
  const months: AccountMonth[] = [];
  for (let month = monthOf(from); month <= last; month = monthAfter(month)) months.push({ accountId, month });
  return months;
}

/**
 * Parses a decimal as a whole number of smallest parts.
 * @throws AwsError ValidationError for too many decimals
 */
function parsed(text: string, places: number, member: string): bigint {
  const value = parseDecimal(text, places);
  if (value === null) throw validationError(`${member} has more than ${places} decimals.`, member);
  return value;
}

const money = (text: string, member: string) => parsed(text, NANO, member);

/** Buys a reservation for an account, at given prices or at those of the price list. */
export const PutReservation = billingOperation({
  service: 'gatehouse',
  name: 'PutReservation',
  access: 'Write',
  input: PutReservationInput,
  checks: (_input, scope) => [accountCheck('gatehouse:PutReservation', scope)],
  run: async (input, scope) => {
    const place = await ownerOf(scope, input);
    const reservation = await reservationOf(input, scope, place);
    return { Id: await insertBenefit(scope, 'reservation', place, (id) => ({ id, ...reservation })) };
  },
  touches: () => ({}),
});

type ReservationInput = (typeof PutReservationInput)['_output'];

/**
 * Returns the reservation that an account would have, at given prices or at those of the month's price list.
 * @throws AwsError ValidationError
 */
export async function reservationOf(
  input: ReservationInput,
  scope: Scope,
  { owner, from }: { owner: string; from: number },
): Promise<Omit<Reservation, 'id'>> {
  if (input.SizeFlexible && input.Zone !== undefined)
    throw validationError('A zonal reservation covers one size only.', 'SizeFlexible');
  return {
    accountId: owner,
    service: input.Service,
    usageType: input.UsageType,
    region: input.Region,
    operation: input.Operation ?? null,
    zone: input.Zone ?? null,
    sizeFlexible: input.SizeFlexible,
    count: input.Count,
    from,
    until: from + input.Years * HOURS_OF_A_YEAR * HOUR_MS,
    ...(await costOfReservation(input, scope, from)),
  };
}

/** Returns the upfront cost of all reserved units, and the cost per unit and hour or of all per month. */
async function costOfReservation(
  input: ReservationInput,
  scope: Scope,
  from: number,
): Promise<Pick<Reservation, 'upfront' | 'recurring'>> {
  const count = BigInt(input.Count);
  const { Upfront, Hourly, Monthly } = input;
  if (Upfront !== undefined || Hourly !== undefined || Monthly !== undefined) {
    if (Hourly !== undefined && Monthly !== undefined)
      throw validationError('Enter the hourly or monthly price of each.', 'Monthly');
    const upfront = money(Upfront ?? '0', 'Upfront') * count;
    if (Monthly !== undefined) return { upfront, recurring: { every: 'month', fee: money(Monthly, 'Monthly') * count } };
    return { upfront, recurring: { every: 'hour', rate: parsed(Hourly ?? '0', PICO, 'Hourly') } };
  }
  const { priceList } = await priceListFor(scope.db, payerOf(scope), monthOf(from));
  const offer = priceList.reservations.find(
    ({ service, usageType, region, operation, years, payment }) =>
      service === input.Service &&
      usageType === input.UsageType &&
      region === input.Region &&
      (operation === undefined || operation === input.Operation) &&
      years === input.Years &&
      payment === input.Payment,
  );
  if (!offer)
    throw validationError(
      `The price list has no reservation of ${input.UsageType} in ${input.Region} for ${input.Years} years, ${input.Payment}: say what each costs.`,
      'UsageType',
    );
  const { upfront, recurring } = offer;
  return {
    upfront: upfront * count,
    recurring: recurring.every === 'hour' ? recurring : { every: 'month', fee: recurring.fee * count },
  };
}

/** Buys a Savings Plan for an account: an hourly commitment at the rates of the price list. */
export const PutSavingsPlan = billingOperation(
  {
    service: 'gatehouse',
    name: 'PutSavingsPlan',
    access: 'Write',
    input: PutSavingsPlanInput,
    checks: (_input, scope) => [accountCheck('gatehouse:PutSavingsPlan', scope)],
    run: async (input, scope) => {
      const place = await ownerOf(scope, input);
      const plan = await savingsPlanOf(input, scope, place);
      return { Id: await insertBenefit(scope, 'savingsPlan', place, (id) => ({ id, ...plan })) };
    },
    touches: () => ({}),
  },
  { isOpenPage: () => true },
);

/**
 * Returns the Savings Plan that an account would have, at the rates of the month's price list.
 * @throws AwsError ValidationError
 */
export async function savingsPlanOf(
  input: (typeof PutSavingsPlanInput)['_output'],
  scope: Scope,
  { owner, from }: { owner: string; from: number },
): Promise<Omit<SavingsPlan, 'id'>> {
  const { priceList } = await priceListFor(scope.db, payerOf(scope), monthOf(from));
  const offer = priceList.savingsPlans.find(
    ({ kind, family, region, years, payment }) =>
      kind === input.Kind &&
      family === (input.Family ?? null) &&
      region === (input.Region ?? null) &&
      years === input.Years &&
      payment === input.Payment,
  );
  if (!offer)
    throw validationError(
      `The price list has no Savings Plan of this kind, family, Region, term and payment: ${input.Kind}, ${input.Years} years, ${input.Payment}.`,
      'Kind',
    );
  const commitment = money(input.Commitment, 'Commitment');
  if (commitment === 0n) throw validationError('Enter a commitment above zero.', 'Commitment');
  const hours = BigInt(input.Years * HOURS_OF_A_YEAR);
  // AWS: all, half or nothing is paid upfront; the rest hourly.
  const paid = {
    'All Upfront': commitment * hours,
    'Partial Upfront': divideHalfEven(commitment * hours, 2n),
    'No Upfront': 0n,
  };
  const upfront = paid[input.Payment];
  return {
    accountId: owner,
    service: input.Kind === 'SageMaker' ? 'MachineLearningSavingsPlans' : 'ComputeSavingsPlans',
    usageType: `${input.Kind}SP:${input.Years}yr${input.Payment.replaceAll(' ', '')}`,
    kind: input.Kind,
    commitment,
    from,
    until: from + Number(hours) * HOUR_MS,
    upfront,
    hourlyFee: commitment - divideHalfEven(upfront, hours),
    rates: offer.rates,
  };
}

/** Adds a credit to an account. As in AWS, credits that expire first are used first, only for their services. */
export const PutCredit = billingOperation({
  service: 'gatehouse',
  name: 'PutCredit',
  access: 'Write',
  input: PutCreditInput,
  checks: (_input, scope) => [accountCheck('gatehouse:PutCredit', scope)],
  run: async (input, scope) => {
    const place = await ownerOf(scope, input);
    const remaining = money(input.Amount, 'Amount');
    if (input.Expires.getTime() <= place.from) throw validationError('The end must be after the start.', 'Expires');
    const id = await insertBenefit(scope, 'credit', place, (id) => ({
      id,
      accountId: place.owner,
      remaining,
      issued: place.from,
      expires: input.Expires.getTime(),
      services: input.Services ?? null,
    }));
    return { Id: id };
  },
  touches: () => ({}),
});

/** Deletes a benefit as if it had never existed, unless it affects an issued month. */
export const DeleteBenefit = billingOperation(
  {
    service: 'gatehouse',
    name: 'DeleteBenefit',
    access: 'Write',
    input: DeleteBenefitInput,
    checks: (_input, scope) => [accountCheck('gatehouse:DeleteBenefit', scope)],
    run: async ({ Id }, scope) => {
      const { db, accountId } = scope;
      const row = await db.billingBenefit.findUnique({ where: { id: Id } });
      const missing = noSuchEntity(`There is no reservation, Savings Plan or credit ${Id}.`);
      if (!row) throw missing;
      const document = fromJson<Reservation | SavingsPlan | Credit>(row.document);
      const from = 'issued' in document ? document.issued : document.from;
      await requirePaidBy(db, accountId, [forGood(row.accountId, from)]).catch(() => {
        throw missing;
      });
      await changeBills(db, monthsBetween(row.accountId, from, endOf(document)));
      await db.billingBenefit.delete({ where: { id: Id } });
      return {};
    },
    touches: () => ({}),
  },
  { isOpenPage: ({ Id }) => Id.startsWith('plan') },
);

type PageOfBenefits = (typeof ListBenefitsInput)['_output'];
type Row = NonNullable<Awaited<ReturnType<Transaction['billingBenefit']['findUnique']>>>;

/** A benefit in answers. Amounts are in dollars, as decimal text. */
export type BenefitAnswer = { Id: string; AccountId: string; Start: Date; End: Date; CreatedAt: Date; CreatedBy: string };

export type ReservationAnswer = BenefitAnswer & {
  Service: string;
  UsageType: string;
  Region: string;
  Operation?: string;
  Zone?: string;
  SizeFlexible: boolean;
  Count: number;
  /** The upfront cost of all units. */
  Upfront: string;
  /** The cost per unit and hour, or of all units per month. */
  Hourly?: string;
  Monthly?: string;
};

export type SavingsPlanAnswer = BenefitAnswer & {
  Kind: SavingsPlan['kind'];
  /** The scope of an instance plan: one family in one Region. Absent for any. */
  Family?: string;
  Region?: string;
  /** The commitment per hour. */
  Commitment: string;
  Upfront: string;
  HourlyFee: string;
};

/** A position in a list: after the row with this creation time and id. */
type Place = Pick<Row, 'createdAt' | 'id'>;
const NEWEST_FIRST = [{ createdAt: 'desc' }, { id: 'asc' }] as const;

/**
 * Returns a page of a kind's rows that the caller may see: its own, and those of accounts it pays for unless they ended before,
 * newest first. Only the page's documents are read. Principals of other accounts are shown as their account id.
 * @throws AwsError InvalidNextTokenException
 */
export async function benefitsOf(
  { db, accountId }: Scope,
  kind: BenefitKind,
  { MaxResults, NextToken }: PageOfBenefits,
): Promise<{ rows: Row[]; NextToken?: string }> {
  const list = `ListBenefits:${kind}:${accountId}`;
  const after = placeOf(list, NextToken);
  const since = new Map<string, number>();
  for (const [id, own] of await periodsOfPayer(db, accountId)) {
    const last = own.at(-1);
    if (last?.payerId === accountId) since.set(id, last.from);
  }
  since.set(accountId, Number.NEGATIVE_INFINITY);
  const isSeen = (row: Row) => row.accountId === accountId || endOf(fromJson(row.document)) > (since.get(row.accountId) ?? 0);
  const found = await readByIds(since.keys(), (ids) => seenAfter(db, kind, ids, after, MaxResults + 1, isSeen));
  const sorted = await sortInTurns(found, (a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? -1 : 1));
  const rows = sorted.slice(0, MaxResults).map((row) => {
    const by = accountPartOf(row.createdBy);
    return { ...row, createdBy: by === accountId ? row.createdBy : by };
  });
  const last = rows.at(-1);
  const isMore = sorted.length > MaxResults && last !== undefined;
  return { rows, ...(isMore && { NextToken: encodeToken(list, `${last.createdAt.getTime()} ${last.id}`) }) };
}

function placeOf(list: string, token: string | undefined): Place | null {
  if (token === undefined) return null;
  const text = decodeToken(list, token);
  const [, time, id = ''] = (text === null ? null : /^(\d{1,15}) (.+)$/.exec(text)) ?? [];
  if (time === undefined) throw invalidToken();
  return { createdAt: new Date(Number(time)), id };
}

/** Returns the first visible rows of accounts after a position. */
async function seenAfter(
  db: Transaction,
  kind: BenefitKind,
  accountIds: string[],
  place: Place | null,
  take: number,
  isSeen: (row: Row) => boolean,
): Promise<Row[]> {
  const seen: Row[] = [];
  for (let after = place; ; ) {
    const later = after && { OR: [{ createdAt: { lt: after.createdAt } }, { createdAt: after.createdAt, id: { gt: after.id } }] };
    const where = { kind, accountId: { in: accountIds }, ...later };
    const rows = await db.billingBenefit.findMany({ where, orderBy: [...NEWEST_FIRST], take });
    for (const row of rows) {
      if (isSeen(row)) seen.push(row);
      await giveWay();
    }
    const last = rows.at(-1);
    if (rows.length < take || seen.length >= take || !last) return seen.slice(0, take);
    after = last;
  }
}

export function benefitAnswer(row: Row, from: number, until: number): BenefitAnswer {
  const { id, accountId, createdAt, createdBy } = row;
  return {
    Id: id,
    AccountId: accountId,
    Start: new Date(from),
    End: new Date(until),
    CreatedAt: createdAt,
    CreatedBy: createdBy,
  };
}

const READ = () => [{ action: 'billing:GetBillingData', resource: '*' }];

/** Lists reservations of the caller's account and of accounts it pays for, newest first. */
export const ListReservations = billingOperation({
  service: 'gatehouse',
  name: 'ListReservations',
  access: 'List',
  input: ListBenefitsInput,
  checks: READ,
  run: async (input, scope) => {
    const { rows, ...more } = await benefitsOf(scope, 'reservation', input);
    return {
      Reservations: rows.map((row): ReservationAnswer => {
        const { service, usageType, region, operation, zone, sizeFlexible, count, from, until, upfront, recurring } =
          fromJson<Reservation>(row.document);
        return {
          ...benefitAnswer(row, from, until),
          Service: service,
          UsageType: usageType,
          Region: region,
          Operation: operation ?? undefined,
          Zone: zone ?? undefined,
          SizeFlexible: sizeFlexible,
          Count: count,
          Upfront: usd(upfront),
          ...(recurring.every === 'hour' ? { Hourly: rate(recurring.rate) } : { Monthly: usd(recurring.fee) }),
        };
      }),
      ...more,
    };
  },
});

/** Lists Savings Plans of the caller's account and of accounts it pays for, newest first. */
export const ListSavingsPlans = billingOperation(
  {
    service: 'gatehouse',
    name: 'ListSavingsPlans',
    access: 'List',
    input: ListBenefitsInput,
    checks: READ,
    run: async (input, scope) => {
      const { rows, ...more } = await benefitsOf(scope, 'savingsPlan', input);
      return {
        SavingsPlans: rows.map((row): SavingsPlanAnswer => {
          const { kind, rates, commitment, from, until, upfront, hourlyFee } = fromJson<SavingsPlan>(row.document);
          const { family, region } = scopeOfPlan(kind, rates);
          return {
            ...benefitAnswer(row, from, until),
            Kind: kind,
            Family: family ?? undefined,
            Region: region ?? undefined,
            Commitment: usd(commitment),
            Upfront: usd(upfront),
            HourlyFee: usd(hourlyFee),
          };
        }),
        ...more,
      };
    },
  },
  { isOpenPage: () => true },
);
