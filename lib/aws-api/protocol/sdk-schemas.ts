import { allServices, fromModules, type Module, serviceNamed } from '../../core/module/module';
import { ec2Operation, ec2OperationNames } from './sdk-ec2';
import { ERROR, OPERATION, type StaticSchema, toWireOperation, type WireOperation } from './sdk-shapes';

export type { HttpPlace, Member, Place, Shape, Structure, WireOperation } from './sdk-shapes';

/**
 * `code` is the error's code in the Query protocol, which services that now use JSON repeat in a header. `messageMember` is the
 * service's spelling of the message member.
 */
export type WireError = { code: string; status: number; messageMember: string; members: readonly string[] };

type Model = Readonly<Record<string, unknown>>;

async function readModels(modules: readonly Module[]): Promise<ReadonlyMap<string, Model>> {
  const loaded = allServices(modules).map(async ({ name, wire }) =>
    wire?.model ? [[name, exportsOf(await wire.model())] as const] : [],
  );
  return new Map((await Promise.all(loaded)).flat());
}

/** Returns a client's exports. The clients are CommonJS, and a split bundle gives all their exports as the default one. */
function exportsOf(client: Model): Model {
  const isWhole = Object.keys(client).some((key) => key.endsWith('$'));
  return isWhole ? client : (client.default as Model);
}

/** The SDK's clients by service. EC2's model is a hundred times as large as the used part, which is in sdk-ec2.ts. */
let models: ReadonlyMap<string, Model> | undefined;

/**
 * Loads the SDK's clients, whose schemas describe the operations. A program awaits it once before it reads or writes a call.
 * Pages never do, since the clients take much memory.
 */
export async function loadModels(): Promise<void> {
  models = await fromModules(readModels);
}

function modelOf(service: string): Model | undefined {
  if (!models) throw new Error('The models of the SDK are not loaded: the program must await loadModels first.');
  return models.get(service);
}

function exported(service: string, name: string, kind: number): StaticSchema | undefined {
  const model = modelOf(service);
  const key = `${name}$`;
  const found = model && Object.hasOwn(model, key) ? model[key] : undefined;
  return Array.isArray(found) && found[0] === kind ? (found as unknown as StaticSchema) : undefined;
}

const operations = new Map<string, WireOperation | null>();

function isEc2(service: string): boolean {
  return serviceNamed(service)?.wire?.protocol.name === 'ec2';
}

/** Returns an operation's wire shapes, or null if the service does not have it. */
export function findWireOperation(service: string, name: string): WireOperation | null {
  if (isEc2(service)) return ec2Operation(name);
  const key = `${service}:${name}`;
  const known = operations.get(key);
  if (known !== undefined) return known;
  const schema = exported(service, name, OPERATION);
  // Names come from callers, so only existing ones are cached.
  if (!schema) return null;
  const operation = toWireOperation(name, schema);
  operations.set(key, operation);
  return operation;
}

/** Returns all operations of a service's model, implemented here or not. */
export function wireOperationNames(service: string): string[] {
  return isEc2(service) ? ec2OperationNames() : names(service, OPERATION);
}

/** Returns all errors of a service's model, without the base class that the SDK adds. */
export function wireErrorNames(service: string): string[] {
  return names(service, ERROR).filter((name) => !String(exported(service, name, ERROR)?.[1]).includes('synthetic'));
}

function names(service: string, kind: number): string[] {
  return Object.keys(modelOf(service) ?? {})
    .filter((key) => key.endsWith('$') && exported(service, key.slice(0, -1), kind))
    .map((key) => key.slice(0, -1));
}

/** OAuth has its own name for it. */
const MESSAGE = /^(?:message|error_description)$/i;

/** Returns the code and HTTP status of a modelled error. Null for codes of no service, such as AccessDenied in IAM. */
export function findWireError(service: string, shape: string): WireError | null {
  const schema = exported(service, shape, ERROR);
  if (!schema) return null;
  const traits = (schema[3] || {}) as { awsQueryError?: readonly [string, number]; httpError?: number };
  const members = schema[4] as readonly string[];
  const [code, status] = traits.awsQueryError ?? [shape, traits.httpError ?? 400];
  return { code, status, messageMember: members.find((name) => MESSAGE.test(name)) ?? 'message', members };
}
