'use client';

import { PermissionView } from '@/components/access/permission-view';
import { useRead } from '@/components/console/kit/use-read';
import { ErrorBox } from '@/components/console/page/error-box';
import { Button } from '@/components/ui/button';
import { OutcomeIcon } from '@/components/ui/outcome-icon';
import { Skeleton } from '@/components/ui/skeleton';
import type { ActionPermissionAnswer } from '@/lib/access/effective/operations';
import type { SubjectSummary } from '@/lib/access/operations';
import type { PolicyDraft } from '@/lib/access/schema';
import type { Json } from '@/lib/console/result';
import { plural } from '@/lib/core/text/plural';
import { actionPermissionQuery } from '../queries';
import { useOwnAccount } from '../use-own-account';
import { hrefOfAnswer } from './answer-href';

type ActionPanelProps = {
  principal: string;
  known: SubjectSummary['Known'];
  action: string;
  drafts: PolicyDraft[];
  /** True if resource policies and RCPs count. */
  resources: boolean;
  onAsk: () => void;
};

export function ActionPanel({ principal, known, action, drafts, resources, onAsk }: ActionPanelProps) {
  const ownAccount = useOwnAccount();
  const { data, error, refetch } = useRead(actionPermissionQuery(principal, action, drafts, resources));
  if (error) return <ErrorBox error={error} onRetry={refetch} />;
  if (!data) return <Skeleton className="h-64" />;
  return (
    <div className="space-y-3">
      <PermissionView
        detail={data.Detail}
        description={data.Description}
        documents={data.Documents}
        href={hrefOfAnswer(principal, { Known: known }, ownAccount)}
      />
      {data.OnResources ? <OnResources answers={data.OnResources} /> : null}
      <Button onClick={onAsk}>Check one resource</Button>
    </div>
  );
}

const ACCESS = {
  always: { outcome: 'allowed', word: 'Allowed' },
  sometimes: { outcome: 'limited', word: 'Depends on the request' },
  never: { outcome: 'implicit-deny', word: 'Not allowed' },
} as const;

/** Shows the decision for each resource whose policy is about the action. */
function OnResources({ answers }: { answers: Json<NonNullable<ActionPermissionAnswer['OnResources']>> }) {
  return (
    <section className="rounded-lg border border-line bg-surface px-4 py-3">
      <h3 className="font-medium">Resources with a policy for this action</h3>
      <ul className="mt-2 space-y-2">
        {answers.slice(0, MOST_SHOWN).map(({ Resource, Access }) => (
          <li key={Resource} className="flex items-start gap-2">
            <OutcomeIcon outcome={ACCESS[Access].outcome} size={16} className="mt-0.5 shrink-0" />
            <span className="min-w-0">
              <span className="block break-all font-mono text-sm">{Resource}</span>
              <span className="text-ink-2 text-sm">{ACCESS[Access].word}</span>
            </span>
          </li>
        ))}
      </ul>
      {answers.length > MOST_SHOWN ? (
        <p className="mt-2 text-ink-2 text-sm">{plural(answers.length - MOST_SHOWN, 'more resource')} not shown</p>
      ) : null}
    </section>
  );
}

const MOST_SHOWN = 10;
