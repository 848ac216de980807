import type { UseQueryOptions } from '@tanstack/react-query';
import type { ReadKey, readQuery } from '@/lib/console/read-query';
import type { ConsoleResult } from '@/lib/console/result';

/** A read as a `queries.ts` names it: its key and its fetcher. */
export type Query<Data> = UseQueryOptions<ConsoleResult<Data>, Error, ConsoleResult<Data>, ReadKey>;

/**
 * Returns the read of a part of an answer.
 * @param none the code of the failure that means that there is no such part, and the part then
 */
export function partOf<Answer, Part>(
  query: Query<Answer>,
  of: (answer: Answer) => Part,
  none?: { code: string; part: Part },
): ReturnType<typeof readQuery<Part>> {
  const select = (answer: ConsoleResult<Answer>): ConsoleResult<Part> => {
    const result = query.select?.(answer) ?? answer;
    if (result.ok) return { ok: true, data: of(result.data) };
    return none !== undefined && result.error.code === none.code ? { ok: true, data: none.part } : result;
  };
  // The fetcher still answers with the whole, which only `select` sees.
  return { ...query, select } as unknown as ReturnType<typeof readQuery<Part>>;
}
