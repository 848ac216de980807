import { AwsError, validationError } from '../../core/errors';
import { storedJson } from '../../core/text/stored-json';
import { INVALID_VALUE, invalidValue } from './errors';

// Values of attributes. Source: DynamoDB Developer Guide, "Supported data types and naming rules", and "DynamoDB item sizes and formats".

/** A value in calls: exactly one member is present, which gives the type. */
export type AttributeValue = {
  S?: string | undefined;
  N?: string | undefined;
  B?: Uint8Array | undefined;
  SS?: string[] | undefined;
  NS?: string[] | undefined;
  BS?: Uint8Array[] | undefined;
  M?: Record<string, AttributeValue> | undefined;
  L?: AttributeValue[] | undefined;
  NULL?: boolean | undefined;
  BOOL?: boolean | undefined;
};
export type Item = Readonly<Record<string, AttributeValue>>;
/** The types that an attribute of a primary key can have. */
export type KeyType = 'S' | 'N' | 'B';

const EMPTY = 'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes';
const SEVERAL = 'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes';

const NO_NUMBER = 'The parameter cannot be converted to a numeric value';

/** Returns an error about an item's content. AWS's message repeats the content, but the event must not. */
function aboutContent(message: string, recorded: string): AwsError {
  return new AwsError('ValidationError', message, {}, { recorded });
}

export function typeOf(value: AttributeValue): string {
  const types = Object.entries(value).flatMap(([type, given]) => (given === undefined ? [] : [type]));
  if (types.length > 1) throw validationError(SEVERAL);
  if (types[0] === undefined) throw validationError(EMPTY);
  return types[0];
}

/**
 * Returns a value in its normal form, as stored and returned: numbers in one notation, sets without duplicates.
 * @throws AwsError ValidationException in AWS's words
 */
export function normalValue(value: AttributeValue): AttributeValue {
  switch (typeOf(value)) {
    case 'N':
      return { N: normalNumber(value.N ?? '') };
    case 'NS':
      return { NS: set((value.NS ?? []).map(normalNumber)) };
    case 'SS':
      return { SS: set(value.SS ?? []) };
    case 'BS':
      set((value.BS ?? []).map((bytes) => Buffer.from(bytes).toString('base64')));
      return value;
    case 'M':
      return { M: normalItem(value.M ?? {}) };
    case 'L':
      return { L: (value.L ?? []).map(normalValue) };
    default:
      return value;
  }
}

export function normalItem(item: Item): Record<string, AttributeValue> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, normalValue(value)]));
}

function set(values: string[]): string[] {
  if (values.length === 0) throw invalidValue('A set must not be empty');
  if (new Set(values).size !== values.length)
    throw aboutContent(
      `${INVALID_VALUE}Input collection [${values.join(', ')}] contains duplicates.`,
      `${INVALID_VALUE}a set has duplicates.`,
    );
  return values;
}

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/;
/** More characters than any number in range has. Trimming zeros takes time by the square of the length. */
const LONGEST_NUMBER = 1000;
const MOST_DIGITS = 38;
const HIGHEST = 125;
const LOWEST = -130;

/** A number as `0.` followed by digits, times ten to a power. */
type Decimal = { negative: boolean; digits: string; power: number };

function decimal(text: string): Decimal {
  const [, sign, whole = '', part = '', exponent = '0'] = (text.length <= LONGEST_NUMBER && NUMBER.exec(text)) || [];
  if (sign === undefined || whole + part === '') throw aboutContent(`${NO_NUMBER}: ${text.slice(0, 100)}`, NO_NUMBER);
  const all = whole + part;
  const digits = all.replace(/^0+/, '').replace(/0+$/, '');
  if (digits === '') return { negative: false, digits: '', power: 0 };
  const power = whole.length - (all.length - all.replace(/^0+/, '').length) + Number(exponent);
  if (digits.length > MOST_DIGITS) throw validationError('Attempting to store more than 38 significant digits in a Number');
  if (power - 1 > HIGHEST)
    throw validationError('Number overflow. Attempting to store a number with magnitude larger than supported range');
  if (power - 1 < LOWEST)
    throw validationError('Number underflow. Attempting to store a number with magnitude smaller than supported range');
  return { negative: sign === '-', digits, power };
}

/** Returns a number in its only notation here: without an exponent, and without superfluous zeros. */
export function normalNumber(text: string): string {
  const { negative, digits, power } = decimal(text);
  if (digits === '') return '0';
  const sign = negative ? '-' : '';
  if (power <= 0) return `${sign}0.${'0'.repeat(-power)}${digits}`;
  if (power >= digits.length) return sign + digits + '0'.repeat(power - digits.length);
  return `${sign}${digits.slice(0, power)}.${digits.slice(power)}`;
}

function compareNumbers(a: string, b: string): number {
  const [x, y] = [decimal(a), decimal(b)];
  const rank = ({ negative, digits }: Decimal) => (digits === '' ? 0 : negative ? -1 : 1);
  if (rank(x) !== rank(y) || rank(x) === 0) return rank(x) - rank(y);
  const size = x.power - y.power || (x.digits < y.digits ? -1 : x.digits > y.digits ? 1 : 0);
  return size * rank(x);
}

/** Compares two values of one key type: strings by their UTF-8 bytes, numbers by size. */
export function compareKeys(a: AttributeValue, b: AttributeValue): number {
  if (a.N !== undefined && b.N !== undefined) return compareNumbers(a.N, b.N);
  return Buffer.compare(bytesOf(a), bytesOf(b));
}

/** Returns the bytes of a string or of binary data. */
export function bytesOf({ S, B }: AttributeValue): Buffer {
  return S === undefined ? Buffer.from(B ?? []) : Buffer.from(S);
}

/** Returns the size of an item in bytes, names included. */
export function sizeOf(item: Item): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + sizeOfValue(value), 0);
}

const numberSize = (text: string) => Math.ceil(text.replace(/[^\d]/g, '').length / 2) + 1 + (text.startsWith('-') ? 1 : 0);
const total = <T>(values: readonly T[], size: (value: T) => number) => values.reduce((sum, value) => sum + size(value), 0);

function sizeOfValue(value: AttributeValue): number {
  const { S, N, B, SS, NS, BS, M, L } = value;
  if (S !== undefined) return Buffer.byteLength(S);
  if (N !== undefined) return numberSize(N);
  if (B !== undefined) return B.byteLength;
  if (SS !== undefined) return total(SS, (text) => Buffer.byteLength(text));
  if (NS !== undefined) return total(NS, numberSize);
  if (BS !== undefined) return total(BS, ({ byteLength }) => byteLength);
  // AWS: three bytes for a list or map, and one for each member.
  if (M !== undefined) return 3 + sizeOf(M) + Object.keys(M).length;
  if (L !== undefined) return 3 + total(L, (item) => 1 + sizeOfValue(item));
  return 1;
}

/** An `AttributeValue` with base64 for bytes. */
type Written = {
  [Type in keyof AttributeValue]: Type extends 'B'
    ? string
    : Type extends 'BS'
      ? string[]
      : Type extends 'M'
        ? Record<string, Written>
        : Type extends 'L'
          ? Written[]
          : AttributeValue[Type];
};

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));

function write(value: AttributeValue): Written {
  const { B, BS, M, L, ...plain } = value;
  if (B) return { B: base64(B) };
  if (BS) return { BS: BS.map(base64) };
  if (M) return { M: writeItem(M) };
  return L ? { L: L.map(write) } : plain;
}

function read(written: Written): AttributeValue {
  const { B, BS, M, L, ...plain } = written;
  if (B !== undefined) return { B: bytes(B) };
  if (BS) return { BS: BS.map(bytes) };
  if (M) return { M: readItem(M) };
  return L ? { L: L.map(read) } : plain;
}

const writeItem = (item: Item) => Object.fromEntries(Object.entries(item).map(([name, value]) => [name, write(value)]));
const readItem = (item: Readonly<Record<string, Written>>) =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, read(value)]));

/** Returns an item, or a part of one, as text. */
export function toText(item: Item): string {
  return JSON.stringify(writeItem(item));
}

/** Parses an item from its text. */
export function fromText(text: string): Record<string, AttributeValue> {
  return readItem(storedJson<Record<string, Written>>(text));
}
