'use client';

import dynamic from 'next/dynamic';
import { Skeleton } from '@/components/ui/skeleton';

// The code is large, and only the browser knows the part of the address with the question.
const Decision = dynamic(() => import('./decision').then((module) => module.Decision), {
  ssr: false,
  loading: () => <Skeleton className="h-96" />,
});

export function DecisionPage() {
  return <Decision />;
}
