import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { AnalyzersPage } from './_components/analyzers-page';
import { analyzersQuery } from './queries';

export const metadata: Metadata = { title: 'External access' };

export default function Page() {
  return (
    <Prefetch queries={[analyzersQuery]}>
      <AnalyzersPage />
    </Prefetch>
  );
}
