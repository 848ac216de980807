import type { Metadata } from 'next';
import { readListInput } from '@/components/console/table/table-url';
import { pageRoute } from '@/lib/console/route';
import { organizationQuery } from '../../queries';
import { identityCenterQuery, permissionSetsQuery } from '../queries';
import { PermissionSetsPage } from './_components/permission-sets';

export const metadata: Metadata = { title: 'Permission sets' };

export default pageRoute(PermissionSetsPage, async (search) => [
  organizationQuery(),
  identityCenterQuery(),
  permissionSetsQuery(await readListInput(search)),
]);
