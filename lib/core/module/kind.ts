import type { RequestContext } from '@gatehouse/policy/evaluate';
import type { PolicyResourceType } from '@gatehouse/policy/validate';
import type { Transaction } from '../../db/client';
import type { Call, Partition } from '../call';
import type { AwsError } from '../errors';
import type { Check, Scope } from '../operation';
import type { QuotaName } from '../quotas';
import type { TagPair } from '../tags';
import { findNow, realTimeOf } from '../time/clock';

/** An operation of the kind's service, by name, with an input. */
export type NamedReading = readonly [operation: string, input: object];

/** The account and Region of a resource. */
export type Place = { partition: Partition; region: string; accountId: string };

/** A row of the table of resources, parsed. */
export type StoredResource<Settings extends object = object> = {
  id: string;
  accountId: string;
  region: string;
  name: string;
  arn: string;
  /** The policy as stored, with unique ids of users and roles. Null: no policy. */
  policy: string | null;
  /** By key. */
  tags: readonly TagPair[];
  settings: Settings;
  /** The account's settings for all resources of the kind, read only where they may matter. */
  inherited?: Partial<Settings>;
  createdAt: Date;
};

/** The service's conditions for saving a policy on its resources, and its errors. */
export type PolicyRules = {
  /** The most characters, white space included. */
  most: number;
  tooLong: () => AwsError;
  /** The type by which the engine knows what the service refuses. */
  type: PolicyResourceType;
  /** @param sentence the engine's reason for refusing it */
  refused: (sentence: string) => AwsError;
  invalidPrincipal: (value: string) => AwsError;
  /** The action that saves it. Absent: the service has no call that saves a whole policy. */
  savedBy?: string;
};

/** How lists, counts and the search find the resources of a kind, and who may see which part of one. */
export type Listed<Settings extends object> = {
  /** The noun of AWS's operations, in one word: `Queue` in `ListQueueOverviews`. */
  noun: string;
  /** The noun on pages: "SQS queue". */
  label: string;
  /** The check of AWS's call that lists them in a Region. */
  check: (place: Pick<Place, 'region' | 'accountId'>) => Check;
  /** The actions that show its policy, its tags and its facts. Absent: everyone who may list them sees these. */
  policyBy?: string;
  tagsBy?: string;
  factsBy?: string;
  /** The details beside the name, by the name of a column. A missing detail is an empty text. */
  facts?: Readonly<Record<string, (resource: StoredResource<Settings>, now: Date) => string | undefined>>;
  /** The other names that the search knows, and the check of the call that lists them. */
  alsoNamed?: {
    check: (place: Pick<Place, 'region' | 'accountId'>) => Check;
    names: (settings: Settings) => readonly string[];
  };
  /** Returns whether its policy is public, if the service found that out when the policy was saved. */
  isPublic?: (resource: StoredResource<Settings>) => boolean;
};

/**
 * The facts about a kind that the pages in the browser need too. They are in the `arns.ts` of its service, which imports nothing of
 * the server, and `lib/resources/kind-arns.ts` lists them.
 */
export type ShownKind = {
  /** The noun's plural, in addresses and in the middle of a sentence: `queues`. */
  id: string;
  /** The prefix of its actions. */
  service: string;
  /** The type's name in the Service Authorization Reference. */
  type: string;
  /** The noun of AWS's operations, in one word: `Queue`. */
  noun: string;
  /** The noun with its service: "SQS queue". */
  label: string;
  /** The noun in narrow places, if the label is too long. */
  short?: string;
  /** The title of its list. */
  title: string;
  /** The label of the button that creates one, if the verb is another than "Create". */
  create?: string;
  /** Further words by which the command palette finds its list. */
  words: string;
  /** Matches the ARNs of its resources. The first group is the name. */
  arn: RegExp;
  /** AWS's name of the type in calls about policies. Absent: the kind has no policies. */
  policyType?: PolicyResourceType;
  /** The members of inputs that name a resource, by the part of its ARN after the account, and by the whole ARN. */
  members: Readonly<Record<string, (name: string, arn: string) => string | undefined>>;
  /** The calls that change the policy of a resource, among them those that create and delete it. */
  policyCalls?: readonly string[];
};

/** A resource that a scenario pack asks for. `key` names it in the pack. */
export type PackedResource = { key: string; name: string; region: string; tags: readonly TagPair[] };

/** A call of a scenario pack, with the pointers of its answer that it saves. Inputs may have references such as `{{secret.KEY}}`. */
type PackedCall = { do: string; input: Readonly<Record<string, unknown>>; save?: Readonly<Record<string, string>> };

/** The calls by which scenario packs create a resource. */
type PackCalls = {
  create: (asked: PackedResource) => PackedCall;
  /** The JSON pointer to its ARN in the answer, or to the last part of it. Absent: the name is that part. */
  answer?: string;
  before?: (asked: PackedResource) => readonly PackedCall[];
  after?: (asked: PackedResource) => readonly PackedCall[];
  /** Absent: the kind has no policies. */
  savePolicy?: (made: { name: string; arn: string }, policy: unknown) => PackedCall;
};

/**
 * A kind of named resource is a value. It holds what every place that stores, authorizes or shows resources must know. Its
 * operations are written by hand beside it, since AWS's verbs are not uniform.
 */
export type ResourceKind<Settings extends object = object> = {
  /** The prefix of its actions. */
  service: string;
  /** The type's name in the Service Authorization Reference. The catalog says whether RCPs apply to it. */
  type: string;
  arn: (place: Place, name: string) => string;
  /** Matches the ARNs of the kind, and those of things inside its resources. Absent: AWS has no ARN for it. */
  arnPattern?: RegExp;
  /** The call that shows a resource's policy: the operation's name and input. Absent: the kind has no policies. */
  policyReading?: (arn: string) => NamedReading;
  /** The call that shows a resource's tags. Absent: the kind has no tags. */
  tagReading?: (arn: string) => NamedReading;
  /** The call that shows the tags of something inside a resource, such as an object. */
  contentTagReading?: (arn: string) => NamedReading | null;
  /** The quota on resources of the kind, per account and Region. */
  quota?: QuotaName;
  /** Absent: the kind has no policies. */
  policy?: PolicyRules;
  /** Absent: it is part of another kind, and listed with that. */
  listed?: Listed<Settings>;
  /** The actions that AWS never allows other accounts, whatever the resource's policy says. In lower case, with prefix. */
  ownersOnly?: ReadonlySet<string>;
  /** Absent: scenario packs create none. */
  packs?: PackCalls;
  /** The actions that questions about a scenario with such a resource begin with. */
  usualActions?: readonly string[];
  /** The action that reads the data in it, and the text after its ARN. Suggested access tests hold who can do that. */
  watched?: { action: string; part: string };
  /** The actions that the search means by a verb, if they are not the first of their level in the engine's questions. */
  verbs?: Readonly<Record<string, string>>;
  /** Returns the ARN of the resource that contains a thing with an ARN of its own, such as an object. */
  containerOf?: (arn: string) => string;
  /** Returns whether S3 Block Public Access restricts it. Its policy then admits nobody from other accounts. */
  blocksPublicAccess?: (resource: StoredResource<Settings>) => boolean;
  /**
   * Returns the resource as it would be with a public policy, or without one. Only for kinds that store whether their policies
   * are public.
   */
  asPublic?: (resource: StoredResource<Settings>, isPublic: boolean) => StoredResource<Settings>;
  /**
   * Refuses a public policy, if the service does not save such a policy for the resource. Absent: the service saves them.
   * @throws AwsError with the service's message
   */
  refusePublic?: (scope: Pick<Scope, 'db' | 'caller'>, resource: StoredResource<Settings>) => void | Promise<void>;
  /** Returns whether a resource's tags count in decisions about it. Default: they do. */
  tagsCount?: (resource: StoredResource<Settings>) => boolean;
  /**
   * Reads the accounts' settings for all their resources of the kind, by account id. It reads them only for resources to which
   * they may matter. Absent: a resource's row holds everything.
   */
  inherited?: (
    db: Transaction,
    resources: readonly StoredResource<Settings>[],
  ) => Promise<ReadonlyMap<string, Partial<Settings>>>;
  /** The service that runs code in resources of the kind, and the roles of that code, by resource id. */
  runs?: {
    service: string;
    with: (db: Transaction, resources: readonly StoredResource<Settings>[]) => Promise<ReadonlyMap<string, RunsWith>>;
  };
  /** Returns the time from which a stored resource counts as gone, or null if it has no end. */
  goneAt?: (resource: StoredResource<Settings>) => Date | null;
  /**
   * Returns the service's condition keys that the resource itself adds to every check about it, beside its tags.
   * @param resource null if none has that name
   */
  keys?: (resource: StoredResource<Settings> | null, callerAccountId: string) => RequestContext;
  /** The condition keys that calls about such a resource carry only if `keys` returns them. A family ends with `/*`. */
  absentKeys?: readonly string[];
};

/** The ARN of the role that code runs as, and of the instance profile that gives it the role. */
export type RunsWith = { role?: string; profile?: string };

/** Returns a kind as lists of all kinds hold it. Each kind has its own settings, and only the kind reads them. */
export function anyKind<Settings extends object>(kind: ResourceKind<Settings>): ResourceKind {
  return kind as unknown as ResourceKind;
}

/** Types a kind. It adds nothing. */
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

/** A read at a call's time: by the caller's clock, or by real time if the call is not ahead. */
export type AskedAt = { db: Transaction; call: Pick<Call, 'now' | 'aheadMs'> };

/** Returns whether the time of a stored resource is over by its owner's clock, whichever account calls. */
export async function isGoneForOwner<Settings extends object>(
  { db, call }: AskedAt,
  kind: Pick<ResourceKind<Settings>, 'goneAt'>,
  resource: StoredResource<Settings>,
): Promise<boolean> {
  // Nearly all resources have no end and need no clock.
  if ((kind.goneAt?.(resource) ?? null) === null) return false;
  return isGone(kind, resource, await findNow(db, resource.accountId, realTimeOf(call)));
}
