import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { callerQuery, organizationQuery } from '../queries';
import { BillingTransfersPage } from './_components/billing-transfers-page';

export const metadata: Metadata = { title: 'Billing transfers' };

export default function Page() {
  return (
    <Prefetch queries={[callerQuery(), organizationQuery()]}>
      <BillingTransfersPage />
    </Prefetch>
  );
}
