import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { callerQuery, organizationQuery, servicesQuery } from '../queries';
import { ServicesPage } from './_components/services-page';

export const metadata: Metadata = { title: 'Services' };

export default function Page() {
  return (
    <Prefetch queries={[callerQuery(), organizationQuery(), servicesQuery()]}>
      <ServicesPage />
    </Prefetch>
  );
}
