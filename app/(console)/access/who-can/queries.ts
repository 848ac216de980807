import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { WhatCan, WhoCan } from '@/lib/access/who-can/operations';
import type { WhatCanInput, WhoCanInput } from '@/lib/access/who-can/schema';
import { consoleQuery, type ReadKey, type ReadOf } from '@/lib/console/query';
import { callAction } from '@/lib/console/session/shown-identity';
import { whatCan, whoCan } from './actions';

export type WhoQuestion = z.input<typeof WhoCanInput>;
export type WhatQuestion = z.input<typeof WhatCanInput>;

/** A policy belongs in a request body, so such questions are server actions (lib/decisions/004-evaluations-are-actions.md). */
const needsBody = ({ ResourcePolicy, Context }: Pick<WhoQuestion, 'ResourcePolicy' | 'Context'>) =>
  ResourcePolicy !== undefined || Context !== undefined;

export const whoCanQuery = (question: WhoQuestion) =>
  needsBody(question)
    ? queryOptions<ReadOf<typeof WhoCan>, Error, ReadOf<typeof WhoCan>, ReadKey>({
        queryKey: ['console', 'WhoCan', question],
        queryFn: () => callAction(whoCan, question),
        staleTime: 30_000,
      })
    : consoleQuery('console', 'WhoCan', question);

export const whatCanQuery = (question: WhatQuestion) =>
  needsBody(question)
    ? queryOptions<ReadOf<typeof WhatCan>, Error, ReadOf<typeof WhatCan>, ReadKey>({
        queryKey: ['console', 'WhatCan', question],
        queryFn: () => callAction(whatCan, question),
        staleTime: 30_000,
      })
    : consoleQuery('console', 'WhatCan', question);
