import type { Database } from '../../db/client';
import type { AwsError } from '../errors';
import type { AnyOperation } from '../operation';
import type { TagPair } from '../tags';
import type { Hooks } from './hooks';
import type { Job } from './job';
import type { NamedReading, ResourceKind } from './kind';
import type { Tables } from './table';
import type { Violations } from './violations';

/** The operations of a service, by AWS's names for them. */
export type Registry = Readonly<Record<string, AnyOperation>>;

/** The spelling of a service's error codes. */
export type ErrorNames = {
  /** `json`: the shape's own name. `query`: without the word Exception. Default: `query`. */
  style?: 'json' | 'query';
  /** The codes that differ from the style, by the SDK's name of the shape or by the common code. */
  codes?: Readonly<Record<string, string>>;
  /** The shapes whose code keeps the word Exception although the style drops it. */
  keepsException?: readonly string[];
};

/** The calls of a service about the contents of its resources. Source: CloudTrail User Guide, "Logging data events". */
export type DataEvents = {
  /** The names of the events. */
  calls: readonly string[];
  /** The actions of these calls that are not named like their events, without the prefix. */
  actions?: readonly string[];
  /** CloudTrail records the calls without their answers. */
  withoutAnswers?: true;
};

/** The wire protocol of a service's clients. Sources: Smithy, "AWS Protocols"; Amazon S3 API Reference. */
export type WireProtocol =
  | {
      name: 'query';
      /** The version of its API, which distinguishes its requests from those of other services. */
      version: string;
      /** The namespace of its answers. */
      namespace: string;
      /** Its denials write the action's prefix in capitals. */
      prefixInCapitals?: true;
    }
  | {
      name: 'json';
      version: '1.0' | '1.1';
      /** The text before the name of an operation in the header X-Amz-Target. */
      target: string;
      /** botocore's text in its place, if it differs. */
      botocoreTarget?: string;
      /** Its errors have the status of the service's model. Otherwise the caller's errors have 400. */
      statusOfModel?: true;
      /** The text before the names of its errors. Clients read the name after `#`. */
      namespace?: string;
      /** It used Query before, and names the old error code in a header. Source: Smithy, "awsQueryCompatible trait". */
      queryErrors?: true;
    }
  | {
      name: 'rest-json';
      /** The paths of its requests, which identify unsigned requests. */
      path: RegExp;
    }
  | { name: 'ec2' }
  | { name: 's3' }
  | { name: 's3-control' };

/** A service on the wire API. */
export type Wire = {
  /** Its name for people. */
  title: string;
  /** The service in the credential scope of a signature. */
  signingName: string;
  /** The end of the variable that gives clients its endpoint: AWS_ENDPOINT_URL_IAM. */
  endpointVariable: string;
  /** It has no Region: aws:RequestedRegion is the partition's first Region, whatever Region the call was signed for. */
  global?: true;
  protocol: WireProtocol;
  /** Loads the client of AWS's SDK, whose schemas describe its operations. Absent for EC2, whose model is stored in part. */
  model?: () => Promise<Readonly<Record<string, unknown>>>;
  /** A sentence that says why the service is emulated only in part. Absent: it is complete. */
  partly?: string;
};

/**
 * The facts about a service for tag policies of AWS Organizations. Source: Organizations User Guide, "Services and resource types that
 * support enforcement".
 */
export type TagPolicyFacts = {
  /** The types of its resources, as policies name them after the service, each with the part of an ARN that follows the account. */
  types: Readonly<Record<string, RegExp>>;
  /** The type that an action tags, if the ARN of its check does not say so. Null for an action that takes tags away. */
  actions?: Readonly<Record<string, string | null>>;
  /** AWS CloudFormation's names of the types. Absent: CloudFormation does not know the type. */
  cloudFormation?: Readonly<Record<string, string>>;
  /** Its resources belong to the management account, whichever account calls. */
  ofManagementAccount?: true;
  /** Returns its error for a refused tag. The sentence is AWS's, the same in all services. */
  refusal: (sentence: string) => AwsError;
};

/** The calls by which the Resource Groups Tagging API changes the tags of a resource. */
export type TagWriting =
  | {
      put: (tags: readonly TagPair[]) => NamedReading;
      remove: (keys: readonly string[]) => NamedReading;
    }
  | {
      /** The service changes all tags at once, so they are read before. */
      read: NamedReading;
      tagsOf: (answer: unknown) => readonly TagPair[];
      /** Its error for a resource without tags, by the SDK's name. */
      none: string;
      replace: (tags: readonly TagPair[]) => NamedReading;
    };

/**
 * The facts about a service, however it is called: plain data and pure functions, so that every part of the program can import
 * them.
 */
export type Service = {
  /** The prefix of its actions and of its event source: `sqs`. */
  name: string;
  /** Its name for people without abbreviations, if `wire.title` has some. */
  fullName?: string;
  /** The source of its events. Default: `<name>.amazonaws.com`. */
  eventSource?: string;
  errors?: ErrorNames;
  /** Returns the error for an input that violates the schema of its operation. Default: AWS's ValidationError. */
  invalidInput?: (violations: Violations) => AwsError;
  dataEvents?: DataEvents;
  /** The members of inputs and outputs that hold a secret, by name in any case. Events and error messages never repeat them. */
  secretMembers?: readonly string[];
  /**
   * The types of its resources by AWS's names, each with the part of an ARN that follows the account; the first that matches counts.
   * Source: AWS CloudFormation User Guide, "AWS resource and property types reference".
   */
  resourceTypes?: Readonly<Record<string, RegExp>>;
  /**
   * The calls that use an action but are not named like it. Source: Service Authorization Reference and the references of the
   * services.
   */
  callsOfActions?: Readonly<Record<string, readonly string[]>>;
  /** Absent: tag policies of AWS Organizations do not know the service. */
  tagPolicies?: TagPolicyFacts;
  /**
   * Returns the calls that change the tags of the resource with an ARN, or null for types that the Resource Groups Tagging API does not
   * support. Absent: it supports none of the service.
   */
  tagWriting?: (arn: string) => TagWriting | null;
  /** The error for a full storage, by the SDK's name. Absent: the service stores nothing that counts. */
  noRoom?: string;
  /** CloudTrail shows the members of its answers as they are, without lowering their first letter. */
  answersAsWritten?: true;
  /** Absent: it cannot be called over the wire. */
  wire?: Wire;
};

/** The parts of a module that are loaded when the process starts, since they need most of the code. */
export type ModuleParts = {
  /** The operations of its services, by the name of the service. */
  operations?: Readonly<Record<string, Registry>>;
  /** The reads and writes of the console that AWS has no API for. */
  consoleOperations?: Registry;
  /** The tables of the database that it owns. No code outside of its folder queries them, except what the test of owners lists. */
  tables?: Tables;
};

/** A part of the product: its services, and the code and data that they consist of. */
export type Module = {
  /** The name of its folder, in `lib` or below one of its folders. */
  name: string;
  services?: readonly Service[];
  /** The kinds of named resources that it stores. */
  resources?: readonly ResourceKind[];
  /** Scenario packs may run its console operations. */
  inPacks?: true;
  /** Its part in the life of accounts that other modules create and reset. */
  hooks?: Hooks;
  /** Loads its background jobs, which only the process that serves the wire API runs. */
  jobs?: () => Promise<{ jobs: (database: Database) => readonly Job[] }>;
  load?: () => Promise<ModuleParts>;
};

/** Types a module. It adds nothing. */
export function defineModule<const M extends Module>(module: M): M {
  return module;
}

/** A module, with its parts once they are loaded. */
export type InstalledModule = Module & { parts?: ModuleParts };

let installed: readonly InstalledModule[] | undefined;
let loading: Promise<void> | undefined;
/** The derived tables, by the function that derives them. They are cleared when the modules change. */
const derived = new Map<(modules: readonly InstalledModule[]) => unknown, unknown>();

/**
 * Sets the modules. `lib/modules.ts` calls it, and a test may install one more.
 * @returns the modules that were installed before
 */
export function installModules(modules: readonly InstalledModule[]): readonly InstalledModule[] {
  const before = installed ?? [];
  installed = modules;
  loading = undefined;
  derived.clear();
  return before;
}

/** Returns whether `installModules` was called. */
export function areModulesInstalled(): boolean {
  return installed !== undefined;
}

/** Loads the parts of the installed modules, once. Programs call it through `loadModules` of `lib/modules.ts`. */
export function loadInstalled(): Promise<void> {
  loading ??= loadParts(requireInstalled());
  return loading;
}

async function loadParts(modules: readonly InstalledModule[]): Promise<void> {
  const parts = await Promise.all(modules.map(({ load, parts: known }) => known ?? load?.()));
  // A test may have installed others in the meantime.
  if (installed !== modules) return;
  installed = modules.map((module, index) => ({ ...module, parts: parts[index] ?? {} }));
  derived.clear();
}

function requireInstalled(): readonly InstalledModule[] {
  if (!installed) throw new Error('No modules are installed: the program must await loadModules of lib/modules.ts first.');
  return installed;
}

/**
 * Returns a table that is derived from the modules, once.
 * @param derive must be the same function each time
 * @throws Error if no modules are installed, which is a programming error: the entry point must await `loadModules` of
 * `lib/modules.ts`
 */
export function fromModules<Table>(derive: (modules: readonly InstalledModule[]) => Table): Table {
  const modules = requireInstalled();
  if (!derived.has(derive)) derived.set(derive, derive(modules));
  return derived.get(derive) as Table;
}

/** Returns every service, in the order of the modules. */
export function allServices(modules: readonly Module[]): readonly Service[] {
  return modules.flatMap(({ services = [] }) => services);
}

/**
 * Returns the operations of every service by its name, in the order of the modules.
 * @throws Error if the modules are not loaded, which is a programming error: await `loadModules` of `lib/modules.ts` first
 */
export function registriesOf(modules: readonly InstalledModule[]): ReadonlyMap<string, Registry> {
  return new Map(modules.flatMap((module) => Object.entries(partsOf(module).operations ?? {})));
}

/** Returns the operations of a service. @throws Error if no module has the service, or the modules are not loaded */
export function registryOf(service: string): Registry {
  const registry = fromModules(registriesOf).get(service);
  if (!registry) throw new Error(`No module plays ${service}.`);
  return registry;
}

/** Returns the console's own operations of all modules. @throws Error if the modules are not loaded */
export function consoleOperationsOf(modules: readonly InstalledModule[]): Registry {
  return Object.assign({}, ...modules.map((module) => partsOf(module).consoleOperations ?? {}));
}

/** Returns the parts of a module. @throws Error if they are not loaded */
export function partsOf({ name, parts }: InstalledModule): ModuleParts {
  if (!parts) throw new Error(`The module ${name} is not loaded: the program must await loadModules first.`);
  return parts;
}

const servicesByName = (modules: readonly Module[]): ReadonlyMap<string, Service> =>
  new Map(allServices(modules).map((service) => [service.name, service]));

/** Returns the facts about a service, or undefined if no module has it. */
export function serviceNamed(name: string): Service | undefined {
  return fromModules(servicesByName).get(name);
}

/** Returns the source of a service's events: `sqs.amazonaws.com`. */
export function eventSourceOf(name: string): string {
  return serviceNamed(name)?.eventSource ?? `${name}.amazonaws.com`;
}

/** A source that several services share belongs to the one of its name. */
const namesBySource = (modules: readonly Module[]): ReadonlyMap<string, string> =>
  new Map([
    ...allServices(modules).flatMap(({ name, eventSource }) => (eventSource === undefined ? [] : [[eventSource, name] as const])),
    ...allServices(modules).flatMap(({ name, eventSource }) =>
      eventSource === undefined ? [[eventSourceOf(name), name] as const] : [],
    ),
  ]);

/** Returns the prefix of the actions of an event's service: `tag` for `tagging.amazonaws.com`. */
export function prefixOfSource(eventSource: string): string {
  return fromModules(namesBySource).get(eventSource) ?? eventSource.split('.', 1)[0] ?? eventSource;
}

const loadsOfJobs = (modules: readonly Module[]) => modules.flatMap(({ jobs = [] }) => jobs);

/** Returns the background jobs of all modules for a database, in the order of the modules. */
export async function jobsOfModules(database: Database): Promise<readonly Job[]> {
  const loaded = await Promise.all(fromModules(loadsOfJobs).map((load) => load()));
  return loaded.flatMap(({ jobs }) => jobs(database));
}
