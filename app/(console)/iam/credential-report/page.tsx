import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { CredentialReportPage } from './_components/credential-report-page';
import { credentialReportQuery } from './queries';

export const metadata: Metadata = { title: 'Credential report' };

export default function Page() {
  return (
    <Prefetch queries={[credentialReportQuery()]}>
      <CredentialReportPage />
    </Prefetch>
  );
}
