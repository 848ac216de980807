import { decode } from '../../text/bytes';
import { LIMITS, LimitReached } from '../budget';
import type { Context } from '../context';
import { writeTo } from '../say';
import type { Input } from '../streams';
import { MOST_ELEMENTS, setArray, setVariable } from '../variables';
import { type Builtin, misuse } from './builtin';

type ReadUse = {
  raw: boolean;
  hidden: boolean;
  prompt: string;
  array: string | null;
  delimiter: string;
  count: number | null;
  fd: number;
  names: string[];
};

function readUse(words: readonly string[]): ReadUse | string {
  const use: ReadUse = { raw: false, hidden: false, prompt: '', array: null, delimiter: '\n', count: null, fd: 0, names: [] };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as string;
    if (use.names.length > 0 || !/^-./.test(word) || word === '--') {
      if (word !== '--') use.names.push(word);
      continue;
    }
    for (let letterAt = 1; letterAt < word.length; letterAt += 1) {
      const letter = word[letterAt] as string;
      if (letter === 'r') use.raw = true;
      else if (letter === 's') use.hidden = true;
      else if (letter === 'e') continue;
      else if ('padnNutid'.includes(letter)) {
        let value = word.slice(letterAt + 1);
        if (value === '') {
          at += 1;
          value = words[at] ?? '';
        }
        if (letter === 'p') use.prompt = value;
        else if (letter === 'a') use.array = value;
        else if (letter === 'd') use.delimiter = value[0] ?? '\0';
        else if (letter === 'n' || letter === 'N') use.count = Number(value);
        else if (letter === 'u') use.fd = Number(value);
        break;
      } else return `-${letter}: invalid option`;
    }
  }
  return use;
}

const read: Builtin = async (context, words, { name }) => {
  const use = readUse(words);
  if (typeof use === 'string') return misuse(context, name, use, 2);
  const invalid = use.names.find((one) => !/^[A-Za-z_]\w*(?:\[.*\])?$/.test(one));
  if (invalid !== undefined) return misuse(context, name, `\`${invalid}': not a valid identifier`);
  const input = context.descriptors.get(use.fd)?.input;
  if (!input) return misuse(context, name, `${use.fd}: invalid file descriptor: Bad file descriptor`);
  const { text, ended } = await readLine(context, input, use);
  const separators = context.state.get('IFS') ?? ' \t\n';
  if (use.array !== null) {
    setArray(
      context.state,
      use.array,
      splitRead(text, separators, null).map((value) => ({ value })),
    );
  } else if (use.names.length === 0) setVariable(context.state, 'REPLY', unescaped(text));
  else {
    const values = splitRead(text, separators, use.names.length);
    for (const [index, variable] of use.names.entries()) {
      const [, base = variable, key] = /^(\w+)\[(.*)\]$/.exec(variable) ?? [];
      if (key === undefined) setVariable(context.state, base, values[index] ?? '');
      else setArray(context.state, base, [{ index: key, value: values[index] ?? '' }], { append: true });
    }
  }
  return ended ? 1 : 0;
};

const LONGEST_LINE = LIMITS.variableBytes;

/** Characters after a backslash are marked so, and never divide words. */
type Marked = { character: string; escaped: boolean }[];

async function readLine(context: Context, input: Input, use: ReadUse): Promise<{ text: Marked; ended: boolean }> {
  const marked: Marked = [];
  if (input.terminal) {
    const answer = await context.shared.terminal.ask(use.prompt, { hidden: use.hidden });
    if (answer === null) return { text: [], ended: true };
    return { text: mark(use.count === null ? answer : answer.slice(0, use.count), use.raw).text, ended: false };
  }
  for (;;) {
    const { bytes, ended } = await input.readTo(use.delimiter.charCodeAt(0), Math.min(use.count ?? LONGEST_LINE, LONGEST_LINE));
    const { text, continues } = mark(decode(bytes), use.raw || use.delimiter !== '\n');
    for (const one of text) marked.push(one);
    if (marked.length >= LONGEST_LINE) throw new LimitReached('the line was stopped: read got a line of more than 1 MiB.');
    await context.shared.budget.breathe();
    if (!continues || ended) return { text: marked, ended };
  }
}

function mark(line: string, raw: boolean): { text: Marked; continues: boolean } {
  const text: Marked = [];
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at] as string;
    if (raw || character !== '\\') text.push({ character, escaped: false });
    else {
      at += 1;
      if (at >= line.length) return { text, continues: true };
      text.push({ character: line[at] as string, escaped: true });
    }
  }
  return { text, continues: false };
}

function unescaped(text: Marked): string {
  return text.map(({ character }) => character).join('');
}

/** Divides a line for variables. The last one gets the rest. */
function splitRead(text: Marked, separators: string, count: number | null): string[] {
  const isSeparator = (at: number) => {
    const one = text[at];
    return one !== undefined && !one.escaped && separators.includes(one.character);
  };
  const isBlank = (at: number) => isSeparator(at) && ' \t\n'.includes((text[at] as Marked[number]).character);
  const values: string[] = [];
  let at = 0;
  while (isBlank(at)) at += 1;
  while (at < text.length) {
    if (count !== null && values.length === count - 1) {
      let end = text.length;
      while (end > at && isBlank(end - 1)) end -= 1;
      // One separator at the end belongs to nothing, if it is the only one.
      const inner = text.slice(at, end);
      const only =
        inner.length > 0 &&
        isSeparator(end - 1) &&
        !isBlank(end - 1) &&
        !inner.slice(0, -1).some((_, index) => isSeparator(at + index) && !isBlank(at + index));
      values.push(unescaped(only ? inner.slice(0, -1) : inner));
      return values;
    }
    const start = at;
    while (at < text.length && !isSeparator(at)) at += 1;
    values.push(unescaped(text.slice(start, at)));
    while (isBlank(at)) at += 1;
    if (isSeparator(at) && !isBlank(at)) {
      at += 1;
      while (isBlank(at)) at += 1;
    }
  }
  return values;
}

const mapfile: Builtin = async (context, words) => {
  const trims = words.includes('-t');
  const variable = words.filter((word) => !word.startsWith('-')).at(-1) ?? 'MAPFILE';
  const input = context.descriptors.get(0)?.input;
  const values: { value: string }[] = [];
  for (;;) {
    await context.shared.budget.breathe();
    const line = await input?.readTo(10);
    if (!line || (line.ended && line.bytes.length === 0)) break;
    values.push({ value: decode(line.bytes) + (trims || line.ended ? '' : '\n') });
    if (line.ended) break;
    if (values.length > MOST_ELEMENTS)
      throw new LimitReached(`the line was stopped: an array can have ${MOST_ELEMENTS} elements.`);
  }
  setArray(context.state, variable, values);
  return 0;
};

const history: Builtin = async (context, words) => {
  const lines = context.shared.history();
  const count = words[0] !== undefined && /^\d+$/.test(words[0]) ? Number(words[0]) : lines.length;
  const first = Math.max(0, lines.length - count);
  await writeTo(
    context,
    1,
    lines
      .slice(first)
      .map((line, index) => `${String(first + index + 1).padStart(5)}  ${line}\n`)
      .join(''),
  );
  return 0;
};

export const INPUT_BUILTINS: readonly (readonly [string, Builtin])[] = [
  ['read', read],
  ['mapfile', mapfile],
  ['readarray', mapfile],
  ['history', history],
];
