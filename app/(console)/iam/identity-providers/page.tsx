import type { Metadata } from 'next';
import { pageRoute } from '@/lib/console/route';
import { Providers } from './_components/providers';
import { identityProvidersQuery } from './queries';

export const metadata: Metadata = { title: 'Identity providers' };

export default pageRoute(Providers, () => [identityProvidersQuery()]);
