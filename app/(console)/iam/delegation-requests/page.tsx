import type { Metadata } from 'next';
import { pageRoute } from '@/lib/console/route';
import { DelegationRequests } from './_components/delegation-requests';
import { delegationRequestsQuery } from './queries';

export const metadata: Metadata = { title: 'Temporary delegation requests' };

export default pageRoute(DelegationRequests, () => [delegationRequestsQuery()]);
