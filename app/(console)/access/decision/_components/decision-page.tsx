'use client';

import dynamic from 'next/dynamic';
import { Skeleton } from '@/components/ui/skeleton';

// What shows decisions is large, and the question stands in a part of the address that the browser alone knows.
const Decision = dynamic(() => import('./decision').then((module) => module.Decision), {
  ssr: false,
  loading: () => <Skeleton className="h-96" />,
});

export function DecisionPage() {
  return <Decision />;
}
