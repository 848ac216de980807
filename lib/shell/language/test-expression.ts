import { calculate } from './arithmetic';
import type { Context } from './context';
import { expandExpression, expandPattern, expandText, pathIn } from './expand';
import { expressionOf } from './regular-expression';
import { FatalShellError } from './state';
import type { Test } from './syntax';
import { keysAndValues, numbersOf, setArray } from './variables';

/** A condition that can't be decided. */
export class TestError extends Error {
  override readonly name = 'TestError';
}

/** Decides a condition between `[[` and `]]`. */
export async function evaluateTest(context: Context, test: Test): Promise<boolean> {
  switch (test.kind) {
    case 'not':
      return !(await evaluateTest(context, test.test));
    case 'and':
      return (await evaluateTest(context, test.left)) && (await evaluateTest(context, test.right));
    case 'or':
      return (await evaluateTest(context, test.left)) || (await evaluateTest(context, test.right));
    case 'unary':
      return unaryTest(context, test.operator, await expandText(context, test.word)) ?? false;
    case 'binary':
      return binary(context, test);
  }
}

async function binary(context: Context, { operator, left, right }: Extract<Test, { kind: 'binary' }>): Promise<boolean> {
  const text = await expandText(context, left);
  if (operator === '=' || operator === '==' || operator === '!=') {
    const pattern = await expandPattern(context, right);
    return pattern.matches(text) === (operator !== '!=');
  }
  if (operator === '=~') {
    const source = await expandExpression(context, right);
    const expression = await expressionOf(source, { ignoreCase: context.state.options.nocasematch });
    if (!expression) throw new TestError(`invalid regular expression \`${source}'`);
    const groups = expression(text);
    setArray(
      context.state,
      'BASH_REMATCH',
      (groups ?? []).map((value) => ({ value: value ?? '' })),
    );
    return groups !== null;
  }
  const other = await expandText(context, right);
  if (operator === '<') return text < other;
  if (operator === '>') return text > other;
  if (operator.startsWith('-') && !/^-[noe][tf]$/.test(operator)) {
    const numbers = numbersOf(context.state);
    return compare(operator, calculate(text, numbers), calculate(other, numbers)) ?? false;
  }
  return binaryTest(context, text, operator, other) ?? false;
}

function compare(operator: string, left: bigint, right: bigint): boolean | null {
  switch (operator) {
    case '-eq':
      return left === right;
    case '-ne':
      return left !== right;
    case '-lt':
      return left < right;
    case '-le':
      return left <= right;
    case '-gt':
      return left > right;
    case '-ge':
      return left >= right;
    default:
      return null;
  }
}

/** Decides a test with one operand. Returns null if there is no such operator. */
export function unaryTest(context: Context, operator: string, text: string): boolean | null {
  const { state, shared } = context;
  const path = () => shared.files.facts(pathIn(context, text));
  switch (operator) {
    case '-n':
      return text !== '';
    case '-z':
      return text === '';
    case '-e':
    case '-a':
      return text !== '' && (path() !== null || text === '/dev/null');
    case '-f':
      return path()?.isFolder === false;
    case '-d':
      return text !== '' && path()?.isFolder === true;
    case '-s':
      return (path()?.size ?? 0) > 0;
    case '-r':
      return path() !== null;
    case '-w':
      return ((path()?.mode ?? 0) & 0o200) !== 0;
    case '-x':
      return ((path()?.mode ?? 0) & 0o100) !== 0;
    case '-h':
    case '-L':
    case '-p':
    case '-S':
    case '-b':
    case '-c':
    case '-g':
    case '-u':
    case '-k':
      return false;
    case '-O':
    case '-G':
      return path() !== null;
    case '-t': {
      const descriptor = context.descriptors.get(Number(text));
      return descriptor?.input?.terminal === true || descriptor?.output?.terminal === true;
    }
    case '-v': {
      const [, name = text, index] = /^(\w+)\[(.*)\]$/.exec(text) ?? [];
      if (index === undefined) return state.get(name) !== null;
      return keysAndValues(state, name).some(([key]) => key === index);
    }
    case '-o':
      return (state.options as Readonly<Record<string, boolean>>)[text] === true;
    default:
      return null;
  }
}

/** Decides a test with two operands. Returns null if there is no such operator. @throws FatalShellError for a word that is no integer */
export function binaryTest(context: Context, left: string, operator: string, right: string): boolean | null {
  const modified = (text: string) => context.shared.files.facts(pathIn(context, text))?.modified.getTime() ?? null;
  switch (operator) {
    case '=':
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '-nt':
      return (modified(left) ?? -1) > (modified(right) ?? -1);
    case '-ot':
      return (modified(left) ?? -1) < (modified(right) ?? -1);
    case '-ef':
      return modified(left) !== null && pathIn(context, left) === pathIn(context, right);
  }
  if (compare(operator, 0n, 0n) === null) return null;
  for (const text of [left, right]) {
    if (!/^\s*[+-]?\d+\s*$/.test(text)) throw new FatalShellError(`${text}: integer expression expected`, 2);
  }
  return compare(operator, BigInt(left.trim().replace('+', '')), BigInt(right.trim().replace('+', '')));
}
