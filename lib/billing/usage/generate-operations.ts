import type { Usage } from '@gatehouse/bill';
import { accountCheck } from '../../account/settings-operations';
import { validationError } from '../../core/errors';
import type { Scope } from '../../core/operation';
import { giveWay } from '../../core/work/bulk';
import type { Database } from '../../db/client';
import { billingOperation } from '../billing-operation';
import { endOf, type MonthName, monthsFrom, startOf } from '../months';
import { isIn, notPaidBy, type PaidPeriod, paidPeriods, paysThroughout, requireOpenMonths } from '../payers';
import { type Block, BlockMaker } from './blocks';
import { type GeneratedAccount, generateUsage } from './generate';
import { putBlocks } from './operations';
import type { ProfileName } from './profiles';
import { GenerateUsageInput } from './schema';

const HOUR_MS = 3_600_000;
/** The number of rows generated in some ten seconds. */
const MOST_ROWS = 3_000_000;

/** The generated usage, and the payers at that time. */
type MadeUp = { blocks: Block[]; periods: ReadonlyMap<string, readonly PaidPeriod[]> };

/**
 * Generates usage of accounts by profile in months, the same for the same seed. It covers the caller's account and those it pays
 * for while it pays, up to the current hour.
 */
export const GenerateUsage = billingOperation({
  service: 'gatehouse',
  name: 'GenerateUsage',
  access: 'Write',
  input: GenerateUsageInput,
  checks: (_input, scope) => [accountCheck('gatehouse:GenerateUsage', scope)],
  prepare: (input, scope, _target, database): Promise<MadeUp> => makeUp(input, scope, database),
  run: async ({ Name }, scope, _target, { blocks, periods }) => ({
    Batch: await putBlocks(scope, { source: 'generator', name: Name }, blocks, periods),
  }),
  touches: () => ({}),
});

type Input = (typeof GenerateUsageInput)['_output'];

/**
 * Generates usage.
 * @throws AwsError AccessDenied for accounts that the caller pays for in none of the months, ConflictException for issued months
 */
async function makeUp({ Seed, From, Until, Accounts }: Input, scope: Scope, { reader }: Database): Promise<MadeUp> {
  const { accountId, now } = scope;
  const months: string[] = [];
  for (let month = From; month <= Until; month = monthsFrom(month, 1)) months.push(month);
  if (months.length === 0 || months.length > 24)
    throw validationError('Choose 1 to 24 months, starting with the first.', 'Until');
  const ids = Accounts.map(({ AccountId }) => AccountId);
  if (new Set(ids).size !== ids.length) throw validationError('Choose each account once.', 'Accounts');
  const periods = await paidPeriods(reader, ids);
  // Accounts of others are checked first, so that nothing about their bills is revealed.
  for (const id of ids) {
    const paid = (periods.get(id) ?? []).filter(({ payerId }) => payerId === accountId);
    if (id !== accountId && !months.some((month) => paid.some((period) => isIn(month, period))))
      throw notPaidBy(accountId, id, From);
  }
  await requireOpenMonths(
    reader,
    ids.flatMap((id) => months.map((month) => ({ accountId: id, month }))),
    periods,
  );
  const until = Math.floor(now.getTime() / HOUR_MS);
  const maker = new BlockMaker();
  const blocks: Block[] = [];
  let rows = 0;
  for (const month of months) {
    const [year = 0, number = 0] = month.split('-').map(Number);
    for (const account of Accounts) {
      const own = periods.get(account.AccountId) ?? [];
      for (const usage of generateUsage({ seed: Seed, year, month: number, accounts: [generated(account)], until })) {
        if (++rows > MOST_ROWS)
          throw validationError(`This is more than ${MOST_ROWS} rows. Choose fewer accounts or months.`, 'Accounts');
        const isOwn =
          account.AccountId === accountId ||
          paysThroughout(own, accountId, usage.hour * HOUR_MS, (usage.hour + usage.hours) * HOUR_MS);
        if (isOwn) blocks.push(...(await maker.add(usage)));
        await giveWay();
      }
      blocks.push(...(await maker.rest()));
    }
  }
  return { blocks, periods };
}

function generated({ AccountId, Profile, LeakedAt }: Input['Accounts'][number]): GeneratedAccount {
  if (Profile !== 'leaked-key-mining') return { accountId: AccountId, profile: Profile };
  if (!LeakedAt) throw validationError('Choose the day of the key leak.', 'Accounts');
  return { accountId: AccountId, profile: Profile, leakedAt: Math.floor(LeakedAt.getTime() / HOUR_MS) };
}

/** A fixed seed, so that a preview always has the same usage. */
const SEED = 'what if';

/** Returns the usage of a profile in a month until a time. A leaked key leaks in the middle of the month. Nothing is stored. */
export async function usageOfProfile(
  profile: ProfileName,
  { accountId, month, until }: { accountId: string; month: MonthName; until: Date },
): Promise<Usage[]> {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const half = Math.floor((startOf(month) + endOf(month)) / 2 / HOUR_MS);
  const account: GeneratedAccount =
    profile === 'leaked-key-mining' ? { accountId, profile, leakedAt: half } : { accountId, profile };
  const hour = Math.floor(until.getTime() / HOUR_MS);
  const usage: Usage[] = [];
  for (const row of generateUsage({ seed: SEED, year, month: number, accounts: [account], until: hour })) {
    usage.push(row);
    await giveWay();
  }
  return usage;
}
