import type { Metadata } from 'next';
import { readListInput } from '@/components/console/table/table-url';
import { pageRoute } from '@/lib/console/route';
import { organizationQuery } from '../../queries';
import { assignmentsQuery, identityCenterQuery } from '../queries';
import { AssignmentsPage } from './_components/assignments';

export const metadata: Metadata = { title: 'Account access' };

export default pageRoute(AssignmentsPage, async (search) => [
  organizationQuery(),
  identityCenterQuery(),
  assignmentsQuery(await readListInput(search)),
]);
