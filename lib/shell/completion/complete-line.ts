import type { Candidate } from '../../aws-cli/completion/candidate';
import type { WordsAtCursor } from '../../aws-cli/completion/complete';
import { filesAt } from '../../aws-cli/completion/file-paths';
import type { CommandFiles } from '../../aws-cli/io';
import type { Completion, Completions } from '../messages';
import { endOf, type Quotation, quoted } from './quote';
import { type CursorPlace, placeAtEnd, type ScannedWord, wordsOf } from './scan';

/** The parts of a shell that the completion reads. */
export type CompletionWorld = {
  variables: ReadonlyMap<string, unknown>;
  lookup: (name: string) => string | null;
  aliases: ReadonlyMap<string, string>;
  functions: ReadonlyMap<string, unknown>;
  builtins: ReadonlyMap<string, unknown>;
  /** Commands without a summary only say that they are not here. */
  commands: ReadonlyMap<string, { summary: string }>;
  files: Pick<CommandFiles, 'list' | 'stat'>;
  aws: (words: WordsAtCursor, wordId: string) => Promise<Candidate[]>;
  gatehouse: (before: readonly string[], word: string, wordId: string) => Promise<Candidate[]>;
};

type WordPlace = Extract<CursorPlace, { kind: 'word' }>;
type Choice = Omit<Candidate, 'kind'> & { kind: Completion['kind'] };

const MOST_CHOICES = 500;
/** Longer texts are no line that a person completes. */
const LONGEST_TEXT = 10_000;
const MOST_ALIASES = 10;
/** Commands whose words are another command. */
const RUNNERS: ReadonlySet<string> = new Set(['command', 'env', 'exec', 'nohup', 'time', 'watch', 'xargs']);
const TAKE_FOLDERS: ReadonlySet<string> = new Set(['cd', 'rmdir']);
const TAKE_VARIABLES: ReadonlySet<string> = new Set(['export', 'unset', 'readonly', 'local', 'declare', 'typeset', 'read']);
const TAKE_COMMANDS: ReadonlySet<string> = new Set(['type', 'which', 'help', 'man', 'alias', 'unalias']);

/**
 * Returns the completions of the word at the cursor.
 * @param wasAsked false for a suggestion while the person types: only words of `aws` and `gatehouse` that have begun get one
 */
export async function completeLine(
  text: string,
  cursor: number,
  world: CompletionWorld,
  wasAsked: boolean,
): Promise<Completions> {
  const at = Math.min(Math.max(Math.trunc(cursor) || 0, 0), text.length);
  if (text.length > LONGEST_TEXT) return none(at);
  const place = placeAtEnd(text.slice(0, at), world.lookup);
  if (place.kind === 'nothing') return none(at);
  if (place.kind === 'variable') return wasAsked ? variables(place, at, world) : none(at);
  const isSuggested = place.role === 'argument' && place.raw !== '';
  if (!wasAsked && !isSuggested) return none(at);
  const found = (await choicesAt(place, text.slice(at), world, wasAsked))
    .filter(({ value }) => value.startsWith(place.value))
    .slice(0, MOST_CHOICES);
  return inserted(place, text, at, found);
}

const none = (at: number): Completions => ({ from: at, to: at, shared: '', choices: [] });

/** Returns the choices as text for the line. Everything that is typed stays as it is. */
function inserted(place: WordPlace, text: string, at: number, found: readonly Choice[]): Completions {
  if (found.length === 0) return none(at);
  const { raw, value, quotation, from } = place;
  const end = endOf(quotation);
  // The mark that ends the quotation may be there already.
  const isClosed = end !== '' && text[at] === end;
  const add = (rest: string) => addition(raw, rest, quotation);
  const choices = found.map(({ value: whole, kind, detail, continues }): Completion => {
    const mark = isClosed || !continues ? end : '';
    return {
      text: add(whole.slice(value.length)) + mark,
      kind,
      ...(detail !== undefined && { detail }),
      ...(continues && { continues }),
    };
  });
  const shared = add(sharedBeginning(found.map((one) => one.value)).slice(value.length)) + (isClosed ? end : '');
  return { from, to: isClosed ? at + 1 : at, shared, choices };
}

function addition(raw: string, rest: string, quotation: Quotation): string {
  // A file must not look like an option.
  if (raw === '' && rest.startsWith('-') && !rest.startsWith('--')) return `./${quoted(rest, quotation)}`;
  return raw + quoted(rest, quotation);
}

function sharedBeginning(values: readonly string[]): string {
  const [first = '', ...others] = values;
  let length = first.length;
  for (const other of others) {
    let same = 0;
    while (same < length && first[same] === other[same]) same++;
    length = same;
  }
  // Half of a character is none.
  return first.slice(0, /[\ud800-\udbff]/.test(first[length - 1] ?? '') ? length - 1 : length);
}

function variables(place: Extract<CursorPlace, { kind: 'variable' }>, at: number, world: CompletionWorld): Completions {
  const { from, name, inBraces } = place;
  const names = [...world.variables.keys()].filter((one) => one.startsWith(name)).toSorted();
  if (names.length === 0) return none(at);
  const text = (one: string) => (inBraces ? `\${${one}` : `$${one}`);
  const choices = names.map(
    (one): Completion => ({ text: text(one) + (inBraces ? '}' : ''), kind: 'variable', continues: true }),
  );
  return { from, to: at, shared: text(sharedBeginning(names)), choices };
}

async function choicesAt(place: WordPlace, rest: string, world: CompletionWorld, wasAsked: boolean): Promise<readonly Choice[]> {
  const { role, value, from } = place;
  if (role === 'file') return await filesAt(value, world.files);
  if (role === 'command') return await commandsAt(value, world);
  const before = withoutRunner(withoutAliases(place.before, world));
  const [command, ...words] = before.map((word) => word.value ?? word.raw);
  if (command === undefined) return await commandsAt(value, world);
  if (command === 'aws') {
    return await world.aws(
      { before: words, word: value, after: wordsAfter(rest, place.quotation, world) },
      wordId(command, words, from),
    );
  }
  if (command === 'gatehouse') return await world.gatehouse(words, value, wordId(command, words, from));
  if (command === 'why' || !wasAsked) return [];
  if (TAKE_VARIABLES.has(command)) {
    return [...world.variables.keys()].toSorted().map((name) => ({ value: name, kind: 'variable' }));
  }
  if (TAKE_COMMANDS.has(command)) return commandNames(world);
  const files = await filesAt(value, world.files);
  return TAKE_FOLDERS.has(command) ? files.filter(({ continues }) => continues) : files;
}

const wordId = (command: string, words: readonly string[], from: number): string => JSON.stringify([command, words, from]);

/** Returns the words of the command behind the cursor. */
function wordsAfter(rest: string, quotation: Quotation, world: CompletionWorld): readonly string[] {
  if (quotation !== 'bare') return [];
  const words = wordsOf(rest, world.lookup).map(({ value, raw }) => value ?? raw);
  return /^\s/.test(rest) ? words : words.slice(1);
}

function withoutAliases(words: readonly ScannedWord[], world: CompletionWorld): readonly ScannedWord[] {
  let expanded = words;
  for (let i = 0; i < MOST_ALIASES; i++) {
    const [first, ...rest] = expanded;
    const alias = first && first.raw === first.value ? world.aliases.get(first.raw) : undefined;
    if (alias === undefined) break;
    const meant = wordsOf(alias, world.lookup);
    expanded = [...meant, ...rest];
    if (meant[0]?.raw === first?.raw) break;
  }
  return expanded;
}

/** Leaves out a command that runs another one, with its own options and assignments. */
function withoutRunner(words: readonly ScannedWord[]): readonly ScannedWord[] {
  if (!RUNNERS.has(words[0]?.raw ?? '')) return words;
  const known = words.findIndex(({ raw }) => raw === 'aws' || raw === 'gatehouse');
  if (known !== -1) return words.slice(known);
  const first = words.slice(1).findIndex(({ raw }) => !raw.startsWith('-') && !raw.includes('='));
  return first === -1 ? [] : words.slice(first + 1);
}

async function commandsAt(value: string, world: CompletionWorld): Promise<readonly Choice[]> {
  if (value.includes('/')) return await filesAt(value, world.files);
  return commandNames(world);
}

function commandNames({ commands, builtins, functions, aliases }: CompletionWorld): readonly Choice[] {
  const details = new Map<string, string>();
  for (const name of builtins.keys()) if (/^\w/.test(name)) details.set(name, '');
  for (const [name, { summary }] of commands) if (summary !== '') details.set(name, summary);
  for (const name of functions.keys()) details.set(name, 'function');
  for (const [name, meant] of aliases) details.set(name, meant);
  return [...details.keys()].toSorted().map((value) => {
    const detail = details.get(value);
    return { value, kind: 'command', ...(detail && { detail }) };
  });
}
