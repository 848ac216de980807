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

/** The components of a kind of resource, in addition to those that all kinds share. */
export type ResourceKindView = {
  /** Its own columns between Region and policy. `filters` are their filter properties. */
  columns: readonly ColumnDefinition<Overview>[];
  filters: readonly FilterProperty[];
  /** Returns the facts in its summary from the data of `describe`, in addition to ARN, Region and owner. */
  facts: (described: unknown) => readonly KeyValueItem[];
  /** The name field in the form of a new resource. */
  name: { label: string; hint: string; optional?: true; problem: (text: string) => string | undefined };
  /** The other fields of the form, with their initial values. */
  fields?: { Fields: ComponentType<{ form: UseFormReturn<ResourceForm> }>; fresh: Readonly<Record<string, string>> };
  /** The tabs of this kind, before the common ones. */
  tabs: readonly { id: string; label: string; Content: ComponentType<{ at: ResourceAt }> }[];
};

/** Returns a facts function without the type of its data. */
export function factsOf<Value>(
  _: Reading<Value>,
  toItems: (described: Value) => readonly KeyValueItem[],
): ResourceKindView['facts'] {
  return toItems as ResourceKindView['facts'];
}

/** Returns the first value of a row's fact; an empty text if it can't be read. */
export function factOf({ Facts }: Overview, name: string): string {
  return Facts?.[name] ?? '';
}
