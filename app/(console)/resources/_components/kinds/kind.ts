import type { PolicyResourceType } from '@gatehouse/policy/validate';
import type { ComponentType } from 'react';
import type { Column } from '@/components/console/kit/columns';
import type { FormField } from '@/components/console/kit/form-value';
import type { Query } from '@/components/console/kit/query';
import type { KeyValueItem } from '@/components/console/page/key-value';
import type { ResourceAt } from '@/lib/console/resource-arn';
import type { Json } from '@/lib/console/result';
import { createLabel, type PagedKind, type ShownKindId } from '@/lib/resources/kind-arns';
import type { ResourceOverview } from '@/lib/resources/overviews';

export type Tag = { Key: string; Value: string };
export type Overview = Json<ResourceOverview>;
export type ResourceForm = { name: string; region: string; tags: Tag[]; policy: string; more: Record<string, string> };

/** The part of a kind that the server needs too: what pages read before they are sent. */
export type ResourceReads<Described> = {
  /** The first read of a resource's page. Its error replaces the whole page. */
  describe: (at: ResourceAt) => Query<Described>;
  tagsOf: (at: ResourceAt) => Query<readonly Tag[]>;
  /** The policy on a resource. Absent for kinds without policies. */
  policyOf?: (at: ResourceAt) => Query<string | null>;
};

/** The policies of a kind. */
export type PolicyRules = {
  type: PolicyResourceType;
  maxCharacters: number;
  /** True if the policy can be deleted. */
  removable: boolean;
  /** The text for a resource without a policy. */
  none: string;
};

/** A kind of resource: what its pages, which all kinds share, have of their own. */
export type ResourceKind<Described> = ResourceReads<Described> & {
  id: ShownKindId;
  /** The kind's name in the operations of lists and counts. */
  noun: PagedKind['noun'];
  /** The title of its list: "SQS queues". */
  title: string;
  /** The label of the button that creates one. */
  create: string;
  /** The noun for the middle of a sentence. `many` is its plural. */
  one: string;
  many: string;
  /** The text below the title of its list. */
  description: string;
  /** The text of an empty list: the purpose of the resource. */
  empty: string;
  /** The codes of errors for a missing resource. */
  gone: readonly string[];
  /** The columns of its list between Region and policy. */
  columns: readonly Column<Overview>[];
  /** Returns the facts in its summary after ARN, Region and owner. */
  facts: (described: Described) => readonly KeyValueItem[];
  /** The tabs of this kind, before those of all kinds. */
  tabs: readonly { id: string; label: string; Content: ComponentType<{ at: ResourceAt }> }[];
  /** The text for a resource without tags. */
  noTags?: string;
  policy?: PolicyRules;
  /** The name field in the form of a new resource. */
  name: { label: string; hint: string; optional?: true; problem: (text: string) => string | undefined };
  /** The other fields of the form, with their initial values. */
  fields?: readonly FormField<ResourceForm>[];
  fresh?: Readonly<Record<string, string>>;
  /** The consequences of deleting, and the words for it where the kind has others. */
  remove: {
    text: string;
    verb?: string;
    title?: (name: string) => string;
    /** The limits of the waiting period before deletion, in days. Absent if it can't be chosen. */
    waits?: { from: number; to: number };
    done?: (name: string, days: number) => string;
  };
  /** The actions in “Who can reach”, most important first. `inside` actions are on its contents, such as the objects of a bucket. */
  asks: readonly { action: string; inside?: boolean }[];
};

// biome-ignore lint/suspicious/noExplicitAny: each kind is described by a call of its own
export type AnyResourceKind = ResourceKind<any>;

/** A kind as its folder describes it, without the names that the server knows too. */
type Described<D> = Omit<ResourceKind<D>, 'id' | 'noun' | 'title' | 'create' | 'one' | 'many' | 'policy'> & {
  policy?: Omit<PolicyRules, 'type'>;
};

/** Returns a kind without the type of its description. */
export function kindOf<D>(shown: PagedKind, { policy, ...kind }: Described<D>): AnyResourceKind {
  const { id, noun, title, policyType } = shown;
  return {
    ...{ ...kind, id, noun, title, create: createLabel(shown), one: noun.toLowerCase(), many: id },
    ...(policy && policyType && { policy: { ...policy, type: policyType } }),
  };
}

/** Returns the value of a row's fact for a column; null if the reader may not see the facts. */
export function fact(name: string): (row: Overview) => string | null {
  return ({ Facts }) => Facts && (Facts[name] ?? '');
}

/** Returns a required name. @param rule the pattern in words, and `more` what the hint says besides */
export function requiredName(label: string, pattern: RegExp, rule: string, more: string): ResourceKind<unknown>['name'] {
  return {
    label,
    hint: `${rule} ${more}`,
    problem: (text) => (text === '' ? 'Required.' : pattern.test(text) ? undefined : rule),
  };
}
