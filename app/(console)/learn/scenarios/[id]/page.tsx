import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { scenarioQuery } from '../../queries';
import { ScenarioPage } from '../_components/scenario-page';

export const metadata: Metadata = { title: 'Scenario' };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const id = decodeURIComponent((await params).id);
  return (
    <Prefetch queries={[scenarioQuery(id)]}>
      <ScenarioPage id={id} />
    </Prefetch>
  );
}
