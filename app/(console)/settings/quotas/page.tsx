import type { Metadata } from 'next';
import { accountSummaryQuery } from '@/app/(console)/iam/queries';
import { Prefetch } from '@/lib/console/prefetch';
import { quotasQuery } from '../queries';
import { QuotasPage } from './_components/quotas-page';

export const metadata: Metadata = { title: 'Quotas' };

export default function Page() {
  return (
    <Prefetch queries={[quotasQuery(), accountSummaryQuery()]}>
      <QuotasPage />
    </Prefetch>
  );
}
