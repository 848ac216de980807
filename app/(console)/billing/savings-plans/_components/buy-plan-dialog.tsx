'use client';

import { useMemo, useState } from 'react';
import { FormDialog } from '@/components/console/form/form-dialog';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { ReadError } from '@/components/console/page/read-box';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { planOffers } from '../../_components/advances/offers';
import { usePaidAccounts } from '../../_components/use-paid-accounts';
import { putSavingsPlan } from '../../actions';
import { priceListQuery } from '../../queries';
import { newPlan, PlanFields, planOf } from './plan-fields';

type BuyPlanDialogProps = { month: string; accountId: string; onClose: () => void };

/** Purchases a Savings Plan at list rates. */
export function BuyPlanDialog({ month, accountId, onClose }: BuyPlanDialogProps) {
  const [draft, setDraft] = useState(() => newPlan(accountId, `${month}-01`));
  const paid = usePaidAccounts(accountId);
  const list = useRead(priceListQuery({ Month: month }));
  const offers = useMemo(() => (list.data ? planOffers(list.data.Document) : undefined), [list.data]);
  const operation = useOperation(putSavingsPlan, {
    success: (_, { Id }) => ({
      text: 'The Savings Plan was purchased.',
      link: { label: 'Covered usage by account', href: paths.savingsPlan(Id, { month }) },
    }),
    handlesError: () => true,
    onSuccess: onClose,
  });
  const purchase = planOf(draft, offers ?? []);
  return (
    <FormDialog
      title="Purchase Savings Plan"
      description="Nobody is charged real money. The costs appear on the bills of this installation."
      submitLabel="Buy"
      pending={operation.running}
      error={operation.error}
      disabledReason={'problem' in purchase ? purchase.problem : undefined}
      onSubmit={() => {
        if (!('problem' in purchase)) void operation.run(purchase);
      }}
      onClose={onClose}
    >
      <ReadError read={list} what="the price list" />
      {offers?.length === 0 ? (
        <p>
          This month's price list offers no Savings Plans.{' '}
          <TextLink inline href={paths.priceList()}>
            Choose price list
          </TextLink>
        </p>
      ) : (
        <PlanFields value={draft} onChange={setDraft} offers={offers ?? []} paid={paid} />
      )}
    </FormDialog>
  );
}
