import { runAlias, withAliases } from './aliases/aliases';
import { type CommandContext, callerOf, regionOfCall } from './command-context';
import type { Customization } from './customizations/customization';
import { customizationsOf } from './customizations/customizations';
import { CommandError } from './errors/command-error';
import { type RefusedAnswer, ServiceError } from './errors/service-error';
import { tooFewArguments, unknownOptions } from './errors/usage';
import { operationHelp, serviceHelp, waitHelp } from './help/help';
import { type Argument, parseArguments } from './input/argument-parser';
import { type BinaryFormat, decodeBlobs, toCallInput } from './input/call-input';
import { readWholeInput } from './input/cli-input';
import {
  addInputOptions,
  addPageOptions,
  type InputDraft,
  modelOptions,
  type OptionTable,
  pageMembers,
} from './input/operation-options';
import { expandPath, systemError } from './input/param-file';
import { printSkeleton, skeletonOf } from './input/skeleton';
import { uuid } from './input/uuid';
import { validateInput } from './input/validate';
import type { CallAnswer, CommandIo } from './io';
import type { CliOperation, CliService, Waiter } from './model/model';
import { commandName } from './model/names';
import { answerValue } from './output/answer-value';
import { OUTPUT_FORMATS, type OutputFormat, type Printing, printAnswer } from './output/print-answer';
import { Pages } from './pages/paginate';
import { chosenValues, textIn } from './profiles/settings';
import { decodeBase64 } from './python/base64';
import { type Dict, isDict } from './python/value';
import { waitFor } from './waiters/wait';

/** Runs a command of a service: `aws iam …`. Returns its exit status. @throws CommandError */
export async function runService(service: CliService, context: CommandContext): Promise<number> {
  const { generation, globals, io } = context;
  const byName = new Map(service.operations.map((operation) => [commandName(operation.name), operation]));
  const commands = [...byName.keys(), ...(service.waiters.length > 0 ? ['wait'] : [])];
  const choices = [...withAliases(commands, context.aliasWorld.aliases.of(service.command)), 'help'];
  const choice: Argument = { target: 'operation', action: 'value', required: true, choices };
  const { values, rest } = parseArguments(globals.rest, [choice], generation);
  const name = String(values.get('operation'));
  if (name === 'help') {
    io.stdout(serviceHelp(service));
    return 0;
  }
  const run = async (next: CommandContext, words: readonly string[]): Promise<number> => {
    if (name === 'wait') return await runWait(service, words, next);
    const operation = byName.get(name);
    if (!operation) throw new Error('A choice of the parser is an operation.');
    return await runOperation(service, operation, words, next);
  };
  const ran = await runAlias({
    ...{ command: service.command, name, words: rest, context },
    run: (next, words) => runService(service, { ...next, globals: { ...next.globals, rest: words } }),
    runCommand: commands.includes(name) ? run : null,
  });
  return ran ?? (await run(context, rest));
}

async function runWait(service: CliService, words: readonly string[], context: CommandContext): Promise<number> {
  const byName = new Map(service.waiters.map((waiter) => [commandName(waiter.name), waiter]));
  const aliases = context.aliasWorld.aliases.of(`${service.command} wait`);
  const choices = [...[...aliases.keys()].filter((name) => !byName.has(name)), ...[...byName.keys()].toSorted()];
  const choice: Argument = { target: 'subcommand', action: 'value', count: '?', choices };
  if (words.length === 1 && words[0] === 'help') {
    context.io.stdout(waitHelp(service));
    return 0;
  }
  const { values } = parseArguments(words, [choice], context.generation);
  const name = values.get('subcommand');
  if (typeof name !== 'string') throw tooFewArguments(`${service.command} wait`, context.generation);
  const waiter = byName.get(name);
  const run = async (next: CommandContext, after: readonly string[]): Promise<number> => {
    if (!waiter) throw new Error('A choice of the parser is a waiter.');
    return await runWaiter(service, waiter, after, next);
  };
  const after = words.toSpliced(words.indexOf(name), 1);
  const ran = await runAlias({
    ...{ command: `${service.command} wait`, name, words: after, context },
    run: (next, others) => runWait(service, others, next),
    runCommand: waiter ? run : null,
  });
  return ran ?? (await run(context, after));
}

async function runWaiter(
  service: CliService,
  waiter: Waiter,
  words: readonly string[],
  context: CommandContext,
): Promise<number> {
  const operation = service.operations.find((one) => one.name === waiter.operation);
  if (!operation) throw new Error('A waiter of the model names an operation of it.');
  const call = await prepare(service, operation, words, context);
  if (call === null) return 0;
  await waitFor(
    waiter,
    async () => {
      const answer = await call.send(call.input);
      if (!answer.ok) return answer;
      return { ok: true, answer: answerValue(service.shapes, operation.output, answer.output, 'iso8601'), status: answer.status };
    },
    context.io,
  );
  return 0;
}

/** A call whose input is checked. */
type PreparedCall = {
  input: Readonly<Record<string, unknown>>;
  values: ReadonlyMap<string, unknown>;
  customizations: readonly Customization[];
  /** True: pages are read and merged. */
  paginates: boolean;
  send: (input: Readonly<Record<string, unknown>>) => Promise<Extract<CallAnswer, { ok: true }> | RefusedAnswer>;
};

async function runOperation(
  service: CliService,
  operation: CliOperation,
  words: readonly string[],
  context: CommandContext,
): Promise<number> {
  const { io } = context;
  if (!operation.available) return await runUnavailable(service, operation, context);
  const call = await prepare(service, operation, words, context);
  if (call === null) return 0;
  const timestamps = textIn(chosenValues(context.settings), 'cli_timestamp_format') === 'wire' ? 'wire' : 'iso8601';
  const send = async (input: Readonly<Record<string, unknown>>): Promise<Dict> => {
    const answer = await call.send(input);
    if (!answer.ok) throw new ServiceError(operation.name, answer);
    let { output } = answer as { output: Record<string, unknown> };
    for (const file of filesOf(operation, call, output)) {
      output = file.output;
      await writeAnswer(io, file.path, file.content);
    }
    return answerValue(service.shapes, operation.output, output, timestamps);
  };
  const print = printing(operation, context);
  const { paginator } = operation;
  const answer =
    call.paginates && paginator
      ? new Pages({ paginator, input: call.input, call: send, ...pageRequest(call.values) })
      : await send(call.input);
  await printAnswer(answer, print);
  return 0;
}

function printing({ name }: CliOperation, context: CommandContext): Printing {
  const { globals, io } = context;
  return {
    format: outputFormat(context),
    operation: name,
    io,
    color: globals.color === 'on' || (globals.color === 'auto' && io.toTerminal),
    ...(globals.query && { query: globals.query }),
  };
}

function pageRequest(values: ReadonlyMap<string, unknown>): {
  maxItems?: bigint;
  startingToken?: string;
  pageSize?: bigint | string;
} {
  const number = (name: string) => {
    const value = values.get(name);
    return typeof value === 'bigint' ? value : typeof value === 'string' && /^-?\d+$/.test(value) ? BigInt(value) : undefined;
  };
  const [maxItems, startingToken, pageSize] = [number('max-items'), values.get('starting-token'), values.get('page-size')];
  return {
    ...(maxItems !== undefined && { maxItems }),
    ...(typeof startingToken === 'string' && { startingToken }),
    ...((typeof pageSize === 'bigint' || typeof pageSize === 'string') && { pageSize }),
  };
}

function* filesOf(
  { outfile }: CliOperation,
  { customizations, values }: PreparedCall,
  output: Record<string, unknown>,
): Generator<{ path: string; content: string; output: Record<string, unknown> }, void, undefined> {
  if (outfile !== undefined) {
    const { [outfile]: content, ...rest } = output;
    yield { path: String(values.get('outfile')), content: typeof content === 'string' ? content : '', output: rest };
  }
  for (const { file } of customizations) {
    const found = file?.(output, values as ReadonlyMap<string, string>);
    if (found) yield found;
  }
}

async function writeAnswer(io: CommandIo, path: string, content: string): Promise<void> {
  const bytes = decodeBase64(content);
  if (path === '/dev/stdout') io.stdout(bytes);
  else {
    const file = expandPath(path, io.env);
    await io.files.write(file, bytes).catch((error: unknown) => {
      const reason = systemError(error, file);
      throw reason === null ? error : new CommandError(255, reason);
    });
  }
}

function outputFormat({ globals, settings, io }: CommandContext): OutputFormat {
  const format = globals.output ?? io.env.get('AWS_DEFAULT_OUTPUT') ?? textIn(chosenValues(settings), 'output') ?? 'json';
  const found = OUTPUT_FORMATS.find((one) => one === format);
  if (!found) throw new CommandError(255, `Unknown output type: ${format}`);
  return found;
}

/** Prints an answer whose texts are the names of their members. It is checked as an input is, and often too short. */
async function printMadeUpAnswer(service: CliService, operation: CliOperation, context: CommandContext): Promise<void> {
  const made = operation.output === undefined ? new Map() : skeletonOf(service, operation.output, { names: true });
  const answer: Dict = isDict(made) ? made : new Map();
  if (operation.output !== undefined) validateInput(service, operation.output, answer);
  await printAnswer(answer, printing(operation, context));
}

/** Lets the service say that it has no such operation here. */
async function runUnavailable(service: CliService, operation: CliOperation, context: CommandContext): Promise<number> {
  const send = await sender(service, operation, context);
  const answer = await send({});
  if (answer.ok) throw new Error(`${operation.name} is available, and the model says otherwise.`);
  const isSaid = answer.code === 'NotImplemented';
  const message = isSaid ? answer.message : `${operation.name} is not available in Gatehouse.`;
  throw new ServiceError(operation.name, { ...answer, code: 'NotImplemented', message });
}

/** Returns all options of an operation. `shadowed`: those of its model whose place the options for pages take. */
export function optionsOf(
  service: CliService,
  operation: CliOperation,
): { table: OptionTable; customizations: readonly Customization[]; shadowed: OptionTable } {
  const table = modelOptions(service, operation);
  const customizations = customizationsOf(service, operation);
  for (const { options } of customizations) options?.(table, service, operation);
  const shadowed = addPageOptions(table, service, operation);
  addInputOptions(table);
  return { table, customizations, shadowed };
}

/** Reads the options of an operation and checks its input. Null: everything is done, as a skeleton or help was asked for. */
async function prepare(
  service: CliService,
  operation: CliOperation,
  words: readonly string[],
  context: CommandContext,
): Promise<PreparedCall | null> {
  const { io, generation, globals } = context;
  const { table, customizations, shadowed } = optionsOf(service, operation);
  if (words.length === 1 && words[0] === 'help') {
    io.stdout(operationHelp(service, operation, table));
    return null;
  }
  const { values, rest } = parseArguments(words, argumentsOf(table, words), generation);
  const help = values.get('help');
  if (help === 'help') {
    io.stdout(operationHelp(service, operation, table));
    return null;
  }
  const unknown = typeof help === 'string' ? [...rest, help] : rest;
  if (unknown.length > 0) throw unknownOptions(unknown, generation);
  let paginates = globals.paginate && operation.paginator !== undefined && !givesPagesItself(operation, values);
  if (!paginates && operation.paginator) {
    refusePageOptions(values, shadowed);
    for (const [name, option] of shadowed) table.set(name, option);
  }
  for (const { check } of customizations) await check?.(values, io);
  const input: InputDraft = new Map();
  for (const { argument, add } of new Set(table.values())) {
    const value = values.get(argument.target);
    if (value !== undefined) await add?.(input, value, io);
  }
  if (paginates) warnAboutItems(values, io);
  await readWholeInput(values, input, io);
  if (pageMembers(operation).some((member) => input.has(member))) paginates = false;
  const skeleton = values.get('generate-cli-skeleton');
  if (typeof skeleton === 'string' && skeleton !== 'output') {
    printSkeleton(service, operation, skeleton, io);
    return null;
  }
  // A client is made before its input is checked.
  const region = regionOfCall(context);
  const checked = checkedInput(service, operation, input, customizations, binaryFormat(context));
  if (skeleton === 'output') {
    await printMadeUpAnswer(service, operation, context);
    return null;
  }
  const send = await sender(service, operation, context, region);
  return { input: checked, values, customizations, paginates, send };
}

/** Returns the arguments of an operation's options. Where the whole input is given or no call is made, all are optional. */
function argumentsOf(table: OptionTable, words: readonly string[]): Argument[] {
  const at = words.indexOf('--generate-cli-skeleton');
  const isWaived =
    words.includes('--cli-input-json') || words.includes('--cli-input-yaml') || (at !== -1 && words[at + 1] !== 'output');
  const all = [...table.values()].map(({ argument }) => (isWaived ? { ...argument, required: false } : argument));
  return [...all, { target: 'help', action: 'value', count: '?' }];
}

/** True if the caller reads pages with the parameters of the API. */
function givesPagesItself(operation: CliOperation, values: ReadonlyMap<string, unknown>): boolean {
  return pageMembers(operation)
    .map(commandName)
    .some((name) => values.has(name) && name !== 'max-items' && name !== 'start-token');
}

const PAGE_OPTIONS = ['starting-token', 'page-size', 'max-items'] as const;

function refusePageOptions(values: ReadonlyMap<string, unknown>, shadowed: OptionTable): void {
  const used = PAGE_OPTIONS.filter((name) => !shadowed.has(name) && Boolean(values.get(name)));
  if (used.length === 0) return;
  const names = used.map((name) => `--${name}`).join(', ');
  throw new CommandError(252, `Cannot specify --no-paginate along with pagination arguments: ${names}`, 'ParamValidation');
}

function warnAboutItems(values: ReadonlyMap<string, unknown>, io: CommandIo): void {
  const items = values.get('max-items');
  if (items === undefined || Number(items) > 0) return;
  io.stderr('warning: Non-positive values for --max-items may result in undefined behavior.\n');
}

function checkedInput(
  service: CliService,
  operation: CliOperation,
  draft: InputDraft,
  customizations: readonly Customization[],
  format: BinaryFormat,
): Readonly<Record<string, unknown>> {
  if (operation.input === undefined) {
    // Only a whole input can have members here.
    return {};
  }
  for (const { input } of customizations) input?.(draft);
  const shape = service.shapes[operation.input];
  for (const member of shape?.type === 'structure' ? shape.members : []) {
    if (member.idempotencyToken && !draft.has(member.name)) draft.set(member.name, uuid());
  }
  const input = decodeBlobs(service, operation.input, draft, format);
  validateInput(service, operation.input, input);
  return toCallInput(service, operation.input, input);
}

function binaryFormat({ globals, settings }: CommandContext): BinaryFormat {
  const format = globals.binaryFormat ?? textIn(chosenValues(settings), 'cli_binary_format') ?? 'base64';
  if (format !== 'base64' && format !== 'raw-in-base64-out') throw new CommandError(255, `'${format}'`);
  return format;
}

/** Finds the credentials and returns a function that makes the call. */
async function sender(
  service: CliService,
  operation: CliOperation,
  context: CommandContext,
  region = regionOfCall(context),
): Promise<PreparedCall['send']> {
  const command = { service: service.command, subcommand: commandName(operation.name), unsigned: operation.unsigned };
  const { call } = await callerOf(command, context, region);
  return (input) => call(service.service, operation.name, input);
}
