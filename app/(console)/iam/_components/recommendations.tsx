'use client';

import { RecommendationList } from '@/app/(console)/_client/recommendation-list';
import { isToDo, recommendationsOf } from '@/app/(console)/_client/recommendations';
import { useRead } from '@/app/(console)/_client/use-read';
import { escalationCountQuery } from '@/app/(console)/access/escalation/queries';
import { ReadBox } from '@/components/console/page/read-box';
import { Badge } from '@/components/ui/badge';
import { Panel } from '@/components/ui/panel';
import { recommendationsQuery } from '../queries';

/** What should be put right in the account and what is, worst first. */
export function Recommendations({ root }: { root: boolean }) {
  const facts = useRead(recommendationsQuery());
  // Asked by the browser, once it is clear that the reader may know: it takes a while in a large account.
  const may = facts.data !== undefined && facts.data.Administrators !== null;
  const escalation = useRead({ ...escalationCountQuery(), enabled: may }).data;
  const list = facts.data ? recommendationsOf(facts.data, root, Date.now(), escalation) : [];
  const open = list.filter(isToDo).length;
  return (
    <Panel
      title="Security recommendations"
      info={facts.data ? <Badge tone={open > 0 ? 'limit' : 'allow'}>{open > 0 ? `${open} to do` : 'All done'}</Badge> : undefined}
      flush={Boolean(facts.data)}
    >
      <ReadBox read={facts} what="security recommendations">
        {() => <RecommendationList of={list} />}
      </ReadBox>
    </Panel>
  );
}
