import { CommandError } from '../errors/command-error';
import { equals } from '../python/equality';
import { isDict, isFalsy, isList, type Value } from '../python/value';
import { callFunction, isBefore } from './functions';
import type { Comparator, Node } from './parser';

/**
 * Applies an expression to a value as Python's jmespath does. Texts compare with `<` and its kind, against the specification.
 * @throws CommandError for the errors of functions
 */
export function evaluate(node: Node, value: Value): Value {
  switch (node.type) {
    case 'identity':
      return value;
    case 'field':
      return isDict(value) ? (value.get(node.name) ?? null) : null;
    case 'literal':
      return node.value;
    case 'index': {
      if (!isList(value)) return null;
      const index = node.index < 0n ? node.index + BigInt(value.length) : node.index;
      return index < 0n || index >= BigInt(value.length) ? null : (value[Number(index)] ?? null);
    }
    case 'slice':
      return isList(value) ? sliced(value, node) : null;
    case 'chain':
      return node.parts.reduce((result, part) => evaluate(part, result), value);
    case 'projection': {
      const base = evaluate(node.base, value);
      if (node.of === 'list') return isList(base) ? projected(base, node.each) : null;
      return isDict(base) ? projected(base.values(), node.each) : null;
    }
    case 'filter': {
      const base = evaluate(node.base, value);
      if (!isList(base)) return null;
      return projected(
        base.filter((item) => !isFalse(evaluate(node.condition, item))),
        node.each,
      );
    }
    case 'flatten': {
      const base = evaluate(node.base, value);
      return isList(base) ? base.flatMap((item) => (isList(item) ? item : [item])) : null;
    }
    case 'comparator':
      return compared(node.operator, evaluate(node.left, value), evaluate(node.right, value));
    case 'or': {
      const left = evaluate(node.left, value);
      return isFalse(left) ? evaluate(node.right, value) : left;
    }
    case 'and': {
      const left = evaluate(node.left, value);
      return isFalse(left) ? left : evaluate(node.right, value);
    }
    case 'not': {
      const operand = evaluate(node.operand, value);
      // Zero is true in JMESPath.
      return typeof operand !== 'bigint' && typeof operand !== 'number' && isFalsy(operand);
    }
    case 'list':
      return value === null ? null : node.items.map((item) => evaluate(item, value));
    case 'hash':
      return value === null ? null : new Map(node.entries.map(([key, member]) => [key, evaluate(member, value)]));
    case 'call':
      return callFunction(
        node.name,
        node.args.map((arg) => {
          if (arg.type !== 'expref') return evaluate(arg, value);
          return (item: Value) => evaluate(arg.expression, item);
        }),
      );
    case 'expref':
      // Python ends in the same way when it writes the result as JSON.
      throw new CommandError(255, 'Circular reference detected');
  }
}

function projected(items: Iterable<Value>, each: Node): Value {
  const results: Value[] = [];
  for (const item of items) {
    const result = evaluate(each, item);
    if (result !== null) results.push(result);
  }
  return results;
}

/** True for what is false in JMESPath. Numbers never are. */
function isFalse(value: Value): boolean {
  return typeof value !== 'bigint' && typeof value !== 'number' && isFalsy(value);
}

function compared(operator: Comparator, left: Value, right: Value): Value {
  if (operator === 'eq' || operator === 'ne') {
    // Within lists and structures, Python takes True for 1.
    const mixed = (typeof left === 'boolean') !== (typeof right === 'boolean');
    return (!mixed && equals(left, right)) === (operator === 'eq');
  }
  if (!isOrdered(left) || !isOrdered(right)) return null;
  switch (operator) {
    case 'lt':
      return isBefore(left, right, '<');
    case 'gt':
      return isBefore(left, right, '>');
    case 'lte':
      return isBefore(left, right, '<=') || equals(left, right);
    case 'gte':
      return isBefore(left, right, '>=') || equals(left, right);
  }
}

const isOrdered = (value: Value): boolean => ['bigint', 'number', 'string'].includes(typeof value);

function sliced(list: readonly Value[], slice: { start: bigint | null; stop: bigint | null; step: bigint | null }): Value {
  const step = slice.step ?? 1n;
  if (step === 0n) throw new CommandError(255, 'slice step cannot be zero');
  const length = BigInt(list.length);
  // The bounds of an index for the direction of the slice.
  const [lowest, highest] = step > 0n ? [0n, length] : [-1n, length - 1n];
  const bounded = (index: bigint): bigint => {
    const fromStart = index < 0n ? index + length : index;
    return fromStart < lowest ? lowest : fromStart > highest ? highest : fromStart;
  };
  const start = slice.start === null ? (step > 0n ? lowest : highest) : bounded(slice.start);
  const stop = slice.stop === null ? (step > 0n ? highest : lowest) : bounded(slice.stop);
  const result: Value[] = [];
  for (let i = start; step > 0n ? i < stop : i > stop; i += step) result.push(list[Number(i)] ?? null);
  return result;
}
