import { detailsRoute } from '@/lib/console/route';
import { DelegationRequestDetails } from '../_components/delegation-request';
import { delegationRequestQuery } from '../queries';

const route = detailsRoute({
  by: 'id',
  title: 'Temporary delegation request',
  queries: (id) => [delegationRequestQuery(id)],
  Page: DelegationRequestDetails,
});

export const generateMetadata = route.generateMetadata;
export default route.Route;
