import { arnMatches, charactersOf, globMatches, type LookUp } from './match';

/** The values by lower-case key, or `ambiguous` if two keys differ only by case. */
export type Context = ReadonlyMap<string, readonly string[] | 'ambiguous'>;

export function contextOf(given: Readonly<Record<string, string | readonly string[]>>): Context {
  const context = new Map<string, readonly string[] | 'ambiguous'>();
  for (const [name, value] of Object.entries(given)) {
    const key = name.toLowerCase();
    context.set(key, context.has(key) ? 'ambiguous' : typeof value === 'string' ? [value] : value);
  }
  return context;
}

/** Looks up variables, which only take single values. */
export function lookUpIn(context: Context): LookUp {
  return (key) => {
    const values = context.get(key);
    return values !== undefined && values !== 'ambiguous' && values.length === 1 ? (values[0] ?? null) : null;
  };
}

/** Tests a key under an operator by the guide's table: qualifier, negation and IfExists for a missing or present key. */
export function conditionHolds(
  operator: string,
  key: string,
  expected: readonly string[],
  context: Context,
  variables: boolean,
): boolean {
  const values = context.get(key.toLowerCase());
  if (values === 'ambiguous') return false;
  const [, qualifier, name = '', ifExists] = /^(ForAllValues:|ForAnyValue:)?(.+?)(IfExists)?$/.exec(operator) ?? [];
  const missing = values === undefined || values.length === 0;
  if (name === 'Null') return expected.some((value) => value.toLowerCase() === String(missing));
  const negated = name.includes('Not');
  const test = baseTest(name.replace('Not', ''), variables, lookUpIn(context));
  const matchesSome = (actual: string) => expected.some((value) => test(actual, value));
  if (qualifier === 'ForAllValues:') {
    if (missing || values.every((value) => value === '')) return true;
    return negated ? !values.some(matchesSome) : values.every(matchesSome);
  }
  if (missing) return ifExists !== undefined || (qualifier === undefined && negated);
  if (qualifier === 'ForAnyValue:') return negated ? !values.every(matchesSome) : values.some(matchesSome);
  const [value, ...others] = values;
  return value !== undefined && others.length === 0 && matchesSome(value) !== negated;
}

type Test = (actual: string, expected: string) => boolean;

/** Returns the test of an operator without its Not, for one value against another. */
function baseTest(name: string, variables: boolean, lookUp: LookUp): Test {
  const read = (expected: string) => charactersOf(expected, variables, lookUp);
  const textOf = (expected: string) =>
    read(expected)
      ?.map((one) => one.text)
      .join('');
  const [, family = '', comparison = ''] = /^(Numeric|Date|Bool|Binary|IpAddress|Arn|String)(.*)$/.exec(name) ?? [];
  const compare = COMPARISONS[comparison] ?? (() => false);
  switch (family) {
    case 'Numeric':
      return (actual, expected) => compare(numberOf(actual), numberOf(expected));
    case 'Date':
      return (actual, expected) => compare(momentOf(actual), momentOf(expected));
    case 'Bool':
      return (actual, expected) => /^(true|false)$/i.test(actual) && textOf(expected)?.toLowerCase() === actual.toLowerCase();
    case 'Binary':
      return (actual, expected) => bytesOf(actual) !== null && bytesOf(actual) === bytesOf(expected);
    case 'IpAddress':
      return isInNetwork;
    case 'Arn':
      return (actual, expected) => arnMatches(read(expected) ?? [], actual);
  }
  if (comparison === 'Like') return (actual, expected) => matchesGlob(read(expected), actual);
  if (comparison === 'EqualsIgnoreCase') return (actual, expected) => textOf(expected)?.toLowerCase() === actual.toLowerCase();
  return (actual, expected) => textOf(expected) === actual;
}

function matchesGlob(pattern: ReturnType<typeof charactersOf>, actual: string): boolean {
  return pattern !== null && globMatches(pattern, actual);
}

/** Comparisons fail with NaN, which stands for an unreadable value. */
const COMPARISONS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  Equals: (a, b) => a === b,
  LessThan: (a, b) => a < b,
  LessThanEquals: (a, b) => a <= b,
  GreaterThan: (a, b) => a > b,
  GreaterThanEquals: (a, b) => a >= b,
};

const numberOf = (text: string) => (/^\s*[+-]?\d+(\.\d+)?\s*$/.test(text) ? Number(text) : Number.NaN);

function momentOf(text: string): number {
  if (/^\d{5,15}(\.\d+)?$/.test(text)) return Number(text);
  const found = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/.exec(text);
  if (found === null) return Number.NaN;
  const [, year, month = '01', day = '01', time = 'T00:00Z', zone] = found;
  const date = `${year}-${month}-${day}`;
  const midnight = Date.parse(`${date}T00:00Z`);
  // JavaScript turns February 30 into a day in March.
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== date) return Number.NaN;
  return Date.parse(`${date}${time}${found[4] !== undefined && zone === undefined ? 'Z' : ''}`) / 1000;
}

function bytesOf(text: string): string | null {
  const digits = text.replace(/={1,2}$/, '');
  const complete = text === digits || text.length % 4 === 0;
  return /^[A-Za-z0-9+/]*$/.test(digits) && digits.length % 4 !== 1 && complete
    ? Buffer.from(digits, 'base64').toString('hex')
    : null;
}

type Address = { bits: number; value: bigint };

function addressOf(text: string): Address | null {
  if (/^\d+\.\d+\.\d+\.\d+$/.test(text)) {
    const bytes = text.split('.').map(Number);
    const value = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
    return bytes.every((byte) => byte < 256) ? { bits: 32, value } : null;
  }
  const [head = '', tail, ...more] = text.split('::');
  const groupsOf = (part: string) => (part === '' ? [] : part.split(':'));
  const [before, after] = [groupsOf(head), tail === undefined ? [] : groupsOf(tail)];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array.from({ length: zeros }, () => '0'), ...after];
  if (more.length > 0 || groups.length !== 8 || !groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  return { bits: 128, value: groups.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n) };
}

function isInNetwork(actual: string, expected: string): boolean {
  const [network = '', prefix] = expected.split('/');
  const [address, first] = [addressOf(actual), addressOf(network)];
  if (address === null || first === null || address.bits !== first.bits) return false;
  const length = prefix === undefined ? address.bits : /^\d+$/.test(prefix) ? Number(prefix) : Number.NaN;
  if (!(length <= address.bits)) return false;
  const rest = BigInt(address.bits - length);
  return address.value >> rest === first.value >> rest;
}
