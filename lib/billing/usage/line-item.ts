import type { Usage } from '@gatehouse/bill';
import { keysOf } from '../../core/text/lists';
import { regionOfUsageType } from '../regions';
import { readQuantity } from './quantity';
import { type Columns, type Field, tagKey } from './report-columns';
import { MOST_TAGS } from './schema';

/** A parsed row of a report. `kind` is the report's type of a row that is not usage. */
type LineItem =
  | { readonly outcome: 'usage'; readonly usage: Usage; readonly exact: boolean }
  | { readonly outcome: 'skipped'; readonly kind: string }
  | { readonly outcome: 'problem'; readonly column: string; readonly sentence: string };

// Source: "Line item details" in the Data Exports User Guide, lineItem/LineItemType. Usage covered by a reservation or Savings
// Plan is usage too; the calculator computes its cost.
const USAGE = new Set(['Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage']);
/** Money that AWS gave back, as a cost below zero. A FOCUS export has no category for it. */
const REFUND = 'Refund';
const NO_USAGE = new Set([
  'BundledDiscount',
  'Credit',
  'Discount',
  'EdpDiscount',
  'Fee',
  'FlatRateSubscription',
  'PrivateRateDiscount',
  'RIFee',
  'RiVolumeDiscount',
  'SavingsPlanNegation',
  'SavingsPlanRecurringFee',
  'SavingsPlanUpfrontFee',
  'Tax',
  // ChargeCategory of FOCUS.
  'Adjustment',
  'Purchase',
]);

const HOUR = 3_600_000;
const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;
const LONGEST = { service: 128, usageType: 256, operation: 256, region: 64, zone: 64, resource: 2048 } as const;
const TEXTS = keysOf(LONGEST);
const CONTROL_CHARACTER = /\p{Cc}/u;

/** Parses one row of a report. Pure. Only the first of several faults is returned. */
export function readLineItem(cells: readonly string[], columns: Columns): LineItem {
  if (cells.length !== columns.count) {
    const sentence = `The line has ${cells.length} cells, but the first line names ${columns.count} columns.`;
    return { outcome: 'problem', column: '', sentence };
  }
  const cell = (field: Field) => cells[columns.at[field]] ?? '';
  const problem = (field: Field, sentence: string): LineItem => ({ outcome: 'problem', column: columns.name(field), sentence });

  const kind = cell('kind');
  if (NO_USAGE.has(kind)) return { outcome: 'skipped', kind };
  const isRefund = kind === REFUND;
  if (!isRefund && !USAGE.has(kind)) return problem('kind', `${quoted(kind)} is not a known line item type.`);
  if (cell('class') === 'Correction') return { outcome: 'skipped', kind: 'Correction' };
  if (cell('commitmentStatus') === 'Unused') return { outcome: 'skipped', kind: 'Unused' };

  const accountId = cell('account');
  if (!/^\d{12}$/.test(accountId)) {
    const lost = /^\d{1,11}$/.test(accountId) ? ' A spreadsheet may have removed its leading zeros.' : '';
    return problem('account', `${quoted(accountId)} is not a 12-digit account ID.${lost}`);
  }
  for (const field of TEXTS) {
    const text = cell(field);
    if (text.length > LONGEST[field]) return problem(field, `The text is longer than ${LONGEST[field]} characters.`);
    if (CONTROL_CHARACTER.test(text)) return problem(field, 'The text has control characters.');
  }
  const [usageType, productCode] = [cell('usageType'), cell('service')];
  if (usageType === '' && !isRefund) return problem('usageType', 'The cell is empty.');
  if (productCode === '') return problem('service', 'The cell is empty.');

  const start = readInstant(cell('start'));
  if (start === null) return problem('start', `${quoted(cell('start'))} is not a time such as 2026-11-01T00:00:00Z.`);
  if (start % HOUR !== 0) return problem('start', `${quoted(cell('start'))} is not on the hour.`);
  const end = readInstant(cell('end'));
  if (end === null) return problem('end', `${quoted(cell('end'))} is not a time such as 2026-11-01T01:00:00Z.`);
  // Some reports give the last second instead of the end.
  const until = (end + 1000) % HOUR === 0 ? end + 1000 : end;
  if (until % HOUR !== 0) return problem('end', `${quoted(cell('end'))} is not on the hour.`);
  if (until <= start) return problem('end', 'The usage ends before it begins.');
  if (monthOf(start) !== monthOf(until - 1))
    return problem('end', 'The usage continues into the next month, but a bill covers one month.');

  const read = isRefund ? readRefund(cell('cost')) : readAmount(cell('amount'));
  if (typeof read === 'string') return problem(isRefund ? 'cost' : 'amount', read);
  if (isRefund && read.quantity === 0n) return { outcome: 'skipped', kind };

  const tags = readTags(cell('tags'), cells, columns);
  if (typeof tags === 'string') return problem('tags', tags);
  const [zone, resourceId] = [cell('zone'), cell('resource')];
  return {
    outcome: 'usage',
    exact: read.exact,
    usage: {
      accountId,
      service: serviceOf(productCode, usageType),
      usageType,
      region: cell('region') || regionOfZone(zone) || (isRefund ? '' : regionOfUsageType(usageType)),
      ...(zone && { zone }),
      operation: cell('operation'),
      ...(resourceId && { resourceId }),
      hour: start / HOUR,
      ...(isRefund
        ? { hours: 1, quantity: 0n, refund: read.quantity }
        : { hours: (until - start) / HOUR, quantity: read.quantity }),
      ...(tags && { tags }),
    },
  };
}

function readAmount(text: string) {
  return readQuantity(text) ?? `${quoted(text)} is not a quantity such as 1.5${/^-\d/.test(text) ? ': it is below zero' : ''}.`;
}

/** Returns what a refund gives back, in billionths of a dollar, from its cost; or what is wrong with that. */
function readRefund(text: string) {
  const read = readQuantity(text.replace(/^-/, ''));
  if (read === null) return `${quoted(text)} is not a cost such as -1.5.`;
  return read.quantity > 0n && !text.startsWith('-') ? `${quoted(text)} is above zero, but a refund must be negative.` : read;
}

const quoted = (text: string) => (text === '' ? 'An empty cell' : `“${text.length > 40 ? `${text.slice(0, 39)}…` : text}”`);

const TIME = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?(?:Z|\+00:00| UTC)?)?$/;

/** Returns milliseconds since 1970 for a UTC time. Null for other text and invalid dates. */
function readInstant(text: string): number | null {
  const parts = TIME.exec(text);
  if (parts === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(1)
    .map((part: string | undefined) => Number(part ?? 0));
  if (year < 2000 || year > 2199 || month < 1 || hour > 23 || minute > 59 || second > 59) return null;
  const instant = Date.UTC(year, month - 1, day, hour, minute, second);
  const date = new Date(instant);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? instant : null;
}

function monthOf(instant: number): number {
  const date = new Date(instant);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/**
 * Returns the Region of a zone: `us-east-1a` is in us-east-1. Longer names of Local and Wavelength Zones are left to the usage
 * type.
 */
function regionOfZone(zone: string): string {
  const [, region = ''] = /^([a-z]{2}(?:-[a-z]+){1,2}-\d)[a-z]$/.exec(zone) ?? [];
  return region;
}

// A report names the service whose data was transferred, but data transfer is priced across services. CloudFront has its own
// prices.
const DATA_TRANSFER = /(?:^|-)(?:DataTransfer-(?:In|Out|Regional)-Bytes|AWS-(?:In|Out)-Bytes)$/;

function serviceOf(productCode: string, usageType: string): string {
  return productCode !== 'AmazonCloudFront' && DATA_TRANSFER.test(usageType) ? 'AWSDataTransfer' : productCode;
}

/** Returns the tags of a row, or their problem. */
function readTags(map: string, cells: readonly string[], columns: Columns): Record<string, string> | string | undefined {
  const pairs = map === '' ? [] : readMap(map);
  if (pairs === null) return `${quoted(map)} is not a JSON object with text values.`;
  for (const { at, key } of columns.tags) {
    const value = cells[at];
    if (value) pairs.push([key, value]);
  }
  if (pairs.length === 0) return undefined;
  if (pairs.length > MOST_TAGS) return `There are more than ${MOST_TAGS} tags.`;
  for (const [key, value] of pairs) {
    if (key === '' || key.length > LONGEST_KEY || value.length > LONGEST_VALUE || CONTROL_CHARACTER.test(key + value)) {
      return `The tag ${quoted(key)} cannot be kept: a key has 1 to ${LONGEST_KEY} characters, a value at most ${LONGEST_VALUE}, and none of them is a control character.`;
    }
  }
  return Object.fromEntries(pairs);
}

function readMap(text: string): [string, string][] | null {
  try {
    const map: unknown = JSON.parse(text);
    if (map === null || typeof map !== 'object' || Array.isArray(map)) return null;
    const pairs = Object.entries(map).filter(([, value]) => value !== null && value !== '');
    return pairs.every((pair): pair is [string, string] => typeof pair[1] === 'string')
      ? pairs.map(([key, value]) => [tagKey(key), value])
      : null;
  } catch {
    return null;
  }
}
