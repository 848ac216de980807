'use client';

import { useMemo, useState } from 'react';
import { FormDialog } from '@/components/console/form/form-dialog';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { Multiselect } from '@/components/ui/field/combobox';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { serviceName } from '@/lib/billing/service-names';
import { AccountField, instantOf, StartField } from '../../_components/advances/purchase-fields';
import { isZero } from '../../_components/amounts';
import { monthLater } from '../../_components/months';
import { NumberField } from '../../_components/number-field';
import { pricesOf } from '../../_components/price-document';
import { usePaidAccounts } from '../../_components/use-paid-accounts';
import { putCredit } from '../../actions';
import { priceListQuery } from '../../queries';

const AMOUNT = /^(0|[1-9]\d{0,8})(\.\d{1,9})?$/;

type RedeemDialogProps = { current: string; accountId: string; onClose: () => void };

/** Adds a credit to an account, like a promotional code in AWS. */
export function RedeemDialog({ current, accountId, onClose }: RedeemDialogProps) {
  const [account, setAccount] = useState(accountId);
  const [amount, setAmount] = useState('');
  const [services, setServices] = useState<string[]>([]);
  const [start, setStart] = useState(`${current}-01`);
  const [expires, setExpires] = useState(`${monthLater(current, 12)}-01`);
  const paid = usePaidAccounts(accountId);
  const list = useRead(priceListQuery({ Month: current }));
  const options = useMemo(() => {
    const codes = new Set((list.data ? pricesOf(list.data.Document) : []).map(({ service }) => service));
    return [...codes].map((code) => ({ value: code, label: serviceName(code) })).sort((a, b) => (a.label < b.label ? -1 : 1));
  }, [list.data]);
  const operation = useOperation(putCredit, {
    success: () => ({ text: 'The credit was redeemed.' }),
    handlesError: () => true,
    onSuccess: onClose,
  });
  const isAmount = AMOUNT.test(amount) && !isZero(amount);
  const problem = isAmount ? (start === '' || expires === '' ? 'Enter the start and end dates' : undefined) : 'Enter an amount';
  return (
    <FormDialog
      title="Redeem credit"
      description="Credits pay for usage and monthly fees, but not for upfront fees, support or tax."
      submitLabel="Redeem"
      pending={operation.running}
      error={operation.error}
      disabledReason={problem}
      onSubmit={() =>
        void operation.run({
          AccountId: account,
          Amount: amount,
          Start: instantOf(start),
          Expires: instantOf(expires),
          ...(services.length > 0 && { Services: services }),
        })
      }
      onClose={onClose}
    >
      <NumberField
        label="Amount, in dollars"
        error={amount !== '' && !isAmount ? 'Enter an amount such as 100 or 9.50.' : undefined}
        className="w-44"
        maxLength={20}
        value={amount}
        onChange={setAmount}
      />
      <AccountField label="Account that receives it" paid={paid} value={account} onChange={setAccount} />
      <Field label="Services" optional hint="Services that the credit applies to. Leave empty for all services.">
        <Multiselect options={options} value={services} onValueChange={setServices} placeholder="All services" />
      </Field>
      <StartField value={start} onChange={setStart} />
      <Field label="Expires on" hint="The credit also applies to charges of the month in which it expires.">
        <Input type="date" className="w-44" value={expires} onChange={(event) => setExpires(event.currentTarget.value)} />
      </Field>
    </FormDialog>
  );
}
