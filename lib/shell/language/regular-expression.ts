/** Compares a text and returns its groups, or null. */
type Expression = (text: string) => (string | null)[] | null;

/**
 * Compiles a POSIX extended expression with an engine that takes time in proportion to the text. Returns null for a bad expression.
 */
export async function expressionOf(source: string, { ignoreCase }: { ignoreCase: boolean }): Promise<Expression | null> {
  const { RE2JS } = await import('re2js');
  let compiled: ReturnType<typeof RE2JS.compile>;
  try {
    compiled = RE2JS.compile(source, RE2JS.LONGEST_MATCH | RE2JS.DOTALL | (ignoreCase ? RE2JS.CASE_INSENSITIVE : 0));
  } catch {
    return null;
  }
  return (text) => {
    const matcher = compiled.matcher(text);
    if (!matcher.find()) return null;
    return Array.from({ length: matcher.groupCount() + 1 }, (_, group) => matcher.group(group));
  };
}
