/**
 * A text that a person reads, and the line of the file where it begins, from 1.
 * @typedef {{ line: number, text: string }} ReadText
 */

/**
 * Reads the comments of a TypeScript or JavaScript file, and the sentences in its strings and JSX. Takes time in proportion to the length
 * of the code, whatever it is: it never goes back.
 *
 * @param {string} code
 * @param {{ jsx: boolean, sentences: boolean }} read `sentences` false: only comments, as in tests, whose strings are their cases
 * @returns {ReadText[]}
 */
export function readCode(code, { jsx, sentences }) {
  const { comments, strings, masked } = scan(code);
  const texts = sentences ? [...strings.filter(({ text }) => isSentence(text)), ...(jsx ? readJsx(masked) : [])] : [];
  const startOf = lineStarts(code);
  return [...joinLines(code, comments), ...texts].map(({ at, text }) => ({ line: lineAt(startOf, at), text }));
}

/**
 * Reads the prose of a Markdown file: no fenced code, and each cell of a table by itself.
 * @param {string} text @returns {ReadText[]}
 */
export function readMarkdown(text) {
  /** @type {ReadText[]} */
  const texts = [];
  let fence = false;
  /** @type {ReadText | null} */
  let open = null;
  for (const [index, line] of text.split('\n').entries()) {
    if (/^\s*(?:```|~~~)/.test(line)) fence = !fence;
    if (fence || /^\s*(?:```|~~~|\||<)/.test(line)) {
      if (!fence && line.trimStart().startsWith('|')) {
        for (const cell of line.split('|')) texts.push({ line: index + 1, text: plainMarkdown(cell.trim()) });
      }
      open = null;
    } else if (open) open.text += `\n${plainMarkdown(line)}`;
    else {
      open = { line: index + 1, text: plainMarkdown(line) };
      texts.push(open);
    }
  }
  return texts;
}

/** @param {string} line */
function plainMarkdown(line) {
  return line.replace(/!?\[([^[\]]*)\]\([^()]*\)/g, '$1').replaceAll('**', '');
}

/** @typedef {{ at: number, text: string }} Found */
/** @typedef {Found & { end: number, block: boolean }} Comment */

/** @param {string} code @returns {{ comments: Comment[], strings: Found[], masked: string }} */
function scan(code) {
  /** @type {Comment[]} */
  const comments = [];
  /** @type {Found[]} */
  const strings = [];
  // Open templates, innermost last: where each began, its text so far, and how many braces of its expression are open.
  /** @type {{ at: number, text: string[], braces: number }[]} */
  const templates = [];
  // The end of the last line that left a mark open, so that no line is read once for each of its marks.
  const unclosed = { "'": 0, '"': 0, '/': 0 };
  /** @param {number} from @param {"'" | '"' | '/'} mark */
  const closed = (from, mark) => {
    if (from < unclosed[mark]) return null;
    const end = endOfLiteral(code, from, mark);
    if (end === null) unclosed[mark] = indexOr(code, '\n', from, 0);
    return end;
  };
  let masked = '';
  let copied = 0;
  let before = '';
  let at = 0;
  while (at < code.length) {
    const char = code[at] ?? '';
    const template = templates.at(-1);
    if (template && template.braces === 0) {
      // Inside the text of a template.
      const stop = nextOf(code, at, /[`\\]|\$\{/g);
      template.text.push(code.slice(at, stop));
      if (code[stop] === '\\') {
        template.text.push(' ');
        at = stop + 2;
      } else if (code[stop] === '$') {
        template.text.push('…');
        template.braces = 1;
        before = '{';
        at = stop + 2;
      } else {
        templates.pop();
        strings.push({ at: template.at, text: template.text.join('') });
        before = '`';
        at = stop + 1;
      }
      continue;
    }
    const block = code[at + 1] === '*';
    // "bucket/reports/*" in JSX begins no comment, and neither does "https://".
    if (char === '/' && (block ? !/\w/.test(code[at - 1] ?? '') : code[at + 1] === '/' && code[at - 1] !== ':')) {
      const end = block ? indexOr(code, '*/', at + 2, 2) : indexOr(code, '\n', at, 0);
      comments.push({ at, end, block, text: code.slice(at, end) });
      masked += code.slice(copied, at) + code.slice(at, end).replace(/[^\n]/g, ' ');
      copied = end;
      at = end;
      continue;
    }
    if (char === '/' && code[at + 1] !== '>' && (/[(,=:[!&|?{};]/.test(before) || code.slice(at - 7, at) === 'return ')) {
      at = closed(at, '/') ?? at + 1;
      before = '/';
      continue;
    }
    if (char === "'" || char === '"') {
      // A quotation mark that its line does not close is an apostrophe in JSX.
      const end = closed(at, char);
      if (end !== null)
        strings.push({
          at,
          text: code
            .slice(at + 1, end - 1)
            .replace(/\\(['"`])/g, '$1')
            .replace(/\\n/g, ' '),
        });
      before = char;
      at = end ?? at + 1;
      continue;
    }
    if (char === '`') {
      templates.push({ at, text: [], braces: 0 });
      at += 1;
      continue;
    }
    if (template && char === '{') template.braces += 1;
    if (template && char === '}') template.braces -= 1;
    if (char !== ' ' && char !== '\n') before = char;
    at += 1;
  }
  return { comments, strings, masked: masked + code.slice(copied) };
}

/** @param {string} code @param {number} from @param {RegExp} pattern with the flag g */
function nextOf(code, from, pattern) {
  pattern.lastIndex = from;
  return pattern.exec(code)?.index ?? code.length;
}

/** @param {string} code @param {string} part @param {number} from @param {number} more */
function indexOr(code, part, from, more) {
  const found = code.indexOf(part, from);
  return found < 0 ? code.length : found + more;
}

/** The end of a string or a regular expression, which both end in their line; null if it does not. @param {string} code @param {number} at @param {string} mark */
function endOfLiteral(code, at, mark) {
  let set = false;
  for (let end = at + 1; end < code.length; end += 1) {
    const char = code[end];
    if (char === '\n') return null;
    if (char === '\\') end += 1;
    else if (mark === '/' && char === '[') set = true;
    else if (mark === '/' && char === ']') set = false;
    else if (char === mark && !set) return end + 1;
  }
  return null;
}

/** Comments of lines that follow each other are one text. @param {string} code @param {readonly Comment[]} comments @returns {Found[]} */
function joinLines(code, comments) {
  /** @type {Comment[]} */
  const joined = [];
  for (const { at, end, block, text: whole } of comments) {
    if (/^\/\/\s*(?:biome-ignore|@ts-|\/|#)/.test(whole)) continue;
    const text = block
      ? whole.replace(/^\/\*+|\*+\/$/g, '').replace(/^[ \t]*\*/gm, '')
      : whole.replace(/^\/\/\s*(?:(?:AWS|INVARIANT \([^)]*\)):\s*)?/, '');
    const last = joined.at(-1);
    if (!block && last && !last.block && /^\n[ \t]*$/.test(code.slice(last.end, at))) {
      last.text += `\n${text}`;
      last.end = end;
    } else joined.push({ at, end, block, text });
  }
  return joined;
}

/** Tells sentences, titles and labels from identifiers, class names and SQL. @param {string} text */
function isSentence(text) {
  return /^["“(]?\p{Lu}[\p{Ll}’']*[,:]? .*\p{Ll}{2}/su.test(text);
}

// The text between two tags. The first ">" may also end a generic type or be an operator, and then code follows.
const BETWEEN_TAGS = /(?<![=-])>([^<>{}]*(?:\{[^{}<>]*\}[^<>{}]*)*)</g;

/** @param {string} masked code without its comments @returns {Found[]} */
function readJsx(masked) {
  return [...masked.matchAll(BETWEEN_TAGS)].flatMap((match) => {
    const text = (match[1] ?? '').replace(/\{' '\}/g, ' ').replace(/\{[^}]*\}/g, '…');
    const start = text.search(/\S/);
    const isCode = /[;=]|&&|\|\||\bconst\b|\breturn\b|\w\(/.test(text);
    return start < 0 || isCode || !isSentence(text.trim()) ? [] : [{ at: match.index + 1 + start, text: text.trim() }];
  });
}

/** @param {string} code @returns {number[]} where each line begins */
function lineStarts(code) {
  const starts = [0];
  for (let at = code.indexOf('\n'); at >= 0; at = code.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** @param {readonly number[]} starts @param {number} at @returns {number} from 1 */
function lineAt(starts, at) {
  let [low, high] = [0, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle;
  }
  return low + 1;
}
