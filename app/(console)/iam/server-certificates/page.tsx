import type { Metadata } from 'next';
import { pageRoute } from '@/lib/console/route';
import { ServerCertificates } from './_components/server-certificates';
import { serverCertificatesQuery } from './queries';

export const metadata: Metadata = { title: 'Server certificates' };

export default pageRoute(ServerCertificates, () => [serverCertificatesQuery()]);
