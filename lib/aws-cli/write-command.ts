import { runAws } from './command';
import { customizationsOf } from './customizations/customizations';
import { addPageOptions, modelOptions, type OptionTable } from './input/operation-options';
import { type CallRequest, type CommandIo, Interrupted } from './io';
import type { CliOperation, CliService } from './model/model';
import { commandName } from './model/names';

type Input = Readonly<Record<string, unknown>>;

/** A call to write as a command. Its input has the API's names: blobs are base64, and times ISO 8601. */
export type WrittenCall = { operation: string; input: Input; region?: string };

/**
 * Returns the text of the command that makes a call, an option in each line. It is tried: options that the command reads back as
 * another input are replaced by `--cli-input-json`. An input that no command accepts, such as that of a refused call, is written as
 * options.
 */
export async function writeCommand(service: CliService, { operation: name, input, region }: WrittenCall): Promise<string> {
  const operation = service.operations.find((one) => one.name === name) ?? { name, available: false };
  const start = ['aws', service.command, commandName(name)];
  const place = region === undefined ? [] : [['--region', region]];
  const byOptions = [start, ...place, ...optionsOf(service, operation, input)];
  const whole = [start, ...place, ['--cli-input-json', JSON.stringify(input)], ...addedWords(service, operation, input).added];
  for (const command of [byOptions, whole])
    if (await makes(command.flat().slice(1), operation, service, input)) return textOf(command);
  return textOf(byOptions);
}

/** Returns the options with their values. */
function optionsOf(service: CliService, operation: CliOperation, input: Input): string[][] {
  const table: OptionTable = modelOptions(service, operation);
  for (const { options } of customizationsOf(service, operation)) options?.(table, service, operation);
  addPageOptions(table, service, operation);
  const { added, members } = addedWords(service, operation, input);
  const options = Object.entries(input)
    .filter(([member]) => !members.has(member))
    .map(([member, value]) => optionOf(table, member, value));
  return [...options, ...added];
}

/** Returns the words that customizations write, and the members that these stand for. */
function addedWords(service: CliService, operation: CliOperation, input: Input): { added: string[][]; members: Set<string> } {
  const added: string[][] = [];
  const members = new Set<string>();
  for (const { write } of customizationsOf(service, operation)) {
    const written = write?.(input);
    added.push(...(written?.words ?? []));
    for (const member of written?.members ?? []) members.add(member);
  }
  return { added, members };
}

function optionOf(table: OptionTable, member: string, value: unknown): string[] {
  const [name = commandName(member)] = [...table].find(([, option]) => option.member === member) ?? [];
  const option = `--${name}`;
  if (typeof value === 'boolean') return [value ? option : `--no-${name}`];
  // The command would take the value for an option.
  if (typeof value === 'string') return value.startsWith('-') ? [`${option}=${value}`] : [option, value];
  const isPlainList =
    Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string' && /^[\w.:/]/.test(one));
  return isPlainList ? [option, ...value] : [option, JSON.stringify(value)];
}

const PLAIN = /^[A-Za-z0-9_@%+=:,./-]+$/;

function textOf(command: readonly (readonly string[])[]): string {
  return command.map((words) => words.map(quoted).join(' ')).join(' \\\n  ');
}

/** Returns a word as the shell reads it. */
function quoted(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Returns whether a command makes a call with this input. */
async function makes(words: readonly string[], operation: CliOperation, service: CliService, input: Input): Promise<boolean> {
  let made: CallRequest | undefined;
  const io = silentIo((request) => {
    made = request;
  });
  await runAws(words, io).catch((error: unknown) => {
    if (!(error instanceof Interrupted)) throw error;
  });
  if (made?.operation !== operation.name) return false;
  const shape = operation.input === undefined ? undefined : service.shapes[operation.input];
  const tokens = (shape?.type === 'structure' ? shape.members : []).filter(({ idempotencyToken }) => idempotencyToken);
  const own = { ...made.input };
  for (const { name } of tokens) if (!Object.hasOwn(input, name)) delete own[name];
  return isSame(own, input);
}

const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)$/;

/** Returns the world of a command that is only tried: nothing is there, nothing is printed, and the first call stops it. */
function silentIo(onCall: (request: CallRequest) => void): CommandIo {
  const absent = () => Promise.reject(Object.assign(new Error('ENOENT'), { code: 'ENOENT' }));
  const stopped = () => Promise.reject(new Interrupted());
  return {
    env: new Map([
      ['AWS_REGION', 'us-east-1'],
      ['AWS_CONTAINER_CREDENTIALS_FULL_URI', 'http://localhost/'],
    ]),
    files: {
      cwd: '/',
      read: absent,
      write: stopped,
      list: async () => [],
      stat: async (path) => (path === '/' ? { isFolder: true, size: 0, modified: new Date(0) } : null),
      makeFolder: stopped,
      remove: stopped,
    },
    stdin: async () => new Uint8Array(),
    stdout: () => undefined,
    stderr: () => undefined,
    toTerminal: false,
    columns: 80,
    prompt: stopped,
    runShell: stopped,
    call: (request) => {
      onCall(request);
      return stopped();
    },
    sleep: stopped,
    now: () => new Date(0),
    signal: new AbortController().signal,
  };
}

/** Returns whether two values are the same JSON. The order of members does not count, nor does the way in which a time is written. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one === 'string' && typeof other === 'string' && TIME.test(one) && TIME.test(other))
    return Date.parse(one) === Date.parse(other);
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other;
  const keys = Object.keys(one);
  if (Array.isArray(one) !== Array.isArray(other) || keys.length !== Object.keys(other).length) return false;
  return keys.every((key) => Object.hasOwn(other, key) && isSame(Reflect.get(one, key), Reflect.get(other, key)));
}
