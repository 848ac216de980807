/**
 * Returns the matcher for values by AWS's match options. The default is equality with case.
 * @param values the requested values
 */
export function matchText(values: readonly string[], options: readonly string[] = []): (text: string) => boolean {
  const folded = options.includes('CASE_INSENSITIVE') ? (text: string) => text.toLowerCase() : (text: string) => text;
  const meant = values.map(folded);
  if (options.includes('STARTS_WITH')) return (text) => meant.some((value) => folded(text).startsWith(value));
  if (options.includes('ENDS_WITH')) return (text) => meant.some((value) => folded(text).endsWith(value));
  if (options.includes('CONTAINS')) return (text) => meant.some((value) => folded(text).includes(value));
  const all = new Set(meant);
  return (text) => all.has(folded(text));
}
