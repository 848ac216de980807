import { cEscapes } from '../c-escapes';
import type { Context } from '../context';
import { quoteShortly } from '../expand';
import { writeTo } from '../say';
import { setElement } from '../variables';
import { type Builtin, misuse } from './builtin';

const echo: Builtin = async (context, words) => {
  let line = true;
  let escapes = false;
  let at = 0;
  for (; /^-[neE]+$/.test(words[at] ?? ''); at += 1) {
    for (const letter of (words[at] as string).slice(1)) {
      if (letter === 'n') line = false;
      else escapes = letter === 'e';
    }
  }
  const text = words.slice(at).join(' ');
  if (!escapes) {
    await writeTo(context, 1, line ? `${text}\n` : text);
    return 0;
  }
  const { text: replaced, stopped } = cEscapes(text, 'echo');
  await writeTo(context, 1, line && !stopped ? `${replaced}\n` : replaced);
  return 0;
};

const CONVERSION = /%(%|([-+ 0#]*)(\*|\d+)?(?:\.(\*|\d+)?)?(?:hh|h|ll|l|j|z|t|L)?([a-zA-Z]|\([^)]*\)T))/g;
const MOST_WIDTH = 100_000;

/** Formats words as `printf` does. The format is used again while words are left. */
export function format(template: string, words: readonly string[], now: Date): { text: string; problems: string[] } {
  const problems: string[] = [];
  let at = 0;
  let text = '';
  let stopped = false;
  const next = () => {
    const word = words[at];
    at += 1;
    return word;
  };
  const integer = (word: string | undefined): bigint => {
    if (word === undefined || word === '') return 0n;
    if (/^["']/.test(word)) return BigInt(word.codePointAt(1) ?? 0);
    const found = /^\s*([+-]?)(0[xX][0-9a-fA-F]+|\d+)/.exec(word);
    if (!found || found[0].length < word.trimEnd().length) problems.push(`${word}: invalid number`);
    if (!found) return 0n;
    const digits = found[2] as string;
    const value = /^0\d/.test(digits) ? BigInt(`0o${digits.replace(/[89].*$/, '').slice(1) || '0'}`) : BigInt(digits);
    return BigInt.asIntN(64, found[1] === '-' ? -value : value);
  };
  const pad = (value: string, flags: string, width: number): string => {
    if (value.length >= width) return value;
    if (flags.includes('-')) return value.padEnd(width);
    return value.padStart(width);
  };
  const padNumber = (value: string, flags: string, width: number, zeros: boolean): string => {
    if (!zeros || flags.includes('-') || !flags.includes('0') || value.length >= width) return pad(value, flags, width);
    const sign = /^(?:[-+ ]?(?:0[xX])?)/.exec(value)?.[0] ?? '';
    return sign + value.slice(sign.length).padStart(width - sign.length, '0');
  };
  // The text outside of conversions has backslash escapes, a word for %s has none.
  const pieces: (string | RegExpMatchArray)[] = [];
  let end = 0;
  for (const found of template.matchAll(CONVERSION)) {
    pieces.push(cEscapes(template.slice(end, found.index), 'format').text, found);
    end = found.index + found[0].length;
  }
  pieces.push(cEscapes(template.slice(end), 'format').text);
  const takes = pieces.some((piece) => typeof piece !== 'string' && piece[1] !== '%');
  do {
    for (const piece of pieces) {
      if (typeof piece === 'string') {
        text += piece;
        continue;
      }
      if (piece[1] === '%') {
        text += '%';
        continue;
      }
      let flags = piece[2] ?? '';
      let width = piece[3] === '*' ? Number(integer(next())) : Number(piece[3] ?? 0);
      if (width < 0) {
        flags += '-';
        width = -width;
      }
      width = Math.min(width, MOST_WIDTH);
      const hasPrecision = /\.(?:\*|\d*)/.test(piece[0].replace(/\([^)]*\)T$/, 'T'));
      const precision = Math.min(
        hasPrecision ? (piece[4] === '*' ? Number(integer(next())) : Number(piece[4] ?? 0)) : -1,
        MOST_WIDTH,
      );
      const letter = piece[5] as string;
      switch (letter) {
        case 's': {
          const word = next() ?? '';
          text += pad(precision >= 0 ? [...word].slice(0, precision).join('') : word, flags, width);
          break;
        }
        case 'c':
          text += pad([...(next() ?? '')][0] ?? '', flags, width);
          break;
        case 'b': {
          const escaped = cEscapes((next() ?? '').replace(/\\([1-7])/g, '\\0$1'), 'echo');
          text += pad(escaped.text, flags, width);
          if (escaped.stopped) return { text, problems };
          break;
        }
        case 'q':
          text += pad(quoteShortly(next() ?? ''), flags, width);
          break;
        case 'd':
        case 'i': {
          const value = integer(next());
          const digits = (value < 0n ? -value : value).toString().padStart(Math.max(precision, 0), '0');
          const sign = value < 0n ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
          text += padNumber(sign + digits, flags, width, precision < 0);
          break;
        }
        case 'u':
        case 'o':
        case 'x':
        case 'X': {
          const value = BigInt.asUintN(64, integer(next()));
          let digits = value.toString(letter === 'o' ? 8 : letter === 'u' ? 10 : 16).padStart(Math.max(precision, 0), '0');
          if (flags.includes('#') && value !== 0n && letter !== 'u') digits = `${letter === 'o' ? '0' : '0x'}${digits}`;
          if (letter === 'X') digits = digits.toUpperCase();
          text += padNumber(digits, flags, width, precision < 0);
          break;
        }
        case 'e':
        case 'E':
        case 'f':
        case 'F':
        case 'g':
        case 'G': {
          const word = next();
          const value = word === undefined || word === '' ? 0 : Number(word);
          if (Number.isNaN(value)) problems.push(`${word}: invalid number`);
          let digits = floating(Number.isNaN(value) ? 0 : value, letter, precision);
          if (!digits.startsWith('-')) digits = (flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '') + digits;
          text += padNumber(digits, flags, width, true);
          break;
        }
        default:
          if (letter.endsWith('T')) {
            const seconds = next();
            const time = seconds === undefined || seconds === '-1' ? now : new Date(Number(seconds) * 1000);
            text += pad(formatTime(letter.slice(1, -2) || '%X', time), flags, width);
          } else {
            problems.push(`\`${letter}': invalid format character`);
            stopped = true;
          }
      }
      if (stopped || text.length > 1 << 20) return { text, problems };
    }
  } while (takes && at < words.length);
  return { text, problems };
}

/** Returns a number with decimals. C rounds a half to the even digit, and JavaScript rounds it up. */
function fixed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  const more = value.toFixed(Math.min(100, digits + 60));
  const cut = more.length - Math.min(60, 100 - digits);
  if (digits >= 40 || !/^50*$/.test(more.slice(cut)) || /e/.test(more)) return text;
  const down = more.slice(0, cut).replace(/\.$/, '');
  return /[02468]$/.test(down) ? down : text;
}

function floating(value: number, letter: string, precision: number): string {
  const digits = Math.min(precision < 0 ? 6 : precision, 100);
  const exponent = (text: string) => text.replace(/e([+-])(\d)$/, 'e$10$2');
  let text: string;
  if (/f/i.test(letter)) text = fixed(value, digits);
  else if (/e/i.test(letter)) text = exponent(value.toExponential(digits));
  else {
    const significant = Math.max(digits, 1);
    const power = value === 0 ? 0 : Number(value.toExponential(significant - 1).split('e')[1]);
    text =
      power < -4 || power >= significant
        ? exponent(value.toExponential(significant - 1))
        : value.toFixed(Math.max(0, significant - 1 - power));
    if (text.includes('.')) text = text.replace(/\.?0+(?=e|$)/, '');
  }
  return letter < 'a' ? text.toUpperCase() : text;
}

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** Formats a time in UTC as strftime does in the C locale. */
export function formatTime(template: string, time: Date): string {
  return template.replace(/%([-_0^]?)(:?[a-zA-Z%]|[1-9]N)/g, (whole, flag: string, letter: string) => {
    const part = timePart(letter, time);
    if (part === null) return whole;
    if (flag === '-') return part.replace(/^[0 ]+(?=\d)/, '');
    if (flag === '_') return part.replace(/^0+(?=\d)/, (zeros) => ' '.repeat(zeros.length));
    return flag === '^' ? part.toUpperCase() : part;
  });
}

function timePart(letter: string, time: Date): string | null {
  const two = (value: number) => String(value).padStart(2, '0');
  const nanoseconds = String(time.getUTCMilliseconds() * 1_000_000).padStart(9, '0');
  const startOfYear = Date.UTC(time.getUTCFullYear(), 0, 1);
  const day = time.getUTCDay();
  // The week of ISO 8601 belongs to the year of its Thursday.
  const thursday = new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth(), time.getUTCDate() + 3 - ((day + 6) % 7)));
  const digits = /^([1-9])N$/.exec(letter)?.[1];
  if (digits) return nanoseconds.slice(0, Number(digits));
  switch (letter) {
    case 'Y':
      return String(time.getUTCFullYear());
    case 'C':
      return two(Math.floor(time.getUTCFullYear() / 100));
    case 'y':
      return two(time.getUTCFullYear() % 100);
    case 'm':
      return two(time.getUTCMonth() + 1);
    case 'd':
      return two(time.getUTCDate());
    case 'e':
      return String(time.getUTCDate()).padStart(2);
    case 'H':
      return two(time.getUTCHours());
    case 'I':
      return two(time.getUTCHours() % 12 || 12);
    case 'k':
      return String(time.getUTCHours()).padStart(2);
    case 'M':
      return two(time.getUTCMinutes());
    case 'S':
      return two(time.getUTCSeconds());
    case 'N':
      return nanoseconds;
    case 's':
      return String(Math.floor(time.getTime() / 1000));
    case 'p':
      return time.getUTCHours() < 12 ? 'AM' : 'PM';
    case 'j':
      return String(Math.floor((time.getTime() - startOfYear) / 86_400_000) + 1).padStart(3, '0');
    case 'A':
      return DAYS[day] as string;
    case 'a':
      return (DAYS[day] as string).slice(0, 3);
    case 'u':
      return String(day || 7);
    case 'w':
      return String(day);
    case 'B':
      return MONTHS[time.getUTCMonth()] as string;
    case 'b':
      return (MONTHS[time.getUTCMonth()] as string).slice(0, 3);
    case 'h':
      return (MONTHS[time.getUTCMonth()] as string).slice(0, 3);
    case 'V':
      return two(1 + Math.floor((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / (7 * 86_400_000)));
    case 'G':
      return String(thursday.getUTCFullYear());
    case 'Z':
      return 'UTC';
    case 'z':
      return '+0000';
    case ':z':
      return '+00:00';
    case 'F':
      return formatTime('%Y-%m-%d', time);
    case 'T':
      return formatTime('%H:%M:%S', time);
    case 'R':
      return formatTime('%H:%M', time);
    case 'D':
      return formatTime('%m/%d/%y', time);
    case 'x':
      return formatTime('%m/%d/%y', time);
    case 'X':
      return formatTime('%H:%M:%S', time);
    case 'c':
      return formatTime('%a %b %e %H:%M:%S %Y', time);
    case 'r':
      return formatTime('%I:%M:%S %p', time);
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case '%':
      return '%';
    default:
      return null;
  }
}

const printf: Builtin = async (context: Context, words, { name }) => {
  let rest = words;
  let variable: string | null = null;
  if (rest[0] === '-v') {
    variable = rest[1] ?? '';
    rest = rest.slice(2);
  }
  if (rest[0] === '--') rest = rest.slice(1);
  const [template, ...values] = rest;
  if (template === undefined) return misuse(context, name, 'usage: printf [-v var] format [arguments]', 2);
  const { text, problems } = format(template, values, context.shared.now());
  if (variable === null) await writeTo(context, 1, text);
  else {
    const [, base = variable, index = null] = /^(\w+)\[(.*)\]$/.exec(variable) ?? [];
    if (!/^[A-Za-z_]\w*$/.test(base)) return misuse(context, name, `\`${variable}': not a valid identifier`, 2);
    setElement(context.state, base, index, text);
  }
  for (const problem of problems) await misuse(context, name, problem);
  return problems.length > 0 ? 1 : 0;
};

export const printBuiltin: readonly (readonly [string, Builtin])[] = [
  ['echo', echo],
  ['printf', printf],
];
