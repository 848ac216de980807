/** The refusal of a JMESPath expression, in the words of Python's jmespath. */
export class QuerySyntaxError extends Error {
  override readonly name = 'QuerySyntaxError';
}
