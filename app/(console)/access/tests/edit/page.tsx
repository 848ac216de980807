import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { EditTestsPage } from '../_components/test-file-pages';
import { testFileQuery } from '../queries';

export const metadata: Metadata = { title: 'Edit access tests' };

export default async function Page({ searchParams }: { searchParams: Promise<Readonly<Record<string, unknown>>> }) {
  const { file } = await searchParams;
  const name = typeof file === 'string' ? file : '';
  return (
    <Prefetch queries={[testFileQuery(name)]}>
      <EditTestsPage name={name} />
    </Prefetch>
  );
}
