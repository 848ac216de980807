import { allServices, fromModules, type Module, serviceNamed } from '../../core/module';
import { ec2Operation, ec2OperationNames } from './sdk-ec2';
import { ERROR, OPERATION, type StaticSchema, toWireOperation, type WireOperation } from './sdk-shapes';

export type { HttpPlace, Member, Place, Shape, Structure, WireOperation } from './sdk-shapes';

/**
 * `code` is what the Query protocol writes for the error, which services that speak JSON now repeat in a header; `messageMember` how the
 * service spells it.
 */
export type WireError = { code: string; status: number; messageMember: string };

type Model = Readonly<Record<string, unknown>>;

async function readModels(modules: readonly Module[]): Promise<ReadonlyMap<string, Model>> {
  const loaded = allServices(modules).map(async ({ name, wire }) =>
    wire?.model ? [[name, exportsOf(await wire.model())] as const] : [],
  );
  return new Map((await Promise.all(loaded)).flat());
}

/** Returns what a client exports. The clients are CommonJS, and a bundle that is split gives all their exports as the default one. */
function exportsOf(client: Model): Model {
  const isWhole = Object.keys(client).some((key) => key.endsWith('$'));
  return isWhole ? client : (client.default as Model);
}

/** The SDK's clients by service. EC2's model is a hundred times as large as the part that is used: sdk-ec2.ts has that part. */
let models: ReadonlyMap<string, Model> | undefined;

/**
 * Loads the SDK's clients, whose schemas say how operations look. A program awaits it once before it reads or writes a call. Pages never do, since
 * the clients take much memory.
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

/** How an operation of a service looks on the wire, or null when the service has none of that name. */
export function findWireOperation(service: string, name: string): WireOperation | null {
  if (isEc2(service)) return ec2Operation(name);
  const key = `${service}:${name}`;
  const known = operations.get(key);
  if (known !== undefined) return known;
  const schema = exported(service, name, OPERATION);
  // Names come from callers: only those that exist are remembered.
  if (!schema) return null;
  const operation = toWireOperation(name, schema);
  operations.set(key, operation);
  return operation;
}

/** All operations of a service's model, implemented here or not. */
export function wireOperationNames(service: string): string[] {
  return isEc2(service) ? ec2OperationNames() : names(service, OPERATION);
}

/** All errors of a service's model, without the base class that the SDK adds. */
export function wireErrorNames(service: string): string[] {
  return names(service, ERROR).filter((name) => !String(exported(service, name, ERROR)?.[1]).includes('synthetic'));
}

function names(service: string, kind: number): string[] {
  return Object.keys(modelOf(service) ?? {})
    .filter((key) => key.endsWith('$') && exported(service, key.slice(0, -1), kind))
    .map((key) => key.slice(0, -1));
}

/** Code and HTTP status of a modelled error; null for codes that belong to no service, such as AccessDenied in IAM. */
export function findWireError(service: string, shape: string): WireError | null {
  const schema = exported(service, shape, ERROR);
  if (!schema) return null;
  const traits = (schema[3] || {}) as { awsQueryError?: readonly [string, number]; httpError?: number };
  const members = schema[4] as readonly string[];
  const [code, status] = traits.awsQueryError ?? [shape, traits.httpError ?? 400];
  return { code, status, messageMember: members.find((name) => name.toLowerCase() === 'message') ?? 'message' };
}
