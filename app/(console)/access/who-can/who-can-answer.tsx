'use client';

import dynamic from 'next/dynamic';
import { parseAsString, useQueryState } from 'nuqs';
import { useRead } from '@/components/console/kit/use-read';
import { ErrorBox } from '@/components/console/page/error-box';
import { SplitLayout } from '@/components/console/page/split-layout';
import { Skeleton } from '@/components/ui/skeleton';
import { reachQuery } from '../queries';
import { toReach } from '../reach-field';
import { WhoCanFacts } from './_components/who-can-facts';
import { WhoCanTable } from './_components/who-can-table';
import { type WhoQuestion, whoCanQuery } from './queries';

const WayPanel = dynamic(() => import('./_components/way-panel').then((module) => module.WayPanel), {
  loading: () => <Skeleton className="h-96" />,
});

/** Lists the principals that can do what a question asks, each with its path. */
export function WhoCanAnswer({ question }: { question: WhoQuestion }) {
  const read = useRead(whoCanQuery(question));
  const { data, error, refetch } = read;
  const [selected, setSelected] = useQueryState('selected', parseAsString.withOptions({ history: 'push' }));
  const ownAccount = useRead(reachQuery()).data?.AccountId;
  if (error) return <ErrorBox error={error} onRetry={refetch} />;
  if (!data) return <Skeleton className="h-96" />;
  const way = data.Principals.find(({ Arn }) => Arn === selected);
  return (
    <div className="space-y-4">
      <WhoCanFacts answer={data} asked={question} reach={toReach(question.Reach ?? null)} />
      <SplitLayout
        asideFirst={way !== undefined}
        aside={
          way ? (
            <WayPanel start={way} question={question} way={way} ownAccount={ownAccount} onClose={() => void setSelected(null)} />
          ) : (
            <p className="rounded-lg border border-line border-dashed px-4 py-6 text-center text-ink-2">
              Choose a principal to see its path step by step: the roles it assumes, the policies that grant access and the
              required conditions.
            </p>
          )
        }
      >
        <WhoCanTable answer={data} selected={selected} onSelect={(arn) => void setSelected(arn)} read={read} />
      </SplitLayout>
    </div>
  );
}
