'use client';

import dynamic from 'next/dynamic';
import { PageHeader } from '@/components/console/page/page-header';
import { useRouter } from '@/components/ui/navigation';
import { paths } from '@/lib/console/paths';
import type { TerminalIdentity } from '../../_terminal/identity';

const Shells = dynamic(() => import('./shells').then((module) => module.Shells), { ssr: false });

/** The page with shells alone. */
export function ShellPage({ identity, region }: { identity: TerminalIdentity; region: string }) {
  const router = useRouter();
  return (
    <>
      <PageHeader title="Shell" description="Run AWS CLI commands and scripts as the signed-in identity." />
      <div className="flex h-[calc(100dvh-13rem)] min-h-80 flex-col overflow-hidden rounded-md border border-line bg-surface">
        <Shells identity={identity} region={region} onClose={() => router.push(paths.home)} />
      </div>
    </>
  );
}
