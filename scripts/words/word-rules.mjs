/**
 * One broken rule of docs/style.md.
 * @typedef {{ rule: string, line: number, text: string }} WordFinding `line` counts from the first line of the text, which is 0
 */

/** The longest sentence and the longest subject of a commit. */
export const MOST_WORDS = 30;
export const MOST_SUBJECT_CHARACTERS = 72;

// Openings that leave a sentence without a subject. "Where …, …" and "Whether …, …" have a main clause after the comma.
const OPENING = /^(?:Of|What|Whose|Whom|None|Those|How (?:many|much|often|long|far|large|old))\b/;
const OPENING_WITHOUT_MAIN_CLAUSE = /^(?:Where|Whether)\b[^,]*$/;

/** Words that went, each with what stands in its place. @type {readonly (readonly [RegExp, string])[]} */
const WENT = [
  [/\bwho(?:m|mever|ever|soever)\b/i, 'name the person, or "anyone who"'],
  [/\b(?:there|where)(?:of|to|upon)\b/i, 'say of what'],
  [/\b(?:oneself|one's|one’s)(?! (?:own )?(?:of|that)\b)/i, 'name the subject'],
  // "One" is a pronoun here for sure: it begins a clause, and a verb follows.
  [
    /(?:^|[,;:(] ?|\b(?:that|if|when|what|as|than|how|because|until) )one (?:may|can|must|should|would|has to|sees|gets|wants|asks)\b/i,
    'name the subject',
  ],
  [/\baskers?\b/i, 'caller, or viewer'],
  [/\bstrangers?\b/i, 'external principal'],
  [/\boutsiders?\b/i, 'external principal'],
  [/\bkeepers?\b/i, 'background job'],
  [/\bkept (?:messages?|resources?)\b/i, 'stored'],
  [/\bdoor for (?:other )?programs\b/i, 'authorization API'],
  [/\bseat words\b/i, 'recovery phrase'],
  [/\bwhose turn\b/i, 'account lock'],
  [/\btold apart\b/i, "can't be distinguished"],
  [/\b(?:put away|shut out|lets? off)\b/i, 'secured, denied, exempt'],
];

/** Names of pages that begin as a sentence may not. */
const NAMES = new Set(['What if']);

// A word that ends in s after "1": a plural, unless its s belongs to it.
const ONE_PLURAL = /(?<![\w.,:/-])1 (?!(?:is|was|has|as|this|plus|minus|times|thus|means|does|\w*(?:ss|us|is))\b)[a-z]{2,}s\b/;

/**
 * Judges one text by the rules that a program can judge.
 *
 * @param {string} text plain text; a blank line, a list item and a tag each begin a sentence
 * @returns {WordFinding[]}
 */
export function judgeText(text) {
  return sentencesOf(text).flatMap(({ line, sentence }) =>
    judgeSentence(sentence).map((rule) => ({ rule, line, text: sentence })),
  );
}

/**
 * Judges the subject of a commit.
 * @param {string} subject @returns {string[]} the broken rules
 */
export function judgeSubject(subject) {
  const long =
    subject.length > MOST_SUBJECT_CHARACTERS ? [`${subject.length} characters, more than ${MOST_SUBJECT_CHARACTERS}`] : [];
  return [...long, ...judgeSentence(subject)];
}

/** @param {string} sentence @returns {string[]} */
function judgeSentence(sentence) {
  /** @type {string[]} */
  const rules = [];
  const allowed = sentence.endsWith('?') || NAMES.has(sentence);
  const opening = allowed ? null : (OPENING.exec(sentence) ?? OPENING_WITHOUT_MAIN_CLAUSE.exec(sentence));
  if (opening)
    rules.push(
      `begins with "${opening[0]
        .split(' ')
        .slice(0, opening[0].startsWith('How') ? 2 : 1)
        .join(' ')}"`,
    );
  const plain = withoutCode(sentence);
  const words = plain.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  if (words > MOST_WORDS) rules.push(`${words} words, more than ${MOST_WORDS}`);
  for (const [pattern, instead] of WENT) {
    const went = pattern.exec(plain);
    if (went) rules.push(`"${went[0].replace(/^[,;:( ]+/, '')}" went: ${instead}`);
  }
  const plural = ONE_PLURAL.exec(plain);
  if (plural) rules.push(`"${plural[0]}" is not singular`);
  return rules;
}

/** Code, the type of a tag, addresses and quoted words count as one word each. @param {string} sentence */
function withoutCode(sentence) {
  return sentence.replace(/^\{.*\}|`[^`]*`|"[^"\s]*"/g, 'code').replace(/\bhttps?:\/\/\S+/g, 'address');
}

const MARK = /^\s*(?:[-*+] |\d+\. |#+ |> |@(?:param|returns?|throws|typedef|type|template|property)\b)/;

/** @param {string} text @returns {{ line: number, sentence: string }[]} */
function sentencesOf(text) {
  /** @type {{ line: number, sentence: string }[]} */
  const sentences = [];
  /** @type {{ line: number, words: string[] } | null} */
  let open = null;
  const close = () => {
    if (open !== null) sentences.push({ line: open.line, sentence: open.words.join(' ') });
    open = null;
  };
  for (const [line, whole] of text.split('\n').entries()) {
    if (whole.trim() === '' || MARK.test(whole)) close();
    for (const word of whole.replace(MARK, '').trim().split(/\s+/)) {
      if (word === '') continue;
      // A sentence ends before a capital letter or code, so that "e.g. users" does not end one.
      const last = open?.words.at(-1);
      if (
        last !== undefined &&
        /[.!?…]["'”’)]*$/.test(last) &&
        /^["'“‘(*]*(?:\p{Lu}|`)/u.test(word) &&
        !/^\(?(?:e\.g|i\.e)\.$/.test(last)
      )
        close();
      open ??= { line, words: [] };
      open.words.push(word);
    }
  }
  close();
  return sentences;
}
