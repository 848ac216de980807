import { detailsRoute } from '@/lib/console/route';
import { ServerCertificate } from '../_components/server-certificate';
import { serverCertificateQuery } from '../queries';

const route = detailsRoute({
  by: 'name',
  title: 'Server certificate',
  queries: (name) => [serverCertificateQuery(name)],
  Page: ServerCertificate,
});

export const generateMetadata = route.generateMetadata;
export default route.Route;
