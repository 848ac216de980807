import { readAliases } from '../aliases/aliases';
import { COMMANDS, versionOf } from '../command';
import type { Generation } from '../errors/generation';
import type { Argument } from '../input/argument-parser';
import { type GlobalOption, globalOptions } from '../input/global-options';
import { expandPath } from '../input/param-file';
import type { CallAnswer, CallRequest, CommandIo } from '../io';
import { Interrupted } from '../io';
import { isServiceCommand, loadService } from '../model/commands';
import type { CliOperation, CliService, CliShape } from '../model/model';
import { commandName } from '../model/names';
import { CONFIGURE_COMMANDS, CONFIGURE_WORDS } from '../profiles/configure';
import { findCredentials } from '../profiles/credentials';
import { readSettings, regionOf } from '../profiles/settings';
import { S3_SUBCOMMANDS } from '../s3/options';
import { bucketAndKey, isS3 } from '../s3/paths';
import { optionsOf } from '../service-command';
import { type Candidate, valuesOf } from './candidate';
import { existingValues, listBuckets, listPrincipals, objectsIn } from './existing-values';
import { filesAt } from './file-paths';
import { type ListCall, type ListCaller, NotNow, StoredLists } from './lists';
import { type DescribedOption, optionNames } from './options';
import { optionNamed, readWords, type WordsRead } from './read-words';
import { shorthandValues } from './shorthand-values';

/** The words of a command `aws` around the cursor, without `aws`. */
export type WordsAtCursor = {
  before: readonly string[];
  /** The word up to the cursor. */
  word: string;
  after: readonly string[];
};

/** The world of the completion. */
export type CompletionIo = Pick<CommandIo, 'env' | 'files' | 'now'> & {
  /** The Regions that `--region` offers. */
  regions: readonly string[];
  /** Makes one call. Null: it may not be made now. */
  call: (request: CallRequest) => Promise<CallAnswer | null>;
  /** False: no call is made, and only stored answers count. */
  mayCall: boolean;
  /** A name of the word at the cursor, which stays as it grows. */
  wordId: string;
};

const GENERATION: Generation = '2.36';

/** Completes the words of the command `aws`, and keeps the answers of its list calls. */
export class AwsCompletion {
  private readonly lists: StoredLists;

  constructor(now: () => number) {
    this.lists = new StoredLists(now);
  }

  /** Forgets the answers, as after a command that may have changed them. */
  forget(): void {
    this.lists.forget();
  }

  /** Returns the words that may stand at the cursor and begin as the typed one. */
  async complete(words: WordsAtCursor, io: CompletionIo): Promise<Candidate[]> {
    const found = await new Completer(words, io, this.lists).candidates();
    return found.filter(({ value }) => value.startsWith(words.word));
  }

  /** Returns the ARNs of the users and roles, or those of the buckets. */
  async arns(service: 'iam' | 's3', io: CompletionIo): Promise<Candidate[]> {
    const { list } = new Completer({ before: [], word: '', after: [] }, io, this.lists);
    if (service === 'iam') return await listPrincipals(list);
    return (await listBuckets(list)).map(({ value }) => ({ value: `arn:aws:s3:::${value}`, kind: 'value' }));
  }
}

class Completer {
  private readonly globals: readonly GlobalOption[] = globalOptions(GENERATION);
  private caller: Promise<ListCaller | null> | undefined;

  constructor(
    private readonly words: WordsAtCursor,
    private readonly io: CompletionIo,
    private readonly lists: StoredLists,
  ) {}

  async candidates(): Promise<Candidate[]> {
    const [command, subcommand] = this.read([]).positionals;
    const aliases = await readAliases(this.io).catch(() => null);
    const named = (of: string) => [...(aliases?.of(of) ?? [])].map(asAlias);
    if (command === undefined) {
      const top = [...(aliases?.top ?? [])].filter(([name]) => !COMMANDS.includes(name));
      return await this.inCommand([], () => [...COMMANDS.map(asService), ...top.map(asAlias)]);
    }
    if (command === 'configure') return await this.configure();
    if (command === 's3') return await this.s3(subcommand);
    if (!isServiceCommand(command)) return [];
    const service = await loadService(command);
    const wanted = subcommand === 'wait' ? waitedOperation(service, this.read([]).positionals[2]) : subcommand;
    const operation = service.operations.find(({ name }) => commandName(name) === wanted);
    if (operation) return await this.operation(service, operation, subcommand === 'wait' ? 3 : 2);
    if (subcommand === undefined) return await this.inCommand([], () => [...operationsOf(service), ...named(command)]);
    if (subcommand === 'wait') return await this.inCommand([], () => waitersOf(service));
    return [];
  }

  private read(options: readonly DescribedOption[], words = this.words.before): WordsRead {
    return readWords(
      words,
      [...options, ...this.globals].map(({ argument }) => argument),
    );
  }

  /** Completes options, their values, or words of the command itself. */
  private async inCommand(
    options: readonly DescribedOption[],
    words: (read: WordsRead) => Candidate[] | Promise<Candidate[]>,
    value: (argument: Argument, word: string) => Promise<Candidate[]> = async () => [],
  ): Promise<Candidate[]> {
    const { word, before, after } = this.words;
    const read = this.read(options);
    const valuesFor = (argument: Argument, typed: string) => this.valuesFor(argument, typed, value);
    if (word.startsWith('-') && !(read.open && read.needsWord)) {
      const sign = word.indexOf('=');
      const all = [...options, ...this.globals].map(({ argument }) => argument);
      const argument = sign === -1 ? undefined : optionNamed(word.slice(0, sign), all);
      if (argument?.action === 'value') {
        const found = await valuesFor(argument, word.slice(sign + 1));
        return found.map((one) => ({ ...one, value: word.slice(0, sign + 1) + one.value }));
      }
      const { given } = this.read(options, [...before, ...after]);
      return optionNames(options, this.globals, given);
    }
    if (read.open) {
      const values = await valuesFor(read.open, word);
      const taken = read.given.get(read.open.target) ?? [];
      const free = values.filter(({ value }) => !taken.includes(value));
      if (read.needsWord || free.some((one) => one.value.startsWith(word))) return free;
    }
    const found = await words(read);
    if (found.length > 0 || word !== '') return found;
    return optionNames(options, this.globals, this.read(options, [...before, ...after]).given);
  }

  private async valuesFor(
    argument: Argument,
    word: string,
    own: (argument: Argument, word: string) => Promise<Candidate[]>,
  ): Promise<Candidate[]> {
    const file = /^fileb?:\/\//.exec(word)?.[0];
    if (file !== undefined) {
      const found = await this.files(word.slice(file.length));
      return found.map((one) => ({ ...one, value: file + one.value }));
    }
    if (argument.choices) return valuesOf(argument.choices);
    if (this.globals.some((one) => one.argument === argument)) return await this.globalValue(argument.target);
    return await own(argument, word);
  }

  private async globalValue(name: string): Promise<Candidate[]> {
    if (name === 'region') return valuesOf(this.io.regions);
    if (name !== 'profile') return [];
    const settings = await readSettings(this.io, undefined).catch(() => null);
    return valuesOf([...(settings?.profiles.keys() ?? [])]);
  }

  private files(word: string): Promise<Candidate[]> {
    return filesAt(word, this.io.files, (folder) => expandPath(folder, this.io.env));
  }

  private async operation(service: CliService, operation: CliOperation, words: number): Promise<Candidate[]> {
    const table = [...optionsOf(service, operation).table.values()];
    return await this.inCommand(
      table,
      async ({ positionals }) => {
        const outfile = table.find(({ argument }) => argument.option === undefined);
        return outfile && positionals.length === words ? await this.files(this.words.word) : [];
      },
      async (argument, word) => {
        const option = table.find((one) => one.argument === argument);
        return option ? await this.optionValue(service, operation, option, table, word) : [];
      },
    );
  }

  private async optionValue(
    service: CliService,
    operation: CliOperation,
    { argument, shape: shapeName }: DescribedOption,
    table: readonly DescribedOption[],
    word: string,
  ): Promise<Candidate[]> {
    const shape = shapeName === undefined ? undefined : service.shapes[shapeName];
    const choices = choicesOf(shape, service);
    if (choices) return valuesOf(choices);
    const isPath = argument.target === 'outfile' || (shape?.type === 'blob' && shape.streaming === true);
    if (isPath) return await this.files(word);
    const members = inputMembers(service, operation);
    const member = members.find((name) => commandName(name) === argument.target);
    const beginnings = fileBeginnings(argument, shape, service);
    if (member === undefined) return beginnings;
    const { given } = this.read(table, [...this.words.before, ...this.words.after]);
    const values = new Map<string, string>();
    for (const name of members) {
      const [first] = given.get(commandName(name)) ?? [];
      if (first !== undefined && name !== member) values.set(name, first);
    }
    const question = { service, operation, given: values, word, list: this.list };
    const found = await existingValues({ ...question, member });
    const shorthand = shapeName === undefined ? [] : await shorthandValues({ ...question, shape: shapeName });
    return [...found, ...shorthand, ...beginnings];
  }

  private async configure(): Promise<Candidate[]> {
    const [, subcommand] = this.read([]).positionals;
    const words = CONFIGURE_WORDS.get(subcommand ?? '') ?? [];
    const options = words.filter(({ option }) => option !== undefined).map((argument): DescribedOption => ({ argument }));
    return await this.inCommand(options, ({ positionals }) => {
      if (positionals.length === 1) return CONFIGURE_COMMANDS.map(asOperation);
      const word = words.filter(({ option }) => option === undefined)[positionals.length - 2];
      return word?.target === 'varname' ? valuesOf(SETTINGS) : [];
    });
  }

  private async s3(subcommand: string | undefined): Promise<Candidate[]> {
    const found = Object.entries(S3_SUBCOMMANDS).find(([name]) => name === subcommand)?.[1];
    if (!found) {
      if (subcommand !== undefined) return [];
      const commands = Object.entries(S3_SUBCOMMANDS).map(
        ([value, { doc }]): Candidate => ({
          value,
          kind: 'operation',
          detail: doc,
        }),
      );
      return await this.inCommand([], () => [...commands, HELP]);
    }
    const options = found.args.map((argument): DescribedOption => ({ argument }));
    const [places, named] = [
      found.args.filter(({ option }) => option === undefined),
      options.filter(({ argument }) => argument.option),
    ];
    return await this.inCommand(named, async ({ positionals }) => {
      if (positionals.length - 2 >= places.length) return [];
      const { word } = this.words;
      if (isS3(word)) return await this.inBuckets(word, subcommand === 'mb' || subcommand === 'rb');
      const local = places.length === 2 ? await this.files(word) : [];
      return [{ value: 's3://', kind: 'value', continues: true }, ...local];
    });
  }

  private async inBuckets(word: string, isBucketOnly: boolean): Promise<Candidate[]> {
    if (!word.slice('s3://'.length).includes('/')) {
      const buckets = await listBuckets(this.list);
      return buckets.map(({ value }) =>
        isBucketOnly ? { value: `s3://${value}`, kind: 'value' } : { value: `s3://${value}/`, kind: 'value', continues: true },
      );
    }
    if (isBucketOnly) return [];
    const { bucket, key } = bucketAndKey(word);
    const found = await objectsIn(bucket, key, this.list);
    return found.map((one) => ({ ...one, value: `s3://${bucket}/${one.value}` }));
  }

  /** Lists values as the identity of the command. */
  readonly list = async (call: ListCall): Promise<Candidate[]> => {
    this.caller ??= this.findCaller();
    const caller = await this.caller;
    return caller ? await this.lists.values(call, caller) : [];
  };

  private async findCaller(): Promise<ListCaller | null> {
    const { given } = this.read([], [...this.words.before, ...this.words.after]);
    const profile = given.get('profile')?.[0] ?? this.io.env.get('AWS_PROFILE') ?? '';
    const find = () => this.callerFor(given);
    if (!this.io.mayCall) return await find().catch(() => null);
    return await this.lists.callerOf(profile, this.io.wordId, find);
  }

  private async callerFor(given: WordsRead['given']): Promise<ListCaller | null> {
    const { io } = this;
    const settings = await readSettings(io, given.get('profile')?.[0]);
    const region = regionOf(settings, given.get('region')?.[0]);
    if (region === null) return null;
    const userAgent = versionOf(io, GENERATION);
    const call = async (request: CallRequest): Promise<CallAnswer> => {
      const answer = io.mayCall ? await io.call(request) : null;
      if (!answer) throw new NotNow();
      return answer;
    };
    const prompt = () => Promise.reject(new Interrupted());
    const credentials = given.has('sign-request') ? null : await findCredentials(settings, { ...io, call, prompt }, userAgent);
    if (!credentials) return null;
    const { use } = credentials;
    return {
      identity: JSON.stringify([use, region]),
      word: io.wordId,
      mayCall: io.mayCall,
      call: async (request) => {
        const answer = await call({ ...request, region, credentials: use, userAgent });
        return answer.ok === true ? answer.output : null;
      },
    };
  }
}

const HELP: Candidate = { value: 'help', kind: 'operation', detail: 'Describes the command.' };
const asAlias = ([value, words]: readonly [string, string]): Candidate => ({ value, kind: 'operation', detail: words });
const asService = (value: string): Candidate => ({ value, kind: 'service' });
const asOperation = (value: string): Candidate => ({ value, kind: 'operation' });

/** The settings of a profile that people write. */
const SETTINGS = [
  'region',
  'output',
  'aws_access_key_id',
  'aws_secret_access_key',
  'aws_session_token',
  'role_arn',
  'source_profile',
  'mfa_serial',
  'external_id',
  'role_session_name',
  'duration_seconds',
  'cli_binary_format',
  'cli_timestamp_format',
];

function operationsOf(service: CliService): Candidate[] {
  const operations = service.operations
    .filter(({ available }) => available)
    .map((operation): Candidate => {
      const required = [...optionsOf(service, operation).table.values()]
        .filter(({ argument }) => argument.required)
        .map(({ argument }) => argument.option ?? argument.target);
      return {
        value: commandName(operation.name),
        kind: 'operation',
        ...(required.length > 0 && { detail: required.join(' ') }),
      };
    });
  const wait: Candidate = { value: 'wait', kind: 'operation', detail: 'Waits until a state is reached.' };
  return [...operations, ...(service.waiters.length > 0 ? [wait] : []), HELP];
}

function waitersOf(service: CliService): Candidate[] {
  return service.waiters.map(({ name, doc }) => ({
    ...asOperation(commandName(name)),
    ...(doc !== undefined && { detail: doc }),
  }));
}

function waitedOperation(service: CliService, name: string | undefined): string | undefined {
  const waiter = service.waiters.find((one) => commandName(one.name) === name);
  return waiter && commandName(waiter.operation);
}

function inputMembers(service: CliService, operation: CliOperation): readonly string[] {
  const input = service.shapes[operation.input ?? ''];
  return input?.type === 'structure' ? input.members.map(({ name }) => name) : [];
}

function choicesOf(shape: CliShape | undefined, service: CliService): readonly string[] | undefined {
  if (shape?.type === 'list') return choicesOf(service.shapes[shape.item], service);
  return shape?.type === 'string' ? shape.choices : undefined;
}

/** Whole documents come from files, so that their beginning is offered. */
function fileBeginnings({ target }: Argument, shape: CliShape | undefined, service: CliService): Candidate[] {
  const beginning = (value: string): Candidate => ({ value, kind: 'value', detail: 'A file.', continues: true });
  const item = shape?.type === 'list' ? service.shapes[shape.item] : shape;
  if (item?.type === 'blob' || target === 'zip-file') return [beginning('fileb://')];
  const isDocument =
    item?.type === 'structure' || item?.type === 'map' || /(?:^|-)(?:document|policy|content|json|yaml)$/.test(target);
  return isDocument ? [beginning('file://')] : [];
}
