'use client';

import { useOperation } from '@/components/console/kit/use-operation';
import { Time } from '@/components/console/page/time';
import { formatAccountId } from '@/components/console/shell/identity';
import { Button } from '@/components/ui/button';
import { useRouter } from '@/components/ui/navigation';
import { Panel } from '@/components/ui/panel';
import { putAccountRehearsal } from '../actions';

/** Shows which account's identities were imported, with a button to remove the mark. */
export function RehearsalPanel({ of, since }: { of: string; since?: string }) {
  const router = useRouter();
  const unmark = useOperation(putAccountRehearsal, {
    success: () => ({ text: 'The account is no longer marked as a rehearsal.' }),
    // The mark in the bar is outside this page.
    onSuccess: () => router.refresh(),
  });
  return (
    <Panel
      title="Rehearsal"
      actions={
        <Button loading={unmark.running} onClick={() => void unmark.run({ RehearsalOf: null })}>
          Remove mark
        </Button>
      }
    >
      <p>
        Identities of account {formatAccountId(of)} were imported here
        {since ? (
          <>
            {' '}
            on <Time value={since} format="absolute" />
          </>
        ) : null}
        . Changes here do not affect them anywhere else.
      </p>
    </Panel>
  );
}
