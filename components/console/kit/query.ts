import type { UseQueryOptions } from '@tanstack/react-query';
import type { ReadKey } from '@/lib/console/read-query';
import type { ConsoleResult } from '@/lib/console/result';

/** A read as a `queries.ts` names it: its key and its fetcher. */
export type Query<Data> = UseQueryOptions<ConsoleResult<Data>, Error, ConsoleResult<Data>, ReadKey>;
