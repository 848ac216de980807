import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Prefetch } from '@/lib/console/prefetch';
import { ServerCertificateDetails } from '../_components/server-certificate-details';
import { serverCertificateQuery } from '../queries';

type Search = { searchParams: Promise<{ name?: string | string[] }> };

export async function generateMetadata({ searchParams }: Search): Promise<Metadata> {
  const { name } = await searchParams;
  return { title: typeof name === 'string' ? name : 'Server certificate' };
}

export default async function ServerCertificatePage({ searchParams }: Search) {
  const { name } = await searchParams;
  if (typeof name !== 'string' || name === '') notFound();
  return (
    <Prefetch queries={[serverCertificateQuery(name)]}>
      <ServerCertificateDetails key={name} name={name} />
    </Prefetch>
  );
}
