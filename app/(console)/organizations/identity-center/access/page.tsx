import type { Metadata } from 'next';
import { createLoader } from 'nuqs/server';
import { pageRoute } from '@/lib/console/route';
import { organizationQuery } from '../../queries';
import { accessMatrixQuery, identityCenterQuery } from '../queries';
import { AccessPage } from './_components/access-page';
import { ACCESS_PARSERS, toQuestion } from './_components/access-url';

export const metadata: Metadata = { title: 'Effective access' };

const readAddress = createLoader(ACCESS_PARSERS);

export default pageRoute(AccessPage, async (search) => [
  organizationQuery(),
  identityCenterQuery(),
  accessMatrixQuery(toQuestion(await readAddress(search))),
]);
