import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { scenariosQuery } from '../queries';
import { ScenariosPage } from './_components/scenarios-page';

export const metadata: Metadata = { title: 'Scenarios' };

export default function Page() {
  return (
    <Prefetch queries={[scenariosQuery()]}>
      <ScenariosPage />
    </Prefetch>
  );
}
