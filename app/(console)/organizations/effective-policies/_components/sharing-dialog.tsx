'use client';

import { useRead } from '@/components/console/kit/use-read';
import { ReadBox } from '@/components/console/page/read-box';
import { Dialog } from '@/components/ui/dialog';
import { TextLink } from '@/components/ui/text-link';
import { effectivePolicyHref } from '@/lib/console/paths';
import { plural } from '@/lib/core/text/plural';
import { sharingAccountsQuery } from '../../queries';
import type { NodePolicy } from './node-policy';

/** Renders the accounts that have the same effective policy. */
export function SharingDialog({ policy, noun, onClose }: { policy: NodePolicy; noun: string; onClose: () => void }) {
  const read = useRead(sharingAccountsQuery(policy.Node.Id, policy.PolicyType));
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Accounts that share this policy"
      description={`These accounts have the same effective ${noun} as ${policy.Node.Name}.`}
    >
      <ReadBox read={read} what="the accounts with the same effective policy">
        {({ Total, Accounts }) => (
          <>
            <p className="text-ink-2">
              {plural(Total, 'account')}
              {Total > Accounts.length ? `; the first ${Accounts.length} are listed` : ''}
            </p>
            <ul className="space-y-1">
              {Accounts.map(({ Id, Name }) => (
                <li key={Id} className="flex flex-wrap items-baseline gap-x-3">
                  <TextLink href={effectivePolicyHref(Id, policy.PolicyType)}>{Name}</TextLink>
                  <span className="font-mono text-ink-3 text-sm">{Id}</span>
                </li>
              ))}
            </ul>
          </>
        )}
      </ReadBox>
    </Dialog>
  );
}
