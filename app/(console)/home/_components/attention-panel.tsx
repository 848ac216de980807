import { RecommendationList } from '@/app/(console)/_client/recommendation-list';
import { isToDo, recommendationsOf } from '@/app/(console)/_client/recommendations';
import { useRead } from '@/app/(console)/_client/use-read';
import { escalationCountQuery } from '@/app/(console)/access/escalation/queries';
import { recommendationsQuery } from '@/app/(console)/iam/queries';
import { ReadBox } from '@/components/console/page/read-box';
import { ButtonLink } from '@/components/ui/button';
import { OutcomeStatus } from '@/components/ui/outcome-status';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';

const MOST = 5;

/** What should be put right in the account, worst first. */
export function AttentionPanel({ root }: { root: boolean }) {
  const facts = useRead(recommendationsQuery());
  // Asked by the browser, once it is clear that the reader may know: it takes a while in a large account.
  const may = facts.data !== undefined && facts.data.Administrators !== null;
  const escalation = useRead({ ...escalationCountQuery(), enabled: may });
  const known = facts.data && (!may || escalation.data || escalation.error);
  const all = facts.data ? recommendationsOf(facts.data, root, Date.now(), escalation.data) : [];
  const open = all.filter(isToDo);
  const unknown = all.filter(({ level }) => level === 'unknown');
  return (
    <Panel
      title="Needs attention"
      // Not before it is known who can become an administrator: a count that leaves that out says too little.
      count={known ? open.length : undefined}
      flush={Boolean(facts.data)}
      actions={
        <ButtonLink variant="link" href={paths.iamDashboard} className="h-8">
          {open.length > MOST ? `All ${open.length}` : 'All recommendations'}
        </ButtonLink>
      }
    >
      <ReadBox read={facts} what="what needs attention">
        {() => (
          <>
            {open.length + unknown.length > 0 ? <RecommendationList of={[...open, ...unknown].slice(0, MOST)} /> : null}
            {open.length === 0 ? (
              <p className="px-4 py-3">
                <OutcomeStatus outcome={unknown.length > 0 ? 'unknown' : 'allowed'}>
                  {unknown.length > 0 ? 'Nothing that you may read' : 'Nothing: what is checked here is as it should be'}
                </OutcomeStatus>
              </p>
            ) : null}
          </>
        )}
      </ReadBox>
    </Panel>
  );
}
