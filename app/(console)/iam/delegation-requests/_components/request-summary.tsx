'use client';

import { useRead } from '@/components/console/kit/use-read';
import { ReadBox } from '@/components/console/page/read-box';
import { Panel } from '@/components/ui/panel';
import { summaryQuery } from '../queries';

/** Renders the description of a delegation request in sentences. */
export function RequestSummary({ arn }: { arn: string }) {
  const summary = useRead(summaryQuery(arn));
  return (
    <Panel title="In words">
      <ReadBox read={summary} what="the summary">
        {({ SummaryContent }) => <p className="text-ink-2">{SummaryContent}</p>}
      </ReadBox>
    </Panel>
  );
}
