import { type NavArea, type NavItem, navigationPages } from './navigation';

export type PaletteResult = {
  id: string;
  label: string;
  href: string;
  /** The kind of the result: "User", "Role", "Account", "Page". */
  kind: string;
  /** An id, ARN, path or section under the label. */
  detail?: string;
  /** Other names, for the search. */
  words?: string;
  /** True if the result is a question that the text asks. */
  asked?: true;
  /** Runs instead of opening `href`. */
  run?: () => void;
};

/** Returns the results that need no call to the server: pages, actions and topics. */
export function palettePages(
  areas: readonly NavArea[],
  actions: readonly NavItem[],
  topics: readonly NavItem[],
): PaletteResult[] {
  return [
    ...navigationPages(areas).map(({ label, href, section, words }) => ({
      id: href,
      label,
      href,
      kind: 'Pages',
      detail: section,
      words,
    })),
    ...actions.map(({ label, href, words }) => ({ id: `do ${href}`, label, href, kind: 'Actions', words })),
    ...topics.map(({ label, href, words }) => ({ id: href, label, href, kind: 'Topics', detail: 'Posture', words })),
  ];
}

/** The words that the search ignores. */
const SMALL_WORDS = new Set(
  'a an the is are was am be do does did of in on at to for from with and or i me my we our you it its this that any anything some something somebody anybody here there how what which who where when why can could may has have had show find list give want need not no without'.split(
    ' ',
  ),
);

/** Returns the words of a text without ignored ones; all words if every one is ignored. */
function tellingWords(text: string): string[] {
  const words = text
    .toLowerCase()
    .replace(/[?!,"“”]/g, ' ')
    .replaceAll('’', "'")
    .split(/\s+/)
    .filter(Boolean);
  const telling = words.filter((word) => !SMALL_WORDS.has(word) && !/^\w+n't$/.test(word));
  return telling.length > 0 ? telling : words;
}

/**
 * Returns the pages that contain every word of a text, without ignored words, in their name, section or other names. The best match is
 * first: an equal name, a name that begins with the text, whole words in the name, whole words elsewhere, then parts of words.
 */
export function matchPages(pages: readonly PaletteResult[], text: string): PaletteResult[] {
  const words = tellingWords(text);
  return pages
    .flatMap((page) => {
      const rank = rankOf(page, words);
      return rank === null ? [] : [{ page, rank }];
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ page }) => page);
}

function rankOf({ label, detail = '', words: known = '' }: PaletteResult, words: readonly string[]): number | null {
  const name = label.toLowerCase();
  const all = `${name} ${detail} ${known}`.toLowerCase();
  if (!words.every((word) => all.includes(singular(word)))) return null;
  const typed = words.join(' ');
  if (name === typed) return 0;
  if (name.startsWith(typed)) return 1;
  // Whole words come before parts of words: "ou" should not find "account" first.
  if (holdsWords(name, words)) return 2;
  if (holdsWords(all, words)) return 3;
  return words.every((word) => name.includes(singular(word))) ? 4 : 5;
}

function holdsWords(text: string, words: readonly string[]): boolean {
  const whole = new Set(text.split(/[^\w']+/).map(singular));
  return words.every((word) => whole.has(singular(word)));
}

function singular(word: string): string {
  return word.length > 3 && /[^su]s$/.test(word) ? word.slice(0, -1) : word;
}

/**
 * Returns the results for a text in their order: pages with exactly this name, questions and results with exactly this name or id, other
 * pages, other results.
 */
export function orderResults(text: string, pages: readonly PaletteResult[], found: readonly PaletteResult[]): PaletteResult[] {
  const name = text.trim().toLowerCase();
  const exact = (result: PaletteResult) => result.label.toLowerCase() === name || result.id.toLowerCase() === name;
  const [first, rest] = [
    found.filter((result) => result.asked || exact(result)),
    found.filter((result) => !result.asked && !exact(result)),
  ];
  const samePage = pages.filter(({ label }) => label.toLowerCase() === name);
  return [...samePage, ...first, ...pages.filter((page) => !samePage.includes(page)), ...rest];
}

/** Groups results by kind, in the order in which the kinds first appear. */
export function groupResults(results: readonly PaletteResult[]): { kind: string; results: PaletteResult[] }[] {
  const groups = new Map<string, PaletteResult[]>();
  for (const result of results) groups.set(result.kind, [...(groups.get(result.kind) ?? []), result]);
  return [...groups].map(([kind, members]) => ({ kind, results: members }));
}

/** Returns the question "Who can …" if the text is an action, such as `s3:GetObject`. */
export function actionQuestion(text: string, whoCanHref: (action: string) => string): PaletteResult[] {
  const action = text.trim();
  if (!/^[a-z][\w-]*:[a-z]\w*$/i.test(action)) return [];
  return [{ id: `who can ${action}`, label: `Who can ${action}`, href: whoCanHref(action), kind: 'Questions', detail: 'Access' }];
}
