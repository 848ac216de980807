import { CommandError } from '../errors/command-error';
import type { Generation } from '../errors/generation';
import { type IniValue, readIni } from '../ini/ini';
import { type Globals, readGlobals } from '../input/global-options';
import { expandPath } from '../input/param-file';
import type { CommandIo } from '../io';
import { quoteWord, splitWords } from './split-words';

/** The aliases of the file `~/.aws/cli/alias`: of the command `aws`, and of the commands after it. */
export type Aliases = {
  top: ReadonlyMap<string, string>;
  /** Returns the aliases of a command such as `iam` or `iam wait`. */
  of: (command: string) => ReadonlyMap<string, string>;
};

const FILE = '~/.aws/cli/alias';
const NONE: ReadonlyMap<string, string> = new Map();
/** The most aliases that one command may expand. */
const MOST_EXPANSIONS = 100;

/** Reads the file of aliases. @throws CommandError if it cannot be read */
export async function readAliases({ files, env }: Pick<CommandIo, 'files' | 'env'>): Promise<Aliases> {
  const path = expandPath(FILE, env);
  const stat = await files.stat(path).catch(() => null);
  if (!stat || stat.isFolder) return { top: NONE, of: () => NONE };
  const sections = readIni(new TextDecoder().decode(await files.read(path)), { nested: false });
  if (!sections) throw new CommandError(255, `Unable to parse config file: ${path}`);
  const byCommand = new Map<string, ReadonlyMap<string, string>>();
  for (const [section, values] of sections) {
    const [first, ...command] = section.split(/\s+/).filter((word) => word !== '');
    if (first === 'command' && command.length > 0) byCommand.set(command.join(' '), texts(values));
  }
  const top = sections.get('toplevel');
  return { top: top ? texts(top) : NONE, of: (command) => byCommand.get(command) ?? NONE };
}

const texts = (values: ReadonlyMap<string, IniValue>): ReadonlyMap<string, string> =>
  new Map([...values].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value.trim()]] : [])));

/** The world of aliases. */
export type AliasWorld = {
  aliases: Aliases;
  /** The commands after `aws`, with the aliases. */
  choices: readonly string[];
  generation: Generation;
  io: CommandIo;
  printVersion: () => void;
  /** The number of aliases that this command may still expand. */
  left: number;
};

/** Returns the world of aliases for one command. @param builtIn the commands after `aws` that are no alias */
export const aliasWorld = (
  aliases: Aliases,
  builtIn: readonly string[],
  rest: Pick<AliasWorld, 'generation' | 'io' | 'printVersion'>,
): AliasWorld => ({ ...rest, aliases, choices: withAliases(builtIn, aliases.top), left: MOST_EXPANSIONS });

/** Returns the names of commands, and after them those of aliases. */
export const withAliases = (commands: readonly string[], aliases: ReadonlyMap<string, string>): readonly string[] => [
  ...commands,
  ...[...aliases.keys()].filter((name) => !commands.includes(name)),
];

/**
 * Expands the aliases of the command `aws`.
 * @param builtIn the commands that are no alias
 * @returns the options and words of a command, or the status of what ran in its place
 */
export async function expandTop(globals: Globals, builtIn: readonly string[], world: AliasWorld): Promise<Globals | number> {
  let now = globals;
  for (;;) {
    const name = now.command;
    const value = world.aliases.top.get(name);
    if (value === undefined) return now;
    const inner = await expanded(name, value, [], now.rest, world);
    if (typeof inner === 'number') return inner;
    now = { ...merged(now, inner, name), rest: [...inner.rest, ...now.rest] };
    // An alias with the name of a command may call that command.
    if (inner.command === name && builtIn.includes(name)) return now;
  }
}

/** A word after a command, which may be an alias. */
export type AliasPlace<Context> = {
  /** The command, such as `iam` or `iam wait`. */
  command: string;
  name: string;
  /** The words around the name. */
  words: readonly string[];
  context: Context;
  /** Runs other words in place of the name and the words around it. */
  run: (context: Context, words: readonly string[]) => Promise<number>;
  /** Runs the command that has the same name, with the words around it. Null: there is none. */
  runCommand: ((context: Context, words: readonly string[]) => Promise<number>) | null;
};

/** Runs an alias of a command after `aws`. Returns null if the name is none. */
export async function runAlias<Context extends { globals: Globals; aliasWorld: AliasWorld }>(
  place: AliasPlace<Context>,
): Promise<number | null> {
  const { command, name, words, context, run, runCommand } = place;
  const world = context.aliasWorld;
  const value = world.aliases.of(command).get(name);
  if (value === undefined) return null;
  const inner = await expanded(name, value, [context.globals.command], words, world);
  if (typeof inner === 'number') return inner;
  const next = { ...context, globals: merged(context.globals, inner, name) };
  // The first word of such an alias is taken for the name, as in the AWS CLI.
  if (runCommand) return await runCommand(next, [...inner.rest.slice(1), ...words]);
  return await run(next, [...inner.rest, ...words]);
}

/** Reads the words of an alias, or runs its program. Returns the status of what ran. */
async function expanded(
  name: string,
  value: string,
  before: readonly string[],
  after: readonly string[],
  world: AliasWorld,
): Promise<Globals | number> {
  if (--world.left < 0) throw new CommandError(255, 'maximum recursion depth exceeded');
  if (value.startsWith('!')) return await world.io.runShell([value.slice(1), ...after.map(quoteWord)].join(' '));
  const inner = readGlobals([...before, ...wordsOf(name, value)], world.choices, world.generation);
  if (inner !== 'version') return inner;
  world.printVersion();
  return 0;
}

function wordsOf(name: string, value: string): readonly string[] {
  const split = splitWords(value);
  if ('words' in split) return split.words.map((word) => word.replace(/^\n+|\n+$/g, ''));
  throw new CommandError(
    255,
    `Value of alias "${name}" could not be parsed. Received error: ${split.problem} when parsing:\n${value}`,
  );
}

/** Returns the options of a command with those of an alias, which count more where they are no default. */
function merged(globals: Globals, inner: Globals, name: string): Globals {
  if (inner.debug) throw unsupported('debug', name);
  if (inner.profile !== undefined) throw unsupported('profile', name);
  const { rest, debug, profile, color, paginate, signs, ...texts } = inner;
  return {
    ...globals,
    ...texts,
    color: color === 'auto' ? globals.color : color,
    paginate: paginate && globals.paginate,
    signs: signs && globals.signs,
  };
}

const unsupported = (option: string, name: string): CommandError =>
  new CommandError(255, `Global parameter "--${option}" detected in alias "${name}" which is not support in subcommand aliases.`);
