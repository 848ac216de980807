import { spawn } from 'node:child_process';
import type { Duplex } from 'node:stream';
import type { z } from 'zod';
import { commandName } from '../../aws-cli/model/names';
import { fromModules, registriesOf } from '../../core/module/module';
import type { AnyOperation } from '../../core/operation';
import { findCredential } from '../../core/secrets/credentials';
import { type Actor, TEST_NOW, type TestWorld, testCall } from '../../core/test-world';
import { textAt } from '../../export/learned-ids';
import { answerCall } from '../answer-call';

/** The AWS CLI's service names that differ from ours. */
const CLI_NAMES: Readonly<Record<string, string>> = { s3api: 's3', 'sso-admin': 'sso' };

/** A shell function in place of `aws`. It sends its arguments and access key through a pipe and prints the answer. */
const AWS = `aws() {
  { printf '%s\\0' "\${AWS_ACCESS_KEY_ID:-}" "$@"; printf '\\1\\0'; } >&3
  local STATUS ANSWER
  IFS= read -r -d '' STATUS <&3; IFS= read -r -d '' ANSWER <&3
  if [ "$STATUS" = 0 ]; then printf '%s\\n' "$ANSWER"; else printf '%s\\n' "$ANSWER" >&2; return "$STATUS"; fi
}
sleep() { :; }
`;

/**
 * Runs an AWS CLI script in a real shell. Each call of `aws` is parsed as the CLI does and runs in this process.
 * @param actor the owner of the script's credentials
 * @returns what the script printed
 * @throws Error with the shell's error output if the script fails
 */
export async function replayScript(world: TestWorld, actor: Actor, script: string): Promise<string> {
  const shell = spawn('bash', ['-c', `${AWS}${script}`], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    env: { NODE_ENV: 'test', PATH: process.env.PATH },
  });
  const pipe = shell.stdio[3] as Duplex;
  const said: Buffer[] = [];
  const printed: Buffer[] = [];
  shell.stdout?.on('data', (data: Buffer) => printed.push(data));
  shell.stderr?.on('data', (data: Buffer) => said.push(data));
  let waiting = '';
  const answering = (async () => {
    for await (const data of pipe.setEncoding('utf8')) {
      waiting += String(data);
      for (let end = waiting.indexOf('\u0001\0'); end !== -1; end = waiting.indexOf('\u0001\0')) {
        const [key = '', ...words] = waiting.slice(0, end - 1).split('\0');
        waiting = waiting.slice(end + 2);
        const [status, answer] = await answerOf(world, actor, key, words);
        pipe.write(`${status}\0${answer}\0`);
      }
    }
  })();
  const status = await new Promise((resolve) => shell.on('close', resolve));
  await answering;
  if (status !== 0) throw new Error(Buffer.concat(said).toString());
  return Buffer.concat(printed).toString();
}

async function answerOf(world: TestWorld, actor: Actor, key: string, words: readonly string[]): Promise<[number, string]> {
  const [service = '', command = '', ...options] = words;
  const operation = Object.entries(fromModules(registriesOf).get(CLI_NAMES[service] ?? service) ?? {}).find(
    ([name]) => commandName(name) === command,
  )?.[1];
  if (!operation) return [2, `aws: no call ${service} ${command}`];
  const { input, region, query } = readOptions(operation, options);
  const credential = key === '' ? null : await findCredential(world.database.reader, key, 'aws', TEST_NOW);
  if (credential && credential.state !== 'usable') return [255, `The credentials are ${credential.state}.`];
  const call = { ...testCall(credential?.caller ?? actor.caller), ...(region !== undefined && { region }) };
  const answer = await answerCall(operation, input as never, call, world.database);
  if (!answer.ok) return [254, `${service} ${command} ${JSON.stringify(input)}: ${answer.error.code} ${answer.error.message}`];
  return [0, query === undefined ? JSON.stringify(answer.data) : queried(answer.data, query)];
}

/** Evaluates the part of JMESPath that scripts use: a path, or several paths from one value. */
function queried(answer: unknown, query: string): string {
  const [, list, name] = /^(.*)\[\]\.(\w+)$/.exec(query) ?? [];
  if (list !== undefined && name !== undefined) {
    const items: string[] = [];
    for (let item = textAt(answer, `${list}[0].${name}`); item !== undefined; )
      item = textAt(answer, `${list}[${items.push(item)}].${name}`);
    return items.join('\t');
  }
  const [, all, columns] = /^(.*)\[\]\.\[(.*)\]$/.exec(query) ?? [];
  if (all !== undefined && columns !== undefined) {
    const length = (Reflect.get(Object(answer), all) as unknown[]).length;
    const row = (index: number) => columns.split(',').map((name) => textAt(answer, `${all}[${index}].${name}`) ?? 'None');
    return Array.from({ length }, (_, index) => row(index).join('\t')).join('\n');
  }
  const [, texts] = /^(\w+)\[\]$/.exec(query) ?? [];
  if (texts !== undefined) return (Reflect.get(Object(answer), texts) as string[]).join('\t');
  const [, path, names] = /^(.*)\.\[(.*)\]$/.exec(query) ?? [];
  if (path === undefined || names === undefined) return textAt(answer, query) ?? 'None';
  return names
    .split(',')
    .map((name) => textAt(answer, `${path}.${name.trim()}`) ?? 'None')
    .join('\t');
}

type Options = { input: Record<string, unknown>; region?: string; query?: string };

function readOptions(operation: AnyOperation, words: readonly string[]): Options {
  const { shape } = operation.input as unknown as { shape: Record<string, z.ZodType> };
  const members = new Map(Object.keys(shape).map((member) => [commandName(member), member]));
  const options: Options = { input: {} };
  for (let at = 0; at < words.length; at++) {
    const [, name = '', own] = /^--([^=]+)(?:=([\s\S]*))?$/.exec(words[at] ?? '') ?? [];
    const value = own ?? (words[at + 1]?.startsWith('--') === false ? words[++at] : undefined);
    if (name === 'output') continue;
    if (name === 'region') options.region = value;
    else if (name === 'query') options.query = value;
    else if (name === 'cli-input-json') Object.assign(options.input, JSON.parse(value ?? ''));
    else if (name === 'count') Object.assign(options.input, { MinCount: Number(value), MaxCount: Number(value) });
    else if (name === 'zip-file') options.input.Code = { ZipFile: new Uint8Array([80, 75]) };
    else if (value === undefined) setFlag(options.input, members, name);
    else {
      const member = members.get(name);
      if (member === undefined) throw new Error(`${operation.name} has no option --${name}`);
      options.input[member] = shape[member]?.safeParse(value).success ? value : JSON.parse(value);
    }
  }
  return options;
}

function setFlag(input: Record<string, unknown>, members: ReadonlyMap<string, string>, name: string): void {
  const member = members.get(name);
  const denied = members.get(name.replace(/^no-/, ''));
  if (member !== undefined) input[member] = true;
  else if (denied !== undefined) input[denied] = false;
  else throw new Error(`There is no option --${name}`);
}
