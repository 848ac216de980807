import { type AliasWorld, aliasWorld, expandTop, readAliases, runAlias } from './aliases/aliases';
import { type CommandContext, callerOf, regionOfCall } from './command-context';
import { CommandError } from './errors/command-error';
import type { Generation } from './errors/generation';
import { errorText } from './errors/print-error';
import { mainHelp, s3Help } from './help/help';
import { type Globals, readGlobals } from './input/global-options';
import { type CommandIo, Interrupted } from './io';
import { isServiceCommand, loadService, SERVICE_COMMANDS } from './model/commands';
import { runConfigure } from './profiles/configure';
import { chosenValues, readSettings } from './profiles/settings';
import { isS3Subcommand, runS3 } from './s3/s3-command';
import { runService } from './service-command';

/** The version that each generation says it is. */
const VERSIONS: Readonly<Record<Generation, string>> = { '2.23': '2.23.6', '2.36': '2.36.7' };

/** The commands of `aws`. */
export const COMMANDS: readonly string[] = [...Object.keys(SERVICE_COMMANDS), 'configure', 'help', 's3'].toSorted();

/**
 * Runs the command `aws`.
 * @param words the words after `aws`
 * @returns the exit status
 * @throws Interrupted if it is stopped
 */
export async function runAws(words: readonly string[], io: CommandIo, generation: Generation = '2.36'): Promise<number> {
  try {
    return await run(words, io, generation);
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    if (error instanceof CommandError) {
      io.stderr(errorText(error, generation));
      return error.status;
    }
    // A mistake of this program, or of the program around it: the shell goes on.
    io.stderr(errorText(new CommandError(255, error instanceof Error ? error.message : String(error)), generation));
    return 255;
  }
}

async function run(words: readonly string[], io: CommandIo, generation: Generation): Promise<number> {
  const printVersion = () => io.stdout(`${versionOf(io, generation)}\n`);
  const world = aliasWorld(await readAliases(io), COMMANDS, { generation, io, printVersion });
  const typed = readGlobals(words, world.choices, generation);
  if (typed === 'version') {
    printVersion();
    return 0;
  }
  const globals = await expandTop(typed, COMMANDS, world);
  if (typeof globals === 'number') return globals;
  if (globals.command === 'help') {
    io.stdout(mainHelp(generation));
    return 0;
  }
  const context = await contextOf(globals, typed.profile, world);
  if (globals.command === 'configure') return await runConfigure(globals.rest, context);
  // A profile that does not exist stops every command but `configure`.
  chosenValues(context.settings);
  if (globals.command === 's3') return await runS3Command(context);
  if (!isServiceCommand(globals.command)) throw new Error('A choice of the parser is a command.');
  return await runService(await loadService(globals.command), context);
}

async function runS3Command(context: CommandContext): Promise<number> {
  const { io, globals } = context;
  const [subcommand = ''] = globals.rest;
  const name = globals.rest.find((word) => !word.startsWith('-')) ?? '';
  const ran = await runAlias({
    command: 's3',
    name,
    words: globals.rest.toSpliced(globals.rest.indexOf(name), 1),
    context,
    run: (next, words) => runS3Command({ ...next, globals: { ...next.globals, rest: words } }),
    runCommand: isS3Subcommand(name) ? (next, words) => runS3Words([name, ...words], next) : null,
  });
  if (ran !== null) return ran;
  if (globals.rest.at(-1) === 'help') {
    io.stdout(s3Help(globals.rest.length > 1 ? subcommand : undefined));
    return 0;
  }
  return await runS3Words(globals.rest, context);
}

async function runS3Words(words: readonly string[], context: CommandContext): Promise<number> {
  const { io, generation, aliasWorld: world } = context;
  const region = regionOfCall(context);
  const { credentials, call } = await callerOf({ service: 's3', subcommand: words[0] ?? '' }, context, region);
  const endpointUrl = io.env.get('AWS_ENDPOINT_URL_S3') || io.env.get('AWS_ENDPOINT_URL');
  return await runS3(words, {
    io,
    generation,
    region,
    credentials,
    aliases: world.aliases.of('s3'),
    ...(endpointUrl && { endpointUrl }),
    call: (operation, input) => call('s3', operation, input),
  });
}

async function contextOf(globals: Globals, profile: string | undefined, world: AliasWorld): Promise<CommandContext> {
  const { io, generation } = world;
  return {
    io,
    globals,
    generation,
    settings: await readSettings(io, profile, { asksSessions: globals.command === 'configure' }),
    userAgent: (command) => `${versionOf(io, generation)} md/command#${command}`,
    aliasWorld: world,
  };
}

/** Returns the User-Agent of calls. */
export function versionOf({ env }: Pick<CommandIo, 'env'>, generation: Generation): string {
  const environment = env.get('AWS_EXECUTION_ENV');
  return `aws-cli/${VERSIONS[generation]} Gatehouse${environment ? ` exec-env/${environment}` : ''}`;
}
