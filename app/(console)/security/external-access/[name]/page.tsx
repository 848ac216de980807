import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { analyzerQuery, archiveRulesQuery } from '../queries';
import { AnalyzerPage } from './_components/analyzer-page';

type Props = { params: Promise<{ name: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).name) };
}

export default async function Page({ params }: Props) {
  const name = decodeURIComponent((await params).name);
  const { account, caller } = await requireSession();
  return (
    <Prefetch queries={[analyzerQuery(name), archiveRulesQuery(name)]}>
      <AnalyzerPage name={name} reader={{ accountId: account.id, isRoot: caller.principal.type === 'Root' }} />
    </Prefetch>
  );
}
