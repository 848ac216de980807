import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { TestsPage } from './_components/tests-page';
import { testFilesQuery, testResultsQuery } from './queries';

export const metadata: Metadata = { title: 'Access tests' };

export default function Page() {
  return (
    <Prefetch queries={[testFilesQuery(), testResultsQuery()]}>
      <TestsPage />
    </Prefetch>
  );
}
