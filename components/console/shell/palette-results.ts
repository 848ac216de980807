export type PaletteResult = {
  id: string;
  label: string;
  href: string;
  /** The kind of thing: "User", "Role", "Account", "Page". */
  kind: string;
  /** An id, ARN, path or section under the label. */
  detail?: string;
  /** What people call it besides. */
  words?: string;
  /** Done instead of going to `href`. */
  run?: () => void;
};

/** Pages whose name or section holds every word typed; those that begin with the text first. */
export function matchPages(pages: readonly PaletteResult[], text: string): PaletteResult[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const typed = words.join(' ');
  return pages
    .filter((page) => {
      const text = `${page.label} ${page.detail ?? ''} ${page.words ?? ''}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .sort((a, b) => Number(!a.label.toLowerCase().startsWith(typed)) - Number(!b.label.toLowerCase().startsWith(typed)));
}

/** Results under their kinds, kinds in order of first appearance. */
export function groupResults(results: readonly PaletteResult[]): { kind: string; results: PaletteResult[] }[] {
  const groups = new Map<string, PaletteResult[]>();
  for (const result of results) groups.set(result.kind, [...(groups.get(result.kind) ?? []), result]);
  return [...groups].map(([kind, members]) => ({ kind, results: members }));
}

/** Of a text that is an action, `s3:GetObject`: the question who can do it. */
export function actionQuestion(text: string, whoCanHref: (action: string) => string): PaletteResult[] {
  const action = text.trim();
  if (!/^[a-z][\w-]*:[a-z]\w*$/i.test(action)) return [];
  return [{ id: `who can ${action}`, label: `Who can ${action}`, href: whoCanHref(action), kind: 'Actions', detail: 'Access' }];
}
