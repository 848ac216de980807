import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { findWireOperation, loadModels, type Shape } from '../lib/aws-api/protocol/sdk-schemas';
import { services } from '../lib/aws-api/server/services';
import { SERVICE_COMMANDS } from '../lib/aws-cli/model/commands';
import type { CliCompletion, CliMember, CliOperation, CliService, CliShape, Paginator, Waiter } from '../lib/aws-cli/model/model';
import { serviceNamed } from '../lib/core/module/module';
import { loadModules } from '../lib/modules';

// `npm run cli-model BOTOCORE [AWSCLI]` writes the models of the commands of the shell. Run it after a new operation, or for a newer botocore.
// BOTOCORE is the folder `data` of a botocore, AWSCLI that of the botocore inside an AWS CLI 2, which alone has completions.

type Json = Record<string, unknown>;
type BotoShape = {
  type: string;
  members?: Record<
    string,
    { shape: string; documentation?: string; idempotencyToken?: boolean; hostLabel?: boolean; streaming?: boolean }
  >;
  required?: string[];
  member?: { shape: string };
  key?: { shape: string };
  value?: { shape: string };
  enum?: string[];
  min?: number;
  documentation?: string;
  payload?: string;
  document?: boolean;
  union?: boolean;
  streaming?: boolean;
};
type BotoOperation = {
  name: string;
  authtype?: string;
  input?: { shape: string };
  output?: { shape: string };
  documentation?: string;
};
type BotoService = {
  metadata: { serviceFullName: string };
  operations: Record<string, BotoOperation>;
  shapes: Record<string, BotoShape>;
};
type BotoPaginators = {
  pagination: Record<
    string,
    {
      input_token: string | string[];
      output_token: string | string[];
      result_key?: string | string[];
      limit_key?: string;
      more_results?: string;
      non_aggregate_keys?: string[];
    }
  >;
};
type BotoWaiters = {
  waiters: Record<
    string,
    { operation: string; delay: number; maxAttempts: number; description?: string; acceptors: Waiter['acceptors'] }
  >;
};
type BotoCompletions = {
  resources: Record<string, { operation: string; resourceIdentifier: Record<string, string> }>;
  operations: Record<
    string,
    Record<string, { completions: { parameters: Json; resourceName: string; resourceIdentifier: string }[] }>
  >;
};

/** Returns the newest file of a service, with its amendments merged in. Null: there is none. */
function readData<T>(data: string, service: string, name: string): T | null {
  const folder = join(data, service);
  const version = existsSync(folder) ? readdirSync(folder).toSorted().at(-1) : undefined;
  if (version === undefined) return null;
  const read = (file: string): Json | null => {
    const path = join(folder, version, file);
    if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as Json;
    return existsSync(`${path}.gz`) ? (JSON.parse(gunzipSync(readFileSync(`${path}.gz`)).toString()) as Json) : null;
  };
  const found = read(`${name}.json`);
  const amendments = read(`${name}.sdk-extras.json`)?.merge;
  return (found && amendments ? merged(found, amendments as Json) : found) as T | null;
}

function merged(base: Json, amendments: Json): Json {
  const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
  const entries = Object.entries(amendments).map(([key, value]) => {
    const old = base[key];
    return [key, isObject(value) && isObject(old) ? merged(old, value) : value];
  });
  return { ...base, ...Object.fromEntries(entries) };
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** Returns the first sentence of a documentation in plain text. */
function firstSentence(html: string | undefined): string | undefined {
  const text = (html ?? '')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll(/&([a-z]+);/g, (entity, name: string) => ENTITIES[name] ?? entity)
    .replaceAll(/\s+/g, ' ')
    .trim();
  const end = /(?<!\b(?:e\.g|i\.e|etc|vs))\.(?= |$)/.exec(text);
  const sentence = end ? text.slice(0, end.index + 1) : text;
  return sentence === '' ? undefined : sentence;
}

const listed = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value;

/** Returns an object without members that are undefined or false. */
function compact<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined && member !== false)) as T;
}

class ModelWriter {
  private readonly shapes: Record<string, CliShape> = {};

  constructor(
    private readonly command: keyof typeof SERVICE_COMMANDS,
    private readonly boto: BotoService,
    private readonly played: ReadonlySet<string>,
  ) {}

  write(paginators: BotoPaginators | null, waiters: BotoWaiters | null, completions: BotoCompletions | null): CliService {
    const younger = [...this.played].filter((name) => !this.boto.operations[name]);
    const operations = [
      ...Object.keys(this.boto.operations).map((name) => this.operation(name, paginators)),
      ...younger.toSorted().map((name) => this.operationOfSdk(name)),
    ];
    return {
      command: this.command,
      service: SERVICE_COMMANDS[this.command],
      title: this.boto.metadata.serviceFullName,
      operations,
      shapes: Object.fromEntries(Object.entries(this.shapes).toSorted(([one], [other]) => (one < other ? -1 : 1))),
      waiters: Object.entries(waiters?.waiters ?? {})
        .filter(([, { operation }]) => this.played.has(operation))
        .map(([name, { operation, delay, maxAttempts, description, acceptors }]) =>
          compact({
            name,
            operation,
            delaySeconds: delay,
            maxAttempts,
            doc: firstSentence(description),
            acceptors: acceptors.map(({ state, matcher, argument, expected }) => compact({ state, matcher, argument, expected })),
          } as Waiter),
        ),
      completions: this.completions(completions),
    };
  }

  private operation(name: string, paginators: BotoPaginators | null): CliOperation {
    if (!this.played.has(name)) return { name, available: false };
    const { input, output, documentation, authtype } = this.boto.operations[name] ?? {};
    // Inputs come first, since shapes of inputs have documentation.
    if (input) this.store(input.shape, true);
    if (output) this.store(output.shape, false);
    const wire = findWireOperation(SERVICE_COMMANDS[this.command], name);
    this.follow(input?.shape, wire?.input, new Set());
    this.follow(output?.shape, wire?.output, new Set());
    const answer = output && this.boto.shapes[output.shape];
    const payload = answer?.payload === undefined ? undefined : answer.members?.[answer.payload]?.shape;
    const isFile = payload !== undefined && this.boto.shapes[payload]?.type === 'blob';
    return compact({
      name,
      input: input?.shape,
      output: output?.shape,
      outfile: isFile ? answer?.payload : undefined,
      paginator: paginatorOf(paginators?.pagination[name]),
      doc: firstSentence(documentation),
      action: this.actionOf(name),
      unsigned: authtype === 'none',
      available: true,
    } as CliOperation);
  }

  private operationOfSdk(name: string): CliOperation {
    const wire = findWireOperation(SERVICE_COMMANDS[this.command], name);
    const [input, output] = [wire?.input, wire?.output].map((shape) => shape && this.shapeOfSdk(shape));
    return compact({ name, input, output, action: this.actionOf(name), available: true } as CliOperation);
  }

  /** Returns the action of an operation if it has a name of its own. */
  private actionOf(name: string): string | undefined {
    const service = SERVICE_COMMANDS[this.command];
    // The calls of S3 Control are allowed by actions of S3.
    const prefix = service === 's3control' ? 's3' : service;
    const calls = Object.entries(serviceNamed(prefix)?.callsOfActions ?? {});
    const action = `${prefix}:${calls.find(([, names]) => names.includes(name))?.[0] ?? name}`;
    return action === `${service}:${name}` ? undefined : action;
  }

  private store(name: string, isInput: boolean): void {
    const known = this.shapes[name];
    const isDocumented = known?.type === 'structure' && known.members.some(({ doc }) => doc !== undefined);
    if (known && (!isInput || isDocumented || known.type !== 'structure')) return;
    const shape = this.boto.shapes[name];
    if (!shape) throw new Error(`${this.command} has no shape ${name}`);
    this.shapes[name] = this.shapeOf(name, shape, isInput);
    const parts = [...Object.values(shape.members ?? {}), shape.member, shape.key, shape.value];
    for (const part of parts) if (part) this.store(part.shape, isInput);
  }

  /**
   * Gives a structure the members that the SDK has, since Gatehouse is made for the SDK's version. Members that this botocore does not know yet
   * come last.
   */
  private follow(name: string | undefined, sdk: Shape | undefined, seen: Set<string>): void {
    const own = name === undefined ? undefined : this.shapes[name];
    if (name === undefined || !own || !sdk || seen.has(name)) return;
    seen.add(name);
    if (own.type === 'list' && sdk.kind === 'list') this.follow(own.item, sdk.item, seen);
    if (own.type === 'map' && sdk.kind === 'map') this.follow(own.value, sdk.value, seen);
    if (own.type !== 'structure' || sdk.kind !== 'structure') return;
    const theirs = new Map(sdk.members.map((member) => [member.name, member]));
    const members = own.members.filter((member) => theirs.has(member.name));
    for (const { name: memberName, shape, required } of sdk.members) {
      const known = members.find((member) => member.name === memberName);
      if (!known) members.push(compact({ name: memberName, shape: this.shapeOfSdk(shape), required } as CliMember));
      else this.follow(known.shape, shape, seen);
    }
    this.shapes[name] = { ...own, members };
  }

  /** Stores a shape of the SDK and returns its name. */
  private shapeOfSdk(sdk: Shape): string {
    if (sdk.kind === 'structure') {
      const name = this.boto.shapes[sdk.name] ? `Sdk${sdk.name}` : sdk.name;
      if (!this.shapes[name]) {
        this.shapes[name] = { type: 'structure', members: [] };
        const members = sdk.members.map(({ name: memberName, shape, required }) =>
          compact({ name: memberName, shape: this.shapeOfSdk(shape), required } as CliMember),
        );
        this.shapes[name] = { type: 'structure', members };
      }
      return name;
    }
    const shape = this.plainShapeOfSdk(sdk);
    const parts = shape.type === 'list' ? shape.item : shape.type === 'map' ? shape.value : '';
    const name = `Sdk${shape.type[0]?.toUpperCase()}${shape.type.slice(1)}${parts === '' ? '' : `Of${parts}`}`;
    this.shapes[name] = shape;
    return name;
  }

  private plainShapeOfSdk(sdk: Exclude<Shape, { kind: 'structure' }>): CliShape {
    if (sdk.kind === 'list') return { type: 'list', item: this.shapeOfSdk(sdk.item) };
    if (sdk.kind === 'map') return { type: 'map', key: this.shapeOfSdk({ kind: 'string' }), value: this.shapeOfSdk(sdk.value) };
    if (sdk.kind === 'document') return { type: 'structure', members: [], document: true };
    // The SDK does not tell the kinds of numbers apart.
    return { type: sdk.kind === 'number' ? 'integer' : sdk.kind };
  }

  private shapeOf(name: string, shape: BotoShape, isInput: boolean): CliShape {
    const { type, min, member, key, value } = shape;
    switch (type) {
      case 'structure': {
        const members = Object.entries(shape.members ?? {}).map(([memberName, { shape: of, documentation, idempotencyToken }]) =>
          compact({
            name: memberName,
            shape: of,
            required: shape.required?.includes(memberName),
            idempotencyToken,
            doc: isInput ? firstSentence(documentation ?? this.boto.shapes[of]?.documentation) : undefined,
          } as CliMember),
        );
        return compact({ type, members, document: shape.document, union: shape.union } as CliShape);
      }
      case 'list':
        return compact({ type, item: member?.shape, min } as CliShape);
      case 'map':
        return compact({ type, key: key?.shape, value: value?.shape } as CliShape);
      case 'string':
        // A part of a host's name cannot be empty.
        return compact({ type, choices: shape.enum, min: min ?? (this.isIn(name, 'hostLabel') ? 1 : undefined) } as CliShape);
      case 'blob':
        return compact({ type, min, streaming: shape.streaming || this.isIn(name, 'streaming') } as CliShape);
      case 'integer':
      case 'long':
      case 'float':
      case 'double':
        return compact({ type, min } as CliShape);
      case 'boolean':
      case 'timestamp':
        return { type };
      default:
        throw new Error(`${this.command} has a shape of the type ${type}`);
    }
  }

  /** Returns true if a member of that shape is a part of the host's name, or a stream. */
  private isIn(name: string, place: 'hostLabel' | 'streaming'): boolean {
    return Object.values(this.boto.shapes).some(({ members }) =>
      Object.values(members ?? {}).some((member) => member[place] && member.shape === name),
    );
  }

  /** Returns the calls that list values, for parameters whose list needs no parameter itself. */
  private completions(boto: BotoCompletions | null): CliService['completions'] {
    if (!boto) return {};
    const found = new Map<string, Map<string, CliCompletion>>();
    const byMember = new Map<string, Map<string, CliCompletion>>();
    for (const [operation, members] of Object.entries(boto.operations)) {
      for (const [member, { completions }] of Object.entries(members)) {
        const completion = this.completion(boto, completions[0]);
        if (!completion) continue;
        found.set(operation, (found.get(operation) ?? new Map()).set(member, completion));
        byMember.set(member, (byMember.get(member) ?? new Map()).set(JSON.stringify(completion), completion));
      }
    }
    const entries = [...this.played].toSorted().flatMap((operation) => {
      const input = this.boto.operations[operation]?.input?.shape;
      const members = Object.keys((input && this.boto.shapes[input]?.members) || {}).flatMap((member) => {
        const own = found.get(operation)?.get(member);
        // Others take the same values if all operations agree. The names that a call gives are new.
        const others = [...(byMember.get(member)?.values() ?? [])];
        const isNew = /^(?:Create|List)/.test(operation) && operation.includes(member.replace(/(?:Name|Id)$/, ''));
        const completion = own ?? (others.length === 1 && !isNew ? others[0] : undefined);
        return completion ? [[member, completion] as const] : [];
      });
      return members.length > 0 ? [[operation, Object.fromEntries(members)] as const] : [];
    });
    return Object.fromEntries(entries);
  }

  private completion(
    { resources }: BotoCompletions,
    choice: BotoCompletions['operations'][string][string]['completions'][number] | undefined,
  ): CliCompletion | null {
    const resource = choice && resources[choice.resourceName];
    const jmespath = choice && resource?.resourceIdentifier[choice.resourceIdentifier];
    if (!resource || jmespath === undefined || !this.played.has(resource.operation)) return null;
    const input = this.boto.operations[resource.operation]?.input?.shape;
    const needs = (input && this.boto.shapes[input]?.required) || [];
    return needs.length > 0 ? null : { operation: resource.operation, jmespath };
  }
}

function paginatorOf(boto: BotoPaginators['pagination'][string] | undefined): Paginator | undefined {
  return (
    boto &&
    compact({
      inputTokens: listed(boto.input_token),
      outputTokens: listed(boto.output_token),
      limitKey: boto.limit_key,
      moreResults: boto.more_results,
      resultKeys: listed(boto.result_key),
      otherKeys: boto.non_aggregate_keys,
    } as Paginator)
  );
}

/** Returns the model of a command. */
function readModel(command: keyof typeof SERVICE_COMMANDS, botocore: string, awscli: string | undefined): CliService {
  const folder = command === 's3api' ? 's3' : command;
  const service = readData<BotoService>(botocore, folder, 'service-2');
  if (!service) throw new Error(`${botocore} has no ${folder}`);
  const played = services().find(({ name }) => name === SERVICE_COMMANDS[command]);
  return new ModelWriter(command, service, new Set(Object.keys(played?.operations ?? {}))).write(
    readData(botocore, folder, 'paginators-1'),
    readData(botocore, folder, 'waiters-2'),
    awscli === undefined ? null : readData(awscli, folder, 'completions-1'),
  );
}

const [botocore, awscli] = process.argv.slice(2);
if (botocore === undefined) throw new Error('Name the folder "data" of a botocore.');
await loadModules();
await loadModels();
const target = join(import.meta.dirname, '../lib/aws-cli/model/services');
mkdirSync(target, { recursive: true });
for (const command of Object.keys(SERVICE_COMMANDS) as (keyof typeof SERVICE_COMMANDS)[]) {
  writeFileSync(join(target, `${command}.json`), `${JSON.stringify(readModel(command, botocore, awscli))}\n`);
}
process.exit(0);
