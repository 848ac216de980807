'use client';

import { type ComponentType, useMemo, useState } from 'react';
import { FormDialog } from '@/components/console/form/form-dialog';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { ReadError } from '@/components/console/page/read-box';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { ConsoleAction } from '@/lib/console/result';
import { priceListQuery } from '../../queries';
import { usePaidAccounts } from '../use-paid-accounts';

type Problem = { problem: string };

type Purchase<Draft, Offer, Input> = {
  title: string;
  /** In running text, in the plural: "reservations". */
  many: string;
  /** The message after success. */
  done: string;
  action: ConsoleAction<Input, { Id: string }>;
  offersOf: (document: string) => readonly Offer[];
  fresh: (accountId: string, start: string) => Draft;
  /** Returns the call that buys what the form says, or what is wrong with it. */
  purchaseOf: (draft: Draft, offers: readonly Offer[]) => Input | Problem;
  Fields: ComponentType<{
    value: Draft;
    onChange: (draft: Draft) => void;
    offers: readonly Offer[];
    paid: ReturnType<typeof usePaidAccounts>;
  }>;
  hrefOf: (id: string, month: string) => string;
};

type BuyDialogProps = { month: string; accountId: string; onClose: () => void };

/** Returns the dialog that purchases capacity in advance, at the prices of the month's price list. */
export function buyDialog<Draft, Offer, Input extends object>(of: Purchase<Draft, Offer, Input>): ComponentType<BuyDialogProps> {
  return (props) => <BuyDialog of={of} {...props} />;
}

type Props<Draft, Offer, Input> = BuyDialogProps & { of: Purchase<Draft, Offer, Input> };

function BuyDialog<Draft, Offer, Input extends object>({ of, month, accountId, onClose }: Props<Draft, Offer, Input>) {
  const { Fields, offersOf } = of;
  const [draft, setDraft] = useState(() => of.fresh(accountId, `${month}-01`));
  const paid = usePaidAccounts(accountId);
  const list = useRead(priceListQuery({ Month: month }));
  const offers = useMemo(() => (list.data ? offersOf(list.data.Document) : undefined), [list.data, offersOf]);
  const operation = useOperation(of.action, {
    success: (_, { Id }) => ({ text: of.done, link: { label: 'Covered usage by account', href: of.hrefOf(Id, month) } }),
    handlesError: () => true,
    onSuccess: onClose,
  });
  const purchase = of.purchaseOf(draft, offers ?? []);
  const problem = isProblem(purchase) ? purchase.problem : undefined;
  return (
    <FormDialog
      title={of.title}
      description="Nobody is charged real money. The costs appear on the bills of this installation."
      submitLabel="Buy"
      pending={operation.running}
      error={operation.error}
      disabledReason={problem}
      onSubmit={() => {
        if (!isProblem(purchase)) void operation.run(purchase);
      }}
      onClose={onClose}
    >
      <ReadError read={list} what="the price list" />
      {offers?.length === 0 ? (
        <p>
          This month's price list offers no {of.many}.{' '}
          <TextLink inline href={paths.priceList()}>
            Choose price list
          </TextLink>
        </p>
      ) : (
        <Fields value={draft} onChange={setDraft} offers={offers ?? []} paid={paid} />
      )}
    </FormDialog>
  );
}

function isProblem(purchase: object): purchase is Problem {
  return 'problem' in purchase;
}
