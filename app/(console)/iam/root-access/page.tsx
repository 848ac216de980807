import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { RootAccessPage } from './_components/root-access-page';
import { memberRootUsersQuery, rootAccessFeaturesQuery } from './queries';

export const metadata: Metadata = { title: 'Root access management' };

export default function Page() {
  return (
    <Prefetch queries={[rootAccessFeaturesQuery(), memberRootUsersQuery()]}>
      <RootAccessPage />
    </Prefetch>
  );
}
