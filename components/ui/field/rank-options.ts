type Ranked = { value: string; label: string };

/**
 * Sorts options by relevance to a typed text: exact match, then same start, then a word with the same start, then the rest. Equal
 * ones keep their order.
 */
export function rankOptions<Option extends Ranked>(options: readonly Option[], typed: string): readonly Option[] {
  const text = typed.trim().toLowerCase();
  if (text === '') return options;
  return options
    .map((option, at) => ({ option, at, rank: rankOf(option, text) }))
    .sort((a, b) => a.rank - b.rank || a.at - b.at)
    .map(({ option }) => option);
}

function rankOf({ value, label }: Ranked, text: string): number {
  const [plain, shown] = [value.toLowerCase(), label.toLowerCase()];
  if (plain === text) return 0;
  if (shown === text) return 1;
  if (plain.startsWith(text)) return 2;
  if (shown.startsWith(text)) return 3;
  return shown.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(text)) ? 4 : 5;
}
