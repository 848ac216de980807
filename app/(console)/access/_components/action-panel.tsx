'use client';

import { useRead } from '@/app/(console)/_client/use-read';
import { PermissionView } from '@/components/access/permission-view';
import { ErrorBox } from '@/components/console/page/error-box';
import { Button } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import type { SubjectSummary } from '@/lib/access/operations';
import type { Draft } from '@/lib/access/schema';
import { actionPermissionQuery } from '../queries';
import { hrefOfAnswer } from './answer-href';
import { useOwnAccount } from './use-own-account';

type ActionPanelProps = {
  principal: string;
  known: SubjectSummary['Known'];
  action: string;
  drafts: Draft[];
  onAsk: () => void;
};

export function ActionPanel({ principal, known, action, drafts, onAsk }: ActionPanelProps) {
  const ownAccount = useOwnAccount();
  const { data, error, refetch } = useRead(actionPermissionQuery(principal, action, drafts));
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
      <Button onClick={onAsk}>Ask about one resource</Button>
    </div>
  );
}
