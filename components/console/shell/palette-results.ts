export type PaletteResult = {
  id: string;
  label: string;
  href: string;
  /** The kind of thing: "User", "Role", "Account", "Page". */
  kind: string;
  /** An id, ARN, path or section under the label. */
  detail?: string;
};

/** Pages whose name or section holds every word typed; those that begin with the text first. */
export function matchPages(pages: readonly PaletteResult[], text: string): PaletteResult[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const typed = words.join(' ');
  return pages
    .filter(({ label, detail = '' }) => words.every((word) => `${label} ${detail}`.toLowerCase().includes(word)))
    .sort((a, b) => Number(!a.label.toLowerCase().startsWith(typed)) - Number(!b.label.toLowerCase().startsWith(typed)));
}

/** Results under their kinds, kinds in order of first appearance. */
export function groupResults(results: readonly PaletteResult[]): { kind: string; results: PaletteResult[] }[] {
  const groups = new Map<string, PaletteResult[]>();
  for (const result of results) groups.set(result.kind, [...(groups.get(result.kind) ?? []), result]);
  return [...groups].map(([kind, members]) => ({ kind, results: members }));
}
