import type { Tag } from './tag';

/** As S3 takes it, for a bucket and for an account. */
export type PublicAccessBlock = Readonly<
  Record<'BlockPublicAcls' | 'IgnorePublicAcls' | 'BlockPublicPolicy' | 'RestrictPublicBuckets', boolean>
>;

type Located = { region: string; tags: readonly Tag[]; policy?: string };

export type BucketState = Located & {
  kind: 'bucket';
  name: string;
  /** null: it has none of its own. */
  block: PublicAccessBlock | null;
  /** Whether its tags bear on access to it. */
  abac: boolean;
};
export type KeyState = Located & {
  kind: 'key';
  /** Drawn by KMS: another one wherever it is made. */
  id: string;
  description: string;
  enabled: boolean;
  aliases: readonly string[];
};
/** `attributes`: those that can be set, without the policy. */
export type QueueState = Located & { kind: 'queue'; name: string; attributes: Readonly<Record<string, string>> };
export type TopicState = Located & { kind: 'topic'; name: string; attributes: Readonly<Record<string, string>> };
export type SecretState = Located & {
  kind: 'secret';
  name: string;
  /** It ends with six characters that Secrets Manager draws. */
  arn: string;
  description: string;
};
export type FunctionState = Located & {
  kind: 'function';
  name: string;
  role: string;
  runtime: string;
  handler: string;
  description: string;
  /** Seconds. */
  timeout: number;
  /** Mebibytes. */
  memory: number;
};
type Attribute = { name: string; type: string };
export type TableState = Located & {
  kind: 'table';
  name: string;
  partitionKey: Attribute;
  sortKey?: Attribute;
  /** Absent: paid by request. */
  capacity?: { read: number; write: number };
  tableClass?: string;
};
export type InstanceState = Located & {
  kind: 'instance';
  id: string;
  image: string;
  type: string;
  /** The name of its instance profile. */
  profile?: string;
  stopped: boolean;
};

export type ResourceState =
  | BucketState
  | KeyState
  | QueueState
  | TopicState
  | SecretState
  | FunctionState
  | TableState
  | InstanceState;

/** What an account owns: without values of secrets, objects, messages, items, code and variables of functions. */
export type ResourcesState = {
  /** What the account says of all its buckets, where it says something. */
  publicAccessBlock?: PublicAccessBlock;
  /** Sorted, so that one state is written in one way. */
  all: readonly ResourceState[];
  /** What there is and cannot be read whole, in sentences. */
  leftOut: readonly string[];
};

/** What S3 gives a bucket that nobody says anything about. */
export const ALL_BLOCKED: PublicAccessBlock = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

/** What a resource is called by, in its kind and Region: that of a key and of an instance is what people know it by, then its id. */
export function nameOf(resource: ResourceState): string {
  switch (resource.kind) {
    case 'key':
      return resource.aliases[0]?.replace('alias/', '') ?? `key ${resource.id}`;
    case 'instance':
      return resource.tags.find(({ Key }) => Key === 'Name')?.Value ?? resource.id;
    default:
      return resource.name;
  }
}

/** The order in which resources are written down. */
export function inOrder(resources: readonly ResourceState[]): ResourceState[] {
  const keys = new Map(resources.map((each) => [each, `${each.region} ${each.kind} ${nameOf(each)} ${idOf(each)}`]));
  return resources.toSorted((one, other) => ((keys.get(one) ?? '') < (keys.get(other) ?? '') ? -1 : 1));
}

function idOf(resource: ResourceState): string {
  return 'id' in resource ? resource.id : '';
}

/** A statement of a function's policy as `AddPermission` takes it; null for one that only a whole policy can hold. */
export type FunctionPermission = Readonly<Record<string, string>>;

type Statement = { Sid?: string; Effect?: string; Principal?: unknown; Action?: unknown; Condition?: Record<string, Json> };
type Json = { [key: string]: unknown };

/** The statements of a function's policy, each as a permission; null for what `AddPermission` has no members for. */
export function permissionsOf(policy: string): (FunctionPermission | null)[] {
  const { Statement } = JSON.parse(policy) as { Statement: Statement | Statement[] };
  return [Statement].flat().map(permissionOf);
}

const CONDITIONS: Readonly<Record<string, string>> = {
  'ArnLike aws:sourcearn': 'SourceArn',
  'StringEquals aws:sourceaccount': 'SourceAccount',
  'StringEquals aws:principalorgid': 'PrincipalOrgID',
  'StringEquals lambda:functionurlauthtype': 'FunctionUrlAuthType',
  'StringEquals lambda:eventsourcetoken': 'EventSourceToken',
};

function permissionOf({ Sid, Effect, Principal, Action, Condition = {} }: Statement): FunctionPermission | null {
  const principals = typeof Principal === 'string' ? [Principal] : Object.values((Principal ?? {}) as Json).flat();
  if (Effect !== 'Allow' || Sid === undefined || typeof Action !== 'string' || principals.length !== 1) return null;
  const permission: Record<string, string> = { StatementId: Sid, Action, Principal: String(principals[0]) };
  for (const [operator, keys] of Object.entries(Condition)) {
    for (const [key, value] of Object.entries(keys)) {
      const member = CONDITIONS[`${operator} ${key.toLowerCase()}`];
      if (member === undefined || typeof value !== 'string') return null;
      permission[member] = value;
    }
  }
  return permission;
}
