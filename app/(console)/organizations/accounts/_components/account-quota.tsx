'use client';

import { useRead } from '@/components/console/kit/use-read';
import { Alert } from '@/components/ui/alert';
import { accountQuotaQuery } from '../../queries';

/** Renders the number of accounts that the quota still allows. Renders nothing for a viewer who may not read it. */
export function AccountQuota() {
  const { data } = useRead(accountQuotaQuery());
  if (!data) return null;
  const { Used, Quota, HowToRaise } = data;
  const used = `${Used.toLocaleString('en')} of ${Quota.toLocaleString('en')} accounts used, including open invitations.`;
  if (Used < Quota) return <p className="text-ink-3 text-sm">{used}</p>;
  return (
    <Alert kind="warning" title="This organization has the maximum number of accounts">
      {used} {HowToRaise}
    </Alert>
  );
}
