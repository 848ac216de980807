import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { ModuleMap } from './_components/module-map';
import { scenariosQuery } from './queries';

export const metadata: Metadata = { title: 'Module map' };

export default function ModuleMapPage() {
  return (
    <Prefetch queries={[scenariosQuery()]}>
      <ModuleMap />
    </Prefetch>
  );
}
