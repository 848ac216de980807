import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { AccessPage } from './_components/access-page';
import { permissionsQuery, subjectsQuery } from './queries';

export const metadata: Metadata = { title: 'Effective permissions' };

export default async function EffectivePermissionsPage({
  searchParams,
}: {
  searchParams: Promise<{ principal?: string; resources?: string }>;
}) {
  const { principal, resources } = await searchParams;
  return (
    <Prefetch
      queries={
        principal
          ? [subjectsQuery('', 'others'), subjectsQuery(principal, 'others'), permissionsQuery(principal, resources === 'true')]
          : [subjectsQuery('', 'others')]
      }
    >
      <AccessPage />
    </Prefetch>
  );
}
