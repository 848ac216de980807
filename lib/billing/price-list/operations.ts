import { billsChanged } from '../../account/billing-payers';
import { accountCheck } from '../../account/settings-operations';
import { limitExceeded, noSuchEntity, validationError } from '../../core/errors';
import { billingOperation } from '../billing-operation';
import { monthOf } from '../months';
import { payerInMonth, payerOf, requirePayer } from '../payers';
import { principalArn } from '../principal-arn';
import { presetPriceList } from './presets';
import { canonicalPriceList, type NamedPriceList, parsePriceList, priceListHash } from './price-list';
import { DEFAULT_PRESET, type PriceListInForce, presetInForce, priceListFor, readVersion } from './rows';
import { GetPriceListInput, ListPriceListVersionsInput, PRICE_LIST_PRESETS, PutPriceListInput } from './schema';

const MOST_VERSIONS = 200;
const PROBLEMS_TOLD = 5;
/** Before any possible month. */
const ALWAYS = '2000-01';

/** A price list with its text. `Number` is its version; absent for a preset. */
export type PriceListAnswer = {
  Name: string;
  About: string;
  Number?: number;
  /** The date in the list. */
  Effective: string;
  Hash: string;
  Prices: number;
  /** The JSON that PutPriceList accepts, with quantities and prices as decimal text. */
  Document: string;
};

/**
 * Returns the price list of a month of the caller's bills, a version by its number as in issued bills, or a preset. A member sees
 * that of a month in which it is on the bill; versions belong to the payer.
 */
export const GetPriceList = billingOperation({
  service: 'gatehouse',
  name: 'GetPriceList',
  access: 'Read',
  input: GetPriceListInput,
  checks: () => [{ action: 'billing:GetBillingData', resource: '*' }],
  run: async ({ Month, Number: number, Preset }, scope): Promise<PriceListAnswer> => {
    const { db, accountId, now } = scope;
    if (Preset) return answerOf(presetInForce(Preset));
    if (number === undefined) {
      const month = Month ?? monthOf(now);
      return answerOf(await priceListFor(db, await payerInMonth(db, accountId, month), month));
    }
    await requirePayer(scope);
    const payerId = accountId;
    const version = await db.priceListVersion.findUnique({
      where: { payerId_number: { payerId, number } },
      select: { number: true, createdAt: true },
    });
    if (!version) throw noSuchEntity(`There is no version ${number} of the price list.`);
    return answerOf(await readVersion(db, payerId, version));
  },
});

function answerOf({ priceList, number, hash }: PriceListInForce): PriceListAnswer {
  const { name, about, effective, prices } = priceList;
  return {
    Name: name,
    About: about,
    Number: number ?? undefined,
    Effective: effective,
    Hash: hash,
    Prices: prices.length,
    Document: canonicalPriceList(priceList),
  };
}

/** Stores a price list. From its first month on, it applies to all months that are not issued. Only for the payer. */
export const PutPriceList = billingOperation({
  service: 'gatehouse',
  name: 'PutPriceList',
  access: 'Write',
  input: PutPriceListInput,
  checks: (_input, scope) => [accountCheck('gatehouse:PutPriceList', scope)],
  run: async ({ Document, Preset, Effective }, scope) => {
    const { db, accountId: payerId, now } = scope;
    await requirePayer(scope);
    if ((Document === undefined) === (Preset === undefined))
      throw validationError('Enter the document of a price list, or the name of one that comes with Gatehouse.', 'Document');
    const priceList = Document === undefined ? presetPriceList(Preset ?? DEFAULT_PRESET) : readDocument(Document);
    await billsChanged(db, [payerId]);
    const last = await db.priceListVersion.findFirst({ where: { payerId }, orderBy: { number: 'desc' } });
    const number = (last?.number ?? 0) + 1;
    if (number > MOST_VERSIONS) throw limitExceeded(`Cannot exceed quota for PriceListVersionsPerAccount: ${MOST_VERSIONS}`);
    const effective = Effective ?? (Preset ? ALWAYS : priceList.effective.slice(0, 7));
    const document = canonicalPriceList(priceList);
    await db.priceListVersion.create({
      data: {
        payerId,
        number,
        name: priceList.name,
        effective,
        document,
        createdAt: now,
        createdBy: principalArn(scope),
      },
    });
    return { Number: number, Name: priceList.name, Effective: effective, Hash: priceListHash(document) };
  },
  // Prices don't affect decisions.
  touches: () => ({}),
});

/**
 * Parses a price list.
 * @throws AwsError ValidationError with the problems and their positions
 */
export function readDocument(text: string): NamedPriceList {
  const parsed = parsePriceList(text);
  if (parsed.ok) return parsed.priceList;
  const told = parsed.problems.slice(0, PROBLEMS_TOLD).map(({ path, sentence }) => (path ? `${path}: ${sentence}` : sentence));
  const more = parsed.problems.length - told.length;
  throw validationError([...told, ...(more > 0 ? [`And ${more} more.`] : [])].join(' '), 'Document');
}

export type PriceListVersionAnswer = {
  Number: number;
  Name: string;
  /** The first month to which it applies. */
  Effective: string;
  CreatedAt: Date;
  CreatedBy: string;
  /** True if it applies to the current month. */
  InForce: boolean;
};

/**
 * Lists the price list versions of the caller's bills, newest first, and the presets. A member sees only the version in force,
 * and that the payer stored it.
 */
export const ListPriceListVersions = billingOperation({
  service: 'gatehouse',
  name: 'ListPriceListVersions',
  access: 'List',
  input: ListPriceListVersionsInput,
  checks: () => [{ action: 'billing:GetBillingData', resource: '*' }],
  run: async (_input, { db, account, accountId, now }) => {
    const payerId = payerOf({ account, accountId });
    const month = monthOf(now);
    const rows = await db.priceListVersion.findMany({
      where: { payerId },
      orderBy: { number: 'desc' },
      select: { number: true, name: true, effective: true, createdAt: true, createdBy: true },
    });
    const inForce = rows.find(({ effective }) => effective <= month);
    const isOwn = payerId === accountId;
    return {
      Versions: rows
        .filter((row) => isOwn || row === inForce)
        .map(
          (row): PriceListVersionAnswer => ({
            Number: row.number,
            Name: row.name,
            Effective: row.effective,
            CreatedAt: row.createdAt,
            CreatedBy: isOwn ? row.createdBy : payerId,
            InForce: row === inForce,
          }),
        ),
      Presets: PRICE_LIST_PRESETS.map((preset) => {
        const { name, about, effective } = presetPriceList(preset);
        return { Preset: preset, Name: name, About: about, Effective: effective, InForce: !inForce && preset === DEFAULT_PRESET };
      }),
    };
  },
});
