'use client';

import dynamic from 'next/dynamic';
import { Skeleton } from '@/components/ui/skeleton';

/** The answer to one question. Its code is large and only loaded after a question. */
export const ExplainedAnswer = dynamic(() => import('./explained-decision').then((module) => module.ExplainedDecision), {
  ssr: false,
  loading: () => <Skeleton className="h-64" />,
});
