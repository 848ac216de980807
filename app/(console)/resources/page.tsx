import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { ResourcesPage } from './_components/resources-page';
import { resourceCountsQuery } from './queries';

export const metadata: Metadata = { title: 'All resources' };

export default function Page() {
  return (
    <Prefetch queries={[resourceCountsQuery()]}>
      <ResourcesPage />
    </Prefetch>
  );
}
