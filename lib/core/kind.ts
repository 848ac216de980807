import type { RequestContext } from '@gatehouse/policy/evaluate';
import type { PolicyResourceType } from '@gatehouse/policy/validate';
import type { Transaction } from '../db/client';
import type { Call, Partition } from './call';
import { findNow, realTimeOf } from './clock';
import type { AwsError } from './errors';
import type { Check, Scope } from './operation';
import type { QuotaName } from './quotas';
import type { TagPair } from './tags';

/** The name of an operation of the kind's service, and an input for it. */
export type NamedReading = readonly [operation: string, input: object];

/** Where a resource lies: in which account, in which Region. */
export type Place = { partition: Partition; region: string; accountId: string };

/** A row of the table of resources, read. */
export type StoredResource<Settings extends object = object> = {
  id: string;
  accountId: string;
  region: string;
  name: string;
  arn: string;
  /** As it is stored: with unique ids of users and roles. null: it has none. */
  policy: string | null;
  /** By key. */
  tags: readonly TagPair[];
  settings: Settings;
  /** What its account says of all resources of the kind, read where it may matter. */
  inherited?: Partial<Settings>;
  createdAt: Date;
};

/** What a service asks of the policies of its resources before it saves one, and its words where it refuses. */
export type PolicyRules = {
  /** Characters, white space counts. */
  most: number;
  tooLong: () => AwsError;
  /** By which the engine knows what the service refuses. */
  type: PolicyResourceType;
  /** @param sentence why it is refused, as the engine says it */
  refused: (sentence: string) => AwsError;
  invalidPrincipal: (value: string) => AwsError;
};

/** How the resources of a kind are found by lists, counts and the search, and who may see which part of one. */
export type Listed<Settings extends object> = {
  /** As AWS's operations call one, in one word: `Queue` in `ListQueueOverviews`. */
  noun: string;
  /** As pages call one: "SQS queue". */
  label: string;
  /** The question of AWS's call that lists them in a Region. */
  check: (place: Pick<Place, 'region' | 'accountId'>) => Check;
  /** The actions that show the policy, the tags and the facts of one. Absent where whoever lists them sees that. */
  policyBy?: string;
  tagsBy?: string;
  factsBy?: string;
  /** What is told of one beside its name, by the name of a column. A fact that one has not is an empty text. */
  facts?: Readonly<Record<string, (resource: StoredResource<Settings>, now: Date) => string>>;
  /** Other names that the search finds one by, and the question of the call that lists them. */
  alsoNamed?: {
    check: (place: Pick<Place, 'region' | 'accountId'>) => Check;
    names: (settings: Settings) => readonly string[];
  };
  /** Returns whether its policy is public, if the service found that out when it was saved. */
  isPublic?: (resource: StoredResource<Settings>) => boolean;
};

/**
 * A kind of named resource is a value: what every place that stores, asks about or shows resources must know of it. Its operations are
 * written by hand beside it, as AWS's verbs are not uniform.
 */
export type ResourceKind<Settings extends object = object> = {
  /** The prefix of its actions. */
  service: string;
  /** In the words of the Service Authorization Reference. With the service it tells whether RCPs bear on it, which the catalog knows. */
  type: string;
  arn: (place: Place, name: string) => string;
  /** Matches the ARNs of the kind, and those of things inside of its resources. Absent: AWS has no ARN for it. */
  arnPattern?: RegExp;
  /** The call that shows the policy of a resource: the name of the operation and its input. Absent: it can have no policy. */
  policyReading?: (arn: string) => NamedReading;
  /** The call that shows the tags of a resource. Absent: it has none. */
  tagReading?: (arn: string) => NamedReading;
  /** The call that shows the tags of something inside of a resource, such as an object. */
  contentTagReading?: (arn: string) => NamedReading | null;
  /** How many there may be in an account and Region. */
  quota?: QuotaName;
  /** Absent: it can have no policy. */
  policy?: PolicyRules;
  /** Absent: it is part of another kind, and listed with that. */
  listed?: Listed<Settings>;
  /** Actions that AWS lets no other account take, whatever the policy on the resource says. In lower case, with their prefix. */
  ownersOnly?: ReadonlySet<string>;
  /** Of something in a resource that has an ARN of its own, such as an object: the ARN of the resource. */
  containerOf?: (arn: string) => string;
  /** Returns whether S3 Block Public Access restricts it. Its policy then admits nobody from other accounts. */
  blocksPublicAccess?: (resource: StoredResource<Settings>) => boolean;
  /** Of a kind that notes whether its policies are public: the resource as it would be with one that is or is not. */
  asPublic?: (resource: StoredResource<Settings>, isPublic: boolean) => StoredResource<Settings>;
  /**
   * Refuses a policy that lets everybody in, where the service saves none such for the resource. Absent: it saves them.
   * @throws AwsError in the words of the service
   */
  refusePublic?: (scope: Pick<Scope, 'db' | 'caller'>, resource: StoredResource<Settings>) => void | Promise<void>;
  /** Returns whether the tags of a resource count in decisions about it. Default: they do. */
  tagsCount?: (resource: StoredResource<Settings>) => boolean;
  /**
   * What accounts say of all their resources of the kind, by their id: of those resources alone for which it may matter.
   * The resource of a kind without this is all in its row.
   */
  inherited?: (
    db: Transaction,
    resources: readonly StoredResource<Settings>[],
  ) => Promise<ReadonlyMap<string, Partial<Settings>>>;
  /** The service that runs code in resources of the kind, and with what it runs, by the ids of some of them. */
  runs?: {
    service: string;
    with: (db: Transaction, resources: readonly StoredResource<Settings>[]) => Promise<ReadonlyMap<string, RunsWith>>;
  };
  /** From when on one that is stored is as if it were not there, since its time is over; null where nothing says so. */
  goneAt?: (resource: StoredResource<Settings>) => Date | null;
  /**
   * The condition keys of the service that the resource itself feeds into every question about it, beside its tags.
   * @param resource null where there is none of that name
   */
  keys?: (resource: StoredResource<Settings> | null, callerAccountId: string) => RequestContext;
  /** Condition keys that no call about such a resource carries unless `keys` gives them; a family ends with `/*`. */
  absentKeys?: readonly string[];
};

/** The ARN of the role that code runs as, and that of the instance profile by which it has it. */
export type RunsWith = { role?: string; profile?: string };

/** Returns a kind as lists of all kinds have it. Each kind has settings of its own, and only the kind itself reads them. */
export function anyKind<Settings extends object>(kind: ResourceKind<Settings>): ResourceKind {
  return kind as unknown as ResourceKind;
}

/** Gives a kind its types; adds nothing. */
export function defineKind<Settings extends object>(kind: ResourceKind<Settings>): ResourceKind<Settings> {
  return kind;
}

/** Returns whether the time of a stored resource is over. */
export function isGone<Settings extends object>(
  { goneAt }: Pick<ResourceKind<Settings>, 'goneAt'>,
  resource: StoredResource<Settings>,
  now: Date,
): boolean {
  const at = goneAt?.(resource) ?? null;
  return at !== null && now >= at;
}

/** Who asks at what time: by the clock of the caller, or by the real time where nobody is ahead. */
export type AskedAt = { db: Transaction; call: Pick<Call, 'now' | 'aheadMs'> };

/** Returns whether the time of a stored resource is over by the clock of its owner, whoever asks. */
export async function isGoneForOwner<Settings extends object>(
  { db, call }: AskedAt,
  kind: Pick<ResourceKind<Settings>, 'goneAt'>,
  resource: StoredResource<Settings>,
): Promise<boolean> {
  // Nearly all resources stay, and take no look at a clock.
  if ((kind.goneAt?.(resource) ?? null) === null) return false;
  return isGone(kind, resource, await findNow(db, resource.accountId, realTimeOf(call)));
}
