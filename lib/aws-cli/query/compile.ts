import { CommandError } from '../errors/command-error';
import type { Value } from '../python/value';
import { evaluate } from './evaluate';
import { parse } from './parser';

/** A compiled JMESPath expression. */
export type Query = {
  expression: string;
  /** @throws CommandError in the words of Python's jmespath */
  search: (value: Value) => Value;
};

/**
 * Compiles a JMESPath expression as the jmespath of the AWS CLI understands it. Its messages, its order of texts and its integers differ from
 * those of other implementations.
 * @throws QuerySyntaxError
 */
export function compileQuery(expression: string): Query {
  const node = parse(expression);
  return {
    expression,
    search: (value) => {
      try {
        return evaluate(node, value);
      } catch (error) {
        // A long chain of operators is a deep expression.
        throw error instanceof RangeError ? new CommandError(255, 'maximum recursion depth exceeded') : error;
      }
    },
  };
}
