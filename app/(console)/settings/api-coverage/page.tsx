import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { CoverageTable } from './_components/coverage-table';
import { apiCoverageQuery } from './queries';

export const metadata: Metadata = { title: 'API coverage' };

export default function ApiCoveragePage() {
  return (
    <Prefetch queries={[apiCoverageQuery()]}>
      <CoverageTable />
    </Prefetch>
  );
}
