import { CommandError } from './errors/command-error';
import type { Generation } from './errors/generation';
import { errorText } from './errors/print-error';
import { mainHelp, s3Help } from './help/help';
import { type Globals, readGlobals } from './input/global-options';
import { type CommandIo, Interrupted } from './io';
import { isServiceCommand, loadService, SERVICE_COMMANDS } from './model/commands';
import { runConfigure } from './profiles/configure';
import { chosenValues, readSettings } from './profiles/settings';
import { runS3 } from './s3/s3-command';
import { type CommandContext, callerOf, regionOfCall, runService } from './service-command';

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
  const globals = readGlobals(words, COMMANDS, generation);
  if (globals === 'version') {
    io.stdout(`${versionOf(io, generation)}\n`);
    return 0;
  }
  if (globals.command === 'help') {
    io.stdout(mainHelp(generation));
    return 0;
  }
  const context = await contextOf(globals, io, generation);
  if (globals.command === 'configure') {
    return await runConfigure(globals.rest, { ...context, userAgent: context.userAgent('configure') });
  }
  // A profile that does not exist stops every command but `configure`.
  chosenValues(context.settings);
  if (globals.command === 's3') return await runS3Command(context);
  if (!isServiceCommand(globals.command)) throw new Error('A choice of the parser is a command.');
  return await runService(await loadService(globals.command), context);
}

async function runS3Command(context: CommandContext): Promise<number> {
  const { io, generation, globals } = context;
  const [subcommand = ''] = globals.rest;
  if (globals.rest.at(-1) === 'help') {
    io.stdout(s3Help(globals.rest.length > 1 ? subcommand : undefined));
    return 0;
  }
  const region = regionOfCall(context);
  const { credentials, call } = await callerOf({ service: 's3', subcommand }, context, region);
  const endpointUrl = io.env.get('AWS_ENDPOINT_URL_S3') || io.env.get('AWS_ENDPOINT_URL');
  return await runS3(globals.rest, {
    io,
    generation,
    region,
    credentials,
    ...(endpointUrl && { endpointUrl }),
    call: (operation, input) => call('s3', operation, input),
  });
}

async function contextOf(globals: Globals, io: CommandIo, generation: Generation): Promise<CommandContext> {
  return {
    io,
    globals,
    generation,
    settings: await readSettings(io, globals.profile, { asksSessions: globals.command === 'configure' }),
    userAgent: (command) => `${versionOf(io, generation)} md/command#${command}`,
  };
}

/** Returns the User-Agent of calls. */
export function versionOf({ env }: Pick<CommandIo, 'env'>, generation: Generation): string {
  const environment = env.get('AWS_EXECUTION_ENV');
  return `aws-cli/${VERSIONS[generation]} Gatehouse${environment ? ` exec-env/${environment}` : ''}`;
}
