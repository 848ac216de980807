'use client';

import { useState } from 'react';
import { FormDialog } from '@/components/console/form/form-dialog';
import { useOperation } from '@/components/console/kit/use-operation';
import { Checkbox } from '@/components/ui/field/checkbox';
import { RadioGroup } from '@/components/ui/field/radio-group';
import { Skeleton } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { loadBillingExample } from '../actions';
import { monthWords } from './months';
import { usePaidAccounts } from './use-paid-accounts';

type LoadExampleDialogProps = { month: string; payerId: string; onClose: () => void };

/** Loads usage and prices of AWS's consolidated billing examples, or of one with current prices. */
export function LoadExampleDialog({ month, payerId, onClose }: LoadExampleDialogProps) {
  const accounts = usePaidAccounts(payerId)?.accounts;
  const [prices, setPrices] = useState<'guide' | 'current'>('guide');
  const [chosen, setChosen] = useState({ transfer: true, storage: true });
  const operation = useOperation(loadBillingExample, {
    success: () => ({ text: `The example is loaded into ${monthWords(month)}.` }),
    handlesError: () => true,
    onSuccess: onClose,
  });
  const [payer, first, second, third] = accounts ?? [];
  const hasTransfer = payer !== undefined && first !== undefined;
  const hasStorage = hasTransfer && second !== undefined && third !== undefined;
  const isGuides = prices === 'guide';
  const transfer = isGuides && chosen.transfer && hasTransfer;
  const storage = isGuides && chosen.storage && hasStorage;
  const listPrice = !isGuides && hasStorage;
  return (
    <FormDialog
      title={`Load AWS’s example into ${monthWords(month)}`}
      submitLabel="Load example"
      pending={operation.running}
      error={operation.error}
      disabledReason={transfer || storage || listPrice ? undefined : 'Choose an example'}
      onSubmit={() =>
        void operation.run({
          month,
          ...(transfer && { transfer: [payer.id, first.id] as const }),
          ...(storage && { storage: [first.id, second.id, third.id] as const }),
          ...(listPrice && { listPrice: [first.id, second.id, third.id] as const }),
        })
      }
      onClose={onClose}
    >
      {accounts === undefined ? (
        <Skeleton className="h-4 w-40" />
      ) : hasTransfer ? (
        <>
          <RadioGroup
            label="Prices"
            value={prices}
            onValueChange={setPrices}
            options={[
              {
                value: 'guide',
                label: 'From the AWS guide',
                description: 'Old prices, for teaching.',
                children: (
                  <div className="space-y-2">
                    <Checkbox
                      label="Data transfer: $2,007.04 instead of $2,088.96"
                      description={`8 TB by ${payer.name} (Bob in the guide, the payer); 4 TB by ${first.name} (Susan).`}
                      checked={transfer}
                      onCheckedChange={(on) => setChosen({ ...chosen, transfer: on })}
                    />
                    <Checkbox
                      label="S3 storage: $6,720.00 instead of $7,660.00"
                      description={
                        hasStorage
                          ? `30 TB by ${first.name}, 35 TB by ${second.name}, 30 TB by ${third.name}.`
                          : `Requires three member accounts. This organization has ${accounts.length - 1}.`
                      }
                      checked={storage}
                      disabled={!hasStorage}
                      onCheckedChange={(on) => setChosen({ ...chosen, storage: on })}
                    />
                  </div>
                ),
              },
              {
                value: 'current',
                label: 'Current list prices (sample)',
                description: hasStorage
                  ? `S3 storage: $1,402.88 instead of $1,413.12. 20 TB by ${first.name}, 25 TB by ${second.name}, 15 TB by ${third.name}.`
                  : `Requires three member accounts. This organization has ${accounts.length - 1}.`,
                disabled: !hasStorage,
              },
            ]}
          />
          <p className="text-ink-2">These prices apply to {monthWords(month)} only. The usage is added to the existing usage.</p>
        </>
      ) : (
        <p>
          The examples show accounts that share one bill, so they require an organization with at least one member account.{' '}
          <TextLink inline href={paths.accounts}>
            Go to AWS accounts
          </TextLink>
        </p>
      )}
    </FormDialog>
  );
}
