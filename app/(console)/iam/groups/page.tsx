import type { Metadata } from 'next';
import { readListInput } from '@/components/console/table/table-url';
import { pageRoute } from '@/lib/console/route';
import { Groups } from './_components/groups';
import { groupsQuery } from './queries';

export const metadata: Metadata = { title: 'User groups' };

export default pageRoute(Groups, async (search) => [groupsQuery(await readListInput(search))]);
