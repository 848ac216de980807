import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { ResponsibilityPage } from './_components/responsibility-page';
import { exerciseResultsQuery } from './queries';

export const metadata: Metadata = { title: 'Shared responsibility' };

export default function Page() {
  return (
    <Prefetch queries={[exerciseResultsQuery()]}>
      <ResponsibilityPage />
    </Prefetch>
  );
}
