import { useQueries } from '@tanstack/react-query';
import type { ConsoleResult } from '@/lib/console/result';
import type { Query } from './query';

/** The reads of a page besides its first, by names that the page gives them. */
// biome-ignore lint/suspicious/noExplicitAny: each read has an answer of its own
export type Reads = Readonly<Record<string, Query<any>>>;

/** The other reads of a page that has none. */
export type NoReads = Record<never, never>;

/** The answer of a read. */
// biome-ignore lint/suspicious/noExplicitAny: only the result of the fetcher matters
export type AnswerOf<Read> = Read extends { queryFn?: (context: any) => infer Result }
  ? Awaited<Result> extends ConsoleResult<infer Data>
    ? Data
    : never
  : never;

/** The answers of reads by their names, as far as they are here. */
export type Answers<Also> = { readonly [Name in keyof Also]: AnswerOf<Also[Name]> | undefined };

/**
 * Makes reads by their names. Returns the answers, and the names of the reads that have none yet.
 */
export function useReads<Also extends Reads>(reads: Also | undefined) {
  const names: (keyof Also)[] = Object.keys(reads ?? {});
  const answers = useQueries({ queries: Object.values<Query<unknown>>(reads ?? {}) });
  const entries = names.map((name, at) => {
    const answer = answers[at]?.data;
    return [name, answer?.ok ? answer.data : undefined] as const;
  });
  return {
    data: Object.fromEntries(entries) as Answers<Also>,
    pending: new Set(names.filter((_, at) => answers[at]?.isPending)),
  };
}
