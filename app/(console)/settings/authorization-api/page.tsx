import type { Metadata } from 'next';
import { apiPort, isDoorOpen } from '@/lib/console/addresses';
import { AuthorizationApiPage } from './_components/authorization-api-page';

export const metadata: Metadata = { title: 'Authorization API' };

export default function Page() {
  return <AuthorizationApiPage apiPort={apiPort()} isOpen={isDoorOpen()} />;
}
