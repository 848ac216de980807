import { type NavArea, type NavItem, navigationPages } from './navigation';

export type PaletteResult = {
  id: string;
  label: string;
  href: string;
  /** The kind of thing: "User", "Role", "Account", "Page". */
  kind: string;
  /** An id, ARN, path or section under the label. */
  detail?: string;
  /** Other words that people use for it. */
  words?: string;
  /** The text was read as a question, and this is it. */
  asked?: true;
  /** Done instead of going to `href`. */
  run?: () => void;
};

/** Returns everything that the palette knows without asking the server: the pages, what can be begun, and topics. */
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

/** Words that say nothing about what is looked for. */
const SMALL_WORDS = new Set(
  'a an the is are was am be do does did of in on at to for from with and or i me my we our you it its this that any anything some something somebody anybody here there how what which who where when why can could may has have had show find list give want need not no without'.split(
    ' ',
  ),
);

/** Returns the words of a text that say what is looked for; all of them if none does. */
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
 * Returns the pages that hold every telling word of a text in their name, section or words, the best first: the same name, then a name that
 * begins so, then the same words, then a name that holds the words, then the others.
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
  // Whole words before parts of words: "ou" is not what "account" is about.
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
 * Orders everything that was found for a text: questions that the text asks, things that are called exactly so, pages, and then the other
 * things in the order in which they were found.
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
  return [{ id: `who can ${action}`, label: `Who can ${action}`, href: whoCanHref(action), kind: 'Questions', detail: 'Access' }];
}
