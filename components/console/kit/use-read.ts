'use client';

import { type UseQueryOptions, useQuery } from '@tanstack/react-query';
import type { ReadKey } from '@/lib/console/read-query';
import type { ConsoleFailure, ConsoleResult } from '@/lib/console/result';

/** A read as a component uses it: the data, or the failure AWS would show, or neither yet. */
export type Read<T> = {
  data: T | undefined;
  error: ConsoleFailure | undefined;
  pending: boolean;
  fetching: boolean;
  /** The data is what was read before, kept until what is asked for now is there. */
  stale: boolean;
  refetch: () => void;
};

/** The failure of a call that never reached the server, or whose answer was lost. */
export const LOST: ConsoleFailure = { code: 'NetworkError', message: 'The console server could not be reached.', requestId: '' };

/** Reads what a `queries.ts` names. */
export function useRead<T>(options: UseQueryOptions<ConsoleResult<T>, Error, ConsoleResult<T>, ReadKey>): Read<T> {
  const query = useQuery(options);
  return {
    data: query.data?.ok ? query.data.data : undefined,
    error: query.data && !query.data.ok ? query.data.error : query.error ? LOST : undefined,
    pending: query.isPending,
    fetching: query.isFetching,
    stale: query.isPlaceholderData,
    refetch: () => void query.refetch(),
  };
}
