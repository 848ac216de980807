'use client';

import { FormDialog } from '@/components/console/form/form-dialog';
import { useOperation } from '@/components/console/kit/use-operation';
import { Skeleton } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { loadBillingExample } from '../../actions';
import { monthLater, monthWords } from '../months';
import { usePaidAccounts } from '../use-paid-accounts';

type AdvanceExampleDialogProps = {
  example: 'reservations' | 'credits';
  /** The current billing month. */
  current: string;
  payerId: string;
  onClose: () => void;
};

/** Loads an example of AWS's guide about reservations or credits. */
export function AdvanceExampleDialog({ example, current, payerId, onClose }: AdvanceExampleDialogProps) {
  const accounts = usePaidAccounts(payerId)?.accounts;
  const month = example === 'reservations' ? monthOfThirtyDays(current) : current;
  const operation = useOperation(loadBillingExample, {
    success: () => ({ text: `The example is loaded into ${monthWords(month)}.` }),
    handlesError: () => true,
    onSuccess: onClose,
    goTo: () => (example === 'reservations' ? paths.reservations({ month }) : paths.credits),
  });
  const [payer, first, second] = accounts ?? [];
  const owner = second === undefined ? payer : first;
  const other = second ?? first;
  const isPossible = example === 'credits' ? payer !== undefined : owner !== undefined && other !== undefined;
  return (
    <FormDialog
      title={`Load AWS’s example into ${monthWords(month)}`}
      submitLabel="Load example"
      pending={operation.running}
      error={operation.error}
      disabledReason={isPossible ? undefined : 'Requires two accounts'}
      onSubmit={() => {
        if (example === 'credits') void operation.run({ month, credits: payerId });
        else if (owner && other) void operation.run({ month, reservations: [owner.id, other.id] });
      }}
      onClose={onClose}
    >
      {accounts === undefined ? (
        <Skeleton className="h-4 w-40" />
      ) : example === 'credits' ? (
        <>
          <p>
            {payer?.name} (Jorge in the guide) uses EC2 for $100 and S3 for $50, and has two credits: $10 for both services, which
            expires at the end of this month, and $5 for EC2, which expires in a year. The credit that expires first is applied
            first, to the highest charge: EC2 comes to <b className="font-semibold">$85.00</b>, S3 stays at{' '}
            <b className="font-semibold">$50.00</b>.
          </p>
          <Prices month={month} />
        </>
      ) : owner && other ? (
        <>
          <p>
            {owner.name} owns three one-year t2.small reservations, two All Upfront ($137 each) and one Partial Upfront ($70, and
            $5.84 a month), and runs three instances. {other.name} runs one On-Demand Instance:{' '}
            <b className="font-semibold">$16.56</b> in a month of 720 hours, which {monthWords(month)} has available.
          </p>
          <Prices month={month} />
        </>
      ) : (
        <p>
          The example needs two accounts that share one bill.{' '}
          <TextLink inline href={paths.accounts}>
            Go to AWS accounts
          </TextLink>
        </p>
      )}
    </FormDialog>
  );
}

function Prices({ month }: { month: string }) {
  return (
    <p className="text-ink-2">
      The prices of the guide apply from {monthWords(month)} until you choose others. They are old and only for teaching. The
      usage is added to the existing usage.
    </p>
  );
}

/** Returns the latest month with 720 hours, as in the guide. */
function monthOfThirtyDays(current: string): string {
  const days = new Date(Date.UTC(Number(current.slice(0, 4)), Number(current.slice(5)), 0)).getUTCDate();
  return days === 30 ? current : monthOfThirtyDays(monthLater(current, -1));
}
