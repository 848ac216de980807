import type { AliasWorld } from './aliases/aliases';
import { CommandError } from './errors/command-error';
import type { Generation } from './errors/generation';
import type { RefusedAnswer } from './errors/service-error';
import type { Globals } from './input/global-options';
import type { CallAnswer, CallRequest, CommandIo } from './io';
import { type Credentials, findCredentials, unreachable } from './profiles/credentials';
import { regionOf, type Settings } from './profiles/settings';

/** The world and the settings of a command. */
export type CommandContext = {
  io: CommandIo;
  globals: Globals;
  settings: Settings;
  generation: Generation;
  /** Returns the User-Agent of a command, such as `iam.create-user`. */
  userAgent: (command: string) => string;
  aliasWorld: AliasWorld;
};

/** Returns the Region of a command's calls. @throws CommandError if there is none */
export function regionOfCall({ settings, globals, generation }: CommandContext): string {
  const region = regionOf(settings, globals.region);
  if (region !== null) return region;
  const sentence = 'You must specify a region. You can also configure your region by running "aws configure".';
  throw new CommandError(253, sentence, generation === '2.36' ? 'NoRegion' : undefined);
}

export type CommandCaller = {
  credentials: CallRequest['credentials'];
  call: (
    service: string,
    operation: string,
    input: Readonly<Record<string, unknown>>,
  ) => Promise<Extract<CallAnswer, { ok: true }> | RefusedAnswer>;
};

/** Finds the credentials of a command, and returns what makes its calls. */
export async function callerOf(
  command: { service: string; subcommand: string; unsigned?: true },
  context: CommandContext,
  region: string,
): Promise<CommandCaller> {
  const { io, globals } = context;
  const userAgent = context.userAgent(`${command.service}.${command.subcommand}`);
  const found = command.unsigned || !globals.signs ? null : await needCredentials(context, userAgent);
  const credentials = found?.use ?? 'none';
  const call: CommandCaller['call'] = async (service, operation, input) => {
    const request: CallRequest = { service, operation, input, region, credentials, userAgent };
    if (globals.debug) io.stderr(`DEBUG ${service}:${operation} in ${region} ${JSON.stringify(input)}\n`);
    const answer = await callPatiently(request, io);
    if (answer.ok === 'unreachable') throw unreachable(command.service, region);
    if (globals.debug) io.stderr(`DEBUG ${answer.status} ${answer.requestId}\n`);
    return answer;
  };
  return { credentials, call };
}

/** The errors that say that the calls came too fast. */
const TOO_FAST: ReadonlySet<string> = new Set([
  'Throttling',
  'ThrottlingException',
  'SlowDown',
  'RequestLimitExceeded',
  'TooManyRequestsException',
]);
/** The pauses before a call is made again, in milliseconds. */
const PAUSES = [1_000, 2_000] as const;

/** Makes a call, and makes it again if the calls came too fast. */
async function callPatiently(request: CallRequest, io: CommandIo): Promise<CallAnswer> {
  for (const pause of PAUSES) {
    const answer = await io.call(request);
    if (answer.ok !== false || !TOO_FAST.has(answer.code)) return answer;
    await io.sleep(pause);
  }
  return await io.call(request);
}

async function needCredentials({ io, settings, generation }: CommandContext, userAgent: string): Promise<Credentials> {
  const found = await findCredentials(settings, io, userAgent);
  if (found) return found;
  const command = generation === '2.36' ? 'login' : 'configure';
  throw new CommandError(
    253,
    `Unable to locate credentials. You can configure credentials by running "aws ${command}".`,
    generation === '2.36' ? 'NoCredentials' : undefined,
  );
}
