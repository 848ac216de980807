'use client';

import { policyHref } from '@/app/(console)/_client/policy-href';
import { useRead } from '@/app/(console)/_client/use-read';
import { PermissionView } from '@/components/access/permission-view';
import { ErrorBox } from '@/components/console/page/error-box';
import { Button } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import type { Draft } from '@/lib/access/schema';
import { actionPermissionQuery } from '../queries';

type ActionPanelProps = { principal: string; action: string; drafts: Draft[]; onAsk: () => void };

export function ActionPanel({ principal, action, drafts, onAsk }: ActionPanelProps) {
  const { data, error, refetch } = useRead(actionPermissionQuery(principal, action, drafts));
  if (error) return <ErrorBox error={error} onRetry={refetch} />;
  if (!data) return <Skeleton className="h-64" />;
  return (
    <div className="space-y-3">
      <PermissionView detail={data.Detail} description={data.Description} documents={data.Documents} href={policyHref} />
      <Button onClick={onAsk}>Ask about one resource</Button>
    </div>
  );
}
