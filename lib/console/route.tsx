import 'server-only';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { SearchParams } from 'nuqs/server';
import type { ComponentType } from 'react';
import { Prefetch } from './prefetch';
import type { ReadKey } from './query';

type ConsoleQuery = { queryKey: ReadKey };
type SearchProps = { searchParams: Promise<SearchParams> };

/** Returns the route of a page. @param queries returns what the page reads at first, given what the address says behind its `?` */
export function pageRoute(
  Page: ComponentType,
  queries: (search: Promise<SearchParams>) => Promise<ConsoleQuery[]> | ConsoleQuery[],
) {
  return async function Route({ searchParams }: SearchProps) {
    return (
      <Prefetch queries={await queries(searchParams)}>
        <Page />
      </Prefetch>
    );
  };
}

type DetailsRoute = {
  /** The parameter behind the `?` that names the thing. */
  by: string;
  /** The title of the document where the address names none. */
  title: string;
  /** Returns the name that people use; the id by default. */
  nameOf?: (id: string) => string;
  queries: (id: string) => ConsoleQuery[];
  Page: ComponentType<{ id: string }>;
};

/** Returns the route of one thing that the address names behind its `?`, and the title of its document. */
export function detailsRoute({ by, title, nameOf = (id) => id, queries, Page }: DetailsRoute) {
  const named = async (searchParams: Promise<SearchParams>) => {
    const id = (await searchParams)[by];
    return typeof id === 'string' && id !== '' ? id : undefined;
  };
  return {
    async generateMetadata({ searchParams }: SearchProps): Promise<Metadata> {
      const id = await named(searchParams);
      return { title: id === undefined ? title : nameOf(id) };
    },
    async Route({ searchParams }: SearchProps) {
      const id = await named(searchParams);
      if (id === undefined) notFound();
      return (
        <Prefetch queries={queries(id)}>
          <Page key={id} id={id} />
        </Prefetch>
      );
    },
  };
}
