import { CommandError } from '../errors/command-error';
import { equals } from '../python/equality';
import { writeJson } from '../python/json-writer';
import { readFloat, readInt } from '../python/numbers';
import { repr, str, typeName } from '../python/text';
import { compareTexts, type Dict, isDict, isList, type Value } from '../python/value';

/** An expression as an argument, such as `&UserName`. */
type Expref = (value: Value) => Value;
type Arg = Value | Expref;
type Numeric = bigint | number;

/** The types of a parameter, in the words of JMESPath. An empty list stands for any type. */
type Parameter = readonly string[];

type QueryFunction = {
  parameters: readonly Parameter[];
  /** True if the last parameter may have any number of arguments beyond the first. */
  variadic?: true;
  run: (...args: never[]) => Value;
};

const TYPES: Readonly<Record<ReturnType<typeof typeName>, string>> = {
  NoneType: 'null',
  bool: 'boolean',
  int: 'number',
  float: 'number',
  str: 'string',
  list: 'array',
  dict: 'object',
};

const jmespathType = (arg: Arg): string => (typeof arg === 'function' ? 'expref' : TYPES[typeName(arg)]);

const FUNCTIONS: ReadonlyMap<string, QueryFunction> = new Map<string, QueryFunction>([
  ['abs', { parameters: [['number']], run: (value: Numeric) => (value < 0 || Object.is(value, -0) ? -value : value) }],
  [
    'avg',
    {
      parameters: [['array-number']],
      run: (list: readonly Numeric[]) => (list.length === 0 ? null : Number(sum(list)) / list.length),
    },
  ],
  ['ceil', { parameters: [['number']], run: (value: Numeric) => rounded(value, Math.ceil) }],
  ['contains', { parameters: [['array', 'string'], []], run: contains }],
  ['ends_with', { parameters: [['string'], ['string']], run: (text: string, end: string) => text.endsWith(end) }],
  ['floor', { parameters: [['number']], run: (value: Numeric) => rounded(value, Math.floor) }],
  ['join', { parameters: [['string'], ['array-string']], run: (glue: string, list: readonly string[]) => list.join(glue) }],
  ['keys', { parameters: [['object']], run: (dict: Dict) => [...dict.keys()] }],
  [
    'length',
    {
      parameters: [['string', 'array', 'object']],
      run: (value: string | readonly Value[] | Dict) => BigInt(isDict(value) ? value.size : [...value].length),
    },
  ],
  ['map', { parameters: [['expref'], ['array']], run: (each: Expref, list: readonly Value[]) => list.map((item) => each(item)) }],
  [
    'max',
    { parameters: [['array-number', 'array-string']], run: (list: readonly Value[]) => extreme(list, '>', (item) => item) },
  ],
  [
    'max_by',
    { parameters: [['array'], ['expref']], run: (list: readonly Value[], by: Expref) => extremeBy(list, by, 'max_by', '>') },
  ],
  ['merge', { parameters: [['object']], variadic: true, run: (...dicts: Dict[]) => new Map(dicts.flatMap((dict) => [...dict])) }],
  [
    'min',
    { parameters: [['array-number', 'array-string']], run: (list: readonly Value[]) => extreme(list, '<', (item) => item) },
  ],
  [
    'min_by',
    { parameters: [['array'], ['expref']], run: (list: readonly Value[], by: Expref) => extremeBy(list, by, 'min_by', '<') },
  ],
  ['not_null', { parameters: [[]], variadic: true, run: (...values: Value[]) => values.find((value) => value !== null) ?? null }],
  [
    'reverse',
    {
      parameters: [['array', 'string']],
      run: (value: string | readonly Value[]) => (typeof value === 'string' ? [...value].reverse().join('') : value.toReversed()),
    },
  ],
  ['sort', { parameters: [['array-string', 'array-number']], run: (list: readonly Value[]) => sorted(list, (item) => item) }],
  ['sort_by', { parameters: [['array'], ['expref']], run: sortBy }],
  ['starts_with', { parameters: [['string'], ['string']], run: (text: string, begin: string) => text.startsWith(begin) }],
  ['sum', { parameters: [['array-number']], run: sum }],
  ['to_array', { parameters: [[]], run: (value: Value) => (isList(value) ? value : [value]) }],
  ['to_number', { parameters: [[]], run: toNumber }],
  [
    'to_string',
    {
      parameters: [[]],
      run: (value: Value) => (typeof value === 'string' ? value : writeJson(value, { ascii: true, compact: true })),
    },
  ],
  ['type', { parameters: [[]], run: (value: Value) => jmespathType(value) }],
  ['values', { parameters: [['object']], run: (dict: Dict) => [...dict.values()] }],
]);

/**
 * Calls a function of JMESPath.
 * @throws CommandError in the words of Python's jmespath
 */
export function callFunction(name: string, args: readonly Arg[]): Value {
  const called = FUNCTIONS.get(name);
  if (!called) throw new CommandError(255, `Unknown function: ${name}()`);
  const count = called.parameters.length;
  if (called.variadic ? args.length < count : args.length !== count) {
    const least = called.variadic ? 'at least ' : '';
    const noun = count === 1 ? 'argument' : 'arguments';
    throw new CommandError(255, `Expected ${least}${count} ${noun} for function ${name}(), received ${args.length}`);
  }
  for (const [i, types] of called.parameters.entries()) checkType(name, args[i] ?? null, types);
  return called.run(...(args as never[]));
}

function checkType(name: string, arg: Arg, types: Parameter): void {
  if (types.length === 0) {
    if (typeof arg === 'function') throw typeError(name, arg, 'expref', types);
    return;
  }
  const type = jmespathType(arg);
  if (!types.some((each) => each.split('-')[0] === type)) throw typeError(name, arg, type, types);
  const itemTypes = types.flatMap((each) => each.split('-')[1] ?? []);
  if (itemTypes.length === 0 || !isList(arg as Value)) return;
  const list = arg as readonly Value[];
  // The first item decides which of several types all must have. Items are reported by their types in Python.
  const first = list[0];
  const wanted =
    itemTypes.length === 1 || first === undefined ? itemTypes[0] : itemTypes.find((each) => each === jmespathType(first));
  const wrong = list.find((item) => jmespathType(item) !== wanted);
  if (wrong !== undefined) throw typeError(name, wrong, typeName(wrong), types);
}

function typeError(name: string, value: Arg, received: string, expected: readonly string[]): CommandError {
  const shown = typeof value === 'function' ? 'an expression' : str(value);
  return new CommandError(
    255,
    `In function ${name}(), invalid type for value: ${shown}, expected one of: ${repr(expected)}, received: "${received}"`,
  );
}

function rounded(value: Numeric, round: (value: number) => number): bigint {
  if (typeof value === 'bigint') return value;
  if (Number.isNaN(value)) throw new CommandError(255, 'cannot convert float NaN to integer');
  if (!Number.isFinite(value)) throw new CommandError(255, 'cannot convert float infinity to integer');
  return BigInt(round(value));
}

function contains(subject: string | readonly Value[], search: Value): boolean {
  if (typeof subject !== 'string') return subject.some((item) => equals(item, search));
  if (typeof search !== 'string') {
    throw new CommandError(255, `'in <string>' requires string as left operand, not ${typeName(search)}`);
  }
  return subject.includes(search);
}

/** Adds numbers as Python does, which carries the rounding error of floats along. */
function sum(list: readonly Numeric[]): Numeric {
  const firstFloat = list.findIndex((item) => typeof item === 'number');
  const integers = (firstFloat < 0 ? list : list.slice(0, firstFloat)).reduce<bigint>((total, item) => total + BigInt(item), 0n);
  if (firstFloat < 0) return integers;
  let total = Number(integers) + Number(list[firstFloat]);
  let error = 0;
  for (const item of list.slice(firstFloat + 1)) {
    const added = Number(item);
    const next = total + added;
    if (typeof item === 'number') error += Math.abs(total) >= Math.abs(added) ? total - next + added : added - next + total;
    total = next;
  }
  return Number.isFinite(error) && error !== 0 ? total + error : total;
}

function toNumber(value: Value): Value {
  if (typeof value === 'bigint' || typeof value === 'number') return value;
  return typeof value === 'string' ? (readInt(value) ?? readFloat(value)) : null;
}

/**
 * Compares two numbers or two texts. With `<=` and `>=` it answers as without the equal sign, which is for the message only.
 * @throws CommandError in Python's words for a number and a text
 */
export function isBefore(a: Value, b: Value, operator: '<' | '>' | '<=' | '>='): boolean {
  const less = operator.startsWith('<');
  if (typeof a === 'string' && typeof b === 'string') return less ? compareTexts(a, b) < 0 : compareTexts(a, b) > 0;
  if (typeof a === 'string' || typeof b === 'string') {
    throw new CommandError(255, `'${operator}' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`);
  }
  return less ? (a as Numeric) < (b as Numeric) : (a as Numeric) > (b as Numeric);
}

/** Returns the item whose key is before all others. The first of equals counts. */
function extreme(list: readonly Value[], operator: '<' | '>', keyOf: (item: Value) => Value): Value {
  let best: { item: Value; key: Value } | undefined;
  for (const item of list) {
    const key = keyOf(item);
    if (!best || isBefore(key, best.key, operator)) best = { item, key };
  }
  return best?.item ?? null;
}

const extremeBy = (list: readonly Value[], by: Expref, name: string, operator: '<' | '>'): Value =>
  extreme(list, operator, checkedKey(by, name, ['number', 'string']));

function sortBy(list: readonly Value[], by: Expref): Value {
  const [first] = list;
  if (first === undefined) return list;
  const type = jmespathType(by(first));
  if (type !== 'number' && type !== 'string') throw typeError('sort_by', first, type, ['string', 'number']);
  return sorted(list, checkedKey(by, 'sort_by', [type]));
}

function checkedKey(by: Expref, name: string, types: readonly string[]): (item: Value) => Value {
  return (item) => {
    const key = by(item);
    if (!types.includes(jmespathType(key))) throw typeError(name, key, jmespathType(key), types);
    return key;
  };
}

function sorted(list: readonly Value[], keyOf: (item: Value) => Value): Value {
  const keyed = list.map((item) => ({ item, key: keyOf(item) }));
  return keyed.sort((a, b) => (isBefore(a.key, b.key, '<') ? -1 : isBefore(b.key, a.key, '<') ? 1 : 0)).map(({ item }) => item);
}
