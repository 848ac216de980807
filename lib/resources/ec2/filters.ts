import type { Scope } from '../../core/operation';
import { decodeToken, pageOf } from '../../core/paginate';
import { giveWay, sortInTurns } from '../../core/work/bulk';
import { ec2Error } from './errors';

// The filters of describe calls. Source: Amazon EC2 User Guide, "Filter resources"; Amazon EC2 API Reference, "Error codes".

type Filter = { Name?: string | undefined; Values?: string[] | undefined };
/** Returns the values of a row for a filter, by the filter's name. Undefined: there is no such filter. */
type ValuesOf<Row> = (row: Row, name: string) => readonly string[] | undefined;

/** AWS: the values of all filters of a call together. */
const MOST_VALUES = 200;
/** Longer than anything to compare it with. */
const LONGEST_VALUE = 1024;

/**
 * Returns whether a text matches a pattern. `*` stands for any text and `?` for any character. A backslash before either makes it
 * literal. The steps are at most the product of both lengths, whatever the pattern.
 */
export function isLike(text: string, form: readonly string[]): boolean {
  let [at, next, star, marked] = [0, 0, -1, 0];
  while (at < text.length) {
    const wanted = form[next];
    if (wanted === '*') {
      star = next++;
      marked = at;
    } else if (wanted !== undefined && (wanted === '?' || wanted.at(-1) === text[at])) {
      at++;
      next++;
    } else if (star >= 0) {
      next = star + 1;
      at = ++marked;
    } else return false;
  }
  while (form[next] === '*') next++;
  return next === form.length;
}

/** Splits a pattern into single characters and escaped ones. */
export function toForm(value: string): string[] {
  return value.match(/\\[*?\\]|./gs) ?? [];
}

/**
 * Returns the rows that match each filter by one of its values.
 * @throws AwsError InvalidParameterValue for an unknown filter, FilterLimitExceeded for too many values
 */
export async function filtered<Row>(
  rows: readonly Row[],
  filters: readonly Filter[] = [],
  valuesOf: ValuesOf<Row>,
  isKnown: (name: string) => boolean,
): Promise<Row[]> {
  const values = filters.flatMap(({ Values = [] }) => Values);
  if (values.length > MOST_VALUES || values.some(({ length }) => length > LONGEST_VALUE))
    throw ec2Error(
      'FilterLimitExceeded',
      `The maximum number of filter values specified on a single call is ${MOST_VALUES}, of ${LONGEST_VALUE} characters each`,
      'Filters',
    );
  const asked = filters.map(({ Name = '', Values = [] }) => {
    if (!isKnown(Name)) throw ec2Error('InvalidParameterValue', `The filter '${Name}' is invalid`, 'Filters');
    return { name: Name, forms: Values.map(toForm) };
  });
  if (asked.length === 0) return [...rows];
  const found: Row[] = [];
  for (const row of rows) {
    await giveWay();
    if (await meetsAll(asked, (name) => valuesOf(row, name))) found.push(row);
  }
  return found;
}

/** Yields between values: a row with many tags, matched against many patterns, takes longer than other calls should wait. */
async function meetsAll(
  asked: readonly { name: string; forms: readonly string[][] }[],
  valuesOf: (name: string) => readonly string[] | undefined,
): Promise<boolean> {
  for (const { name, forms } of asked) {
    let meets = false;
    for (const value of valuesOf(name) ?? []) {
      const turn = giveWay();
      if (turn) await turn;
      meets ||= forms.some((form) => isLike(value, form));
    }
    if (!meets) return false;
  }
  return true;
}

type AskedPage = { MaxResults?: number | undefined; NextToken?: string | undefined };

/**
 * Returns the requested page, in the order of keys.
 * @throws AwsError InvalidParameterValue, InvalidNextToken
 */
export async function readPage<Row>(
  name: string,
  { accountId, call }: Scope,
  { MaxResults = 1000, NextToken }: AskedPage,
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): Promise<{ items: Row[]; next: string | undefined }> {
  if (MaxResults < 5 || MaxResults > 1000)
    throw ec2Error(
      'InvalidParameterValue',
      `Value ( ${MaxResults} ) for parameter maxResults is invalid. Expecting a value between 5 and 1000.`,
      'MaxResults',
    );
  const list = `${name}:${accountId}:${call.region}`;
  const after = NextToken === undefined ? undefined : decodeToken(list, NextToken);
  if (after === null) throw ec2Error('InvalidNextToken', 'The token provided is invalid.', 'NextToken');
  const ordered = await sortInTurns(rows, (a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return pageOf(ordered, MaxResults, list, after, keyOf);
}
