/** A line, perhaps with the text on standard input. */
export type WrittenLine = string | readonly [line: string, stdin: string];

/** Returns the words of a line with quotes, without expansions. */
export function wordsOf(line: string): string[] {
  return [...line.matchAll(/(?:'[^']*'|"(?:\\.|[^"\\])*"|[^\s'"])+/g)].map(([word]) =>
    word.replaceAll(
      /'([^']*)'|"((?:\\.|[^"\\])*)"/g,
      (_, single?: string, double?: string) => single ?? (double ?? '').replaceAll(/\\(["\\$`])/g, '$1'),
    ),
  );
}
