'use client';

import dynamic from 'next/dynamic';
import { Skeleton } from '@/components/ui/skeleton';

/** The answer to one question. What shows decisions is large, and comes once one is asked for. */
export const ExplainedAnswer = dynamic(() => import('./explained-decision').then((module) => module.ExplainedDecision), {
  ssr: false,
  loading: () => <Skeleton className="h-64" />,
});
