import type { Metadata } from 'next';
import { pageRoute } from '@/lib/console/route';
import { AnalyzersPage } from './_components/analyzers-page';
import { analyzersQuery } from './queries';

export const metadata: Metadata = { title: 'External access' };

export default pageRoute(AnalyzersPage, () => [analyzersQuery]);
