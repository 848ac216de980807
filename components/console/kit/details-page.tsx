'use client';

import type { ComponentType, ReactNode } from 'react';
import { Skeleton } from '../../ui/skeleton';
import type { Tab } from '../../ui/tabs';
import { DetailsPage } from '../page/details-page';
import type { KeyValueItem } from '../page/key-value';
import { ReadBox, ReadError } from '../page/read-box';
import { type Act, ActButtons } from './act';
import type { Query } from './query';
import { type Tools, useTools } from './tools';
import { type Read, useRead } from './use-read';
import { type AnswerOf, type NoReads, type Reads, useReads } from './use-reads';

/** The facts that a details page has while it is drawn. */
export type Shown<Data, Also = unknown> = {
  /** Its name in the address: a name, an id or an ARN. */
  id: string;
  /** The name that people use. */
  name: string;
  read: Read<Data>;
  /** The answers of the other reads, as far as they are here. */
  also: { readonly [Name in keyof Also]: AnswerOf<Also[Name]> | undefined };
  tools: Tools;
  /** Returns a fact: drawn from what was read, a bar until then, and nothing where it cannot be read. */
  fact: (value: (data: Data) => ReactNode) => ReactNode;
  /** The same for a fact of another read. */
  factOf: <Name extends keyof Also>(name: Name, value: (data: AnswerOf<Also[Name]>) => ReactNode) => ReactNode;
};

/** A tab of a details page. */
type TabValue<Data, Also> = {
  id: string;
  label: string;
  count?: (shown: Shown<Data, Also>) => number | undefined;
} & (
  | { shows: (shown: Shown<Data, Also>) => ReactNode }
  /** Filled by what the page reads: `what` names it where it cannot be read. */
  | { what: string; content: (data: Data, shown: Shown<Data, Also>) => ReactNode }
);

type DetailsValue<Data, Also> = {
  /** The list that it is in. */
  list: { label: string; href: string };
  /** In running text: "server certificate". */
  one: string;
  /** Returns the name that people use; the id by default. */
  nameOf?: (id: string) => string;
  /** Returns the name that only the read knows, for things that addresses name by id. */
  titleOf?: (data: Data) => string;
  read: (id: string) => Query<Data>;
  /** The other reads of the page. */
  also?: (id: string) => Also;
  /** The codes with which the read fails where there is no such thing. */
  gone: readonly string[];
  /** Names what cannot be shown where the read fails otherwise; "this server certificate" by default. */
  what?: string;
  badge?: ReactNode;
  acts?: readonly Act<Shown<Data, Also>>[];
  /** Between the head and the summary. */
  notices?: (shown: Shown<Data, Also>) => ReactNode;
  facts: (shown: Shown<Data, Also>) => readonly KeyValueItem[];
  factColumns?: 2 | 3 | 4;
  tabs?: readonly TabValue<Data, Also>[];
  Help?: ComponentType;
};

/** Returns the page of one thing: what it is, what can be done to it, and its tabs. A thing that is gone has neither acts nor tabs. */
export function detailsPage<Data, Also extends Reads = NoReads>(value: DetailsValue<Data, Also>): ComponentType<{ id: string }> {
  return ({ id }) => <Details of={value} id={id} />;
}

type DetailsProps<Data, Also> = { of: DetailsValue<Data, Also>; id: string };

function Details<Data, Also extends Reads>({ of: value, id }: DetailsProps<Data, Also>) {
  const { list, one, nameOf = (id: string) => id, acts = [], Help } = value;
  const read = useRead(value.read(id));
  const also = useReads(value.also?.(id));
  const tools = useTools();
  const name = (read.data !== undefined && value.titleOf?.(read.data)) || nameOf(id);
  const gone = read.error !== undefined && value.gone.includes(read.error.code);
  const shown: Shown<Data, Also> = {
    id,
    name,
    read,
    also: also.data,
    tools,
    fact: (of) => factOf(read, of),
    factOf: (which, of) => factOf({ data: also.data[which], pending: also.pending.has(which) }, of),
  };
  return (
    <DetailsPage
      title={name}
      breadcrumbs={[list]}
      badge={value.badge}
      actions={gone || acts.length === 0 ? undefined : <ActButtons acts={acts} subject={shown} goTo={list.href} />}
      notices={
        <>
          <ReadError read={read} what={gone ? `the ${one} ${name}` : (value.what ?? `this ${one}`)} />
          {value.notices?.(shown)}
        </>
      }
      summary={gone ? undefined : value.facts(shown)}
      summaryColumns={value.factColumns}
      tabs={gone ? undefined : value.tabs?.map((tab) => tabOf(tab, shown))}
    >
      {Help ? <Help /> : null}
    </DetailsPage>
  );
}

function tabOf<Data, Also>(tab: TabValue<Data, Also>, shown: Shown<Data, Also>): Tab {
  const { id, label, count } = tab;
  const content =
    'content' in tab ? (
      <ReadBox read={shown.read} what={tab.what}>
        {(data) => tab.content(data, shown)}
      </ReadBox>
    ) : (
      tab.shows(shown)
    );
  return { id, label, count: count?.(shown), content };
}

function factOf<Data>({ data, pending }: { data: Data | undefined; pending: boolean }, of: (data: Data) => ReactNode): ReactNode {
  if (data !== undefined) return of(data);
  return pending ? <Skeleton width={120} className="my-1" /> : null;
}
