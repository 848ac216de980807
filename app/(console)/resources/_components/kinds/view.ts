import type { ComponentType } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import type { KeyValueItem } from '@/components/console/page/key-value';
import type { ColumnDefinition } from '@/components/console/table/resource-table-types';
import type { ResourceAt } from '@/lib/console/resource-arn';
import type { Json } from '@/lib/console/result';
import type { FilterProperty } from '@/lib/core/list/filter-query';
import type { ResourceOverview } from '@/lib/resources/overviews';
import type { Reading, Tag } from './kind';

export type Overview = Json<ResourceOverview>;

export type ResourceForm = { name: string; region: string; tags: Tag[]; policy: string; more: Record<string, string> };

/** How a kind of resource looks, beside what all of them share. */
export type ResourceKindView = {
  /** Columns of its own, between Region and policy, with what they can be filtered by. */
  columns: readonly ColumnDefinition<Overview>[];
  filters: readonly FilterProperty[];
  /** What its summary tells, of what `describe` reads, beside ARN, Region and owner. */
  facts: (described: unknown) => readonly KeyValueItem[];
  /** Its name in the form that makes one. */
  name: { label: string; hint: string; optional?: true; problem: (text: string) => string | undefined };
  /** What the form asks beside, and what that begins with. */
  fields?: { Fields: ComponentType<{ form: UseFormReturn<ResourceForm> }>; fresh: Readonly<Record<string, string>> };
  /** The tabs that only this kind has; they come first. */
  tabs: readonly { id: string; label: string; Content: ComponentType<{ at: ResourceAt }> }[];
};

/** Gives facts the type of what they are about, and forgets it. */
export function factsOf<Value>(
  _: Reading<Value>,
  toItems: (described: Value) => readonly KeyValueItem[],
): ResourceKindView['facts'] {
  return toItems as ResourceKindView['facts'];
}

/** The first words of what a row tells under a name; nothing where it may not be read. */
export function factOf({ Facts }: Overview, name: string): string {
  return Facts?.[name] ?? '';
}
