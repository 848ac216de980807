'use client';

import { useMemo, useState } from 'react';
import { FormDialog } from '@/components/console/form/form-dialog';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { ReadError } from '@/components/console/page/read-box';
import { Combobox } from '@/components/ui/field/combobox';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { Select } from '@/components/ui/field/select';
import { serviceName } from '@/lib/billing/service-names';
import { paths } from '@/lib/console/paths';
import { isZero } from '../../_components/amounts';
import { NumberField } from '../../_components/number-field';
import { pricesOf } from '../../_components/price-document';
import { usePaidAccounts } from '../../_components/use-paid-accounts';
import { priceListQuery } from '../../queries';
import { putUsage } from '../actions';

const AMOUNT = /^(0|[1-9]\d*)(\.\d{1,9})?$/;
const DAY = /^2[01]\d\d-\d\d-\d\d$/;

type RefundDialogProps = { current: string; accountId: string; onClose: () => void };

/** Enters money that AWS gave back to an account for a service. */
export function RefundDialog({ current, accountId, onClose }: RefundDialogProps) {
  const paid = usePaidAccounts(accountId);
  const list = useRead(priceListQuery({ Month: current }));
  const services = useMemo(
    () => [...new Set((list.data ? pricesOf(list.data.Document) : []).map(({ service }) => service))],
    [list.data],
  );
  const [account, setAccount] = useState(accountId);
  const [day, setDay] = useState(`${current}-01`);
  const [service, setService] = useState<string | null>(null);
  const [amount, setAmount] = useState('');
  const month = day.slice(0, 7);
  const operation = useOperation(putUsage, {
    success: () => ({ text: 'The refund was entered.', link: { label: 'View bill', href: paths.bills({ month }) } }),
    handlesError: () => true,
    onSuccess: onClose,
  });
  const options = (paid?.accounts ?? [{ id: accountId, name: 'This account' }]).map(({ id, name }) => ({
    value: id,
    label: `${name} (${id})`,
  }));
  const isAmount = AMOUNT.test(amount) && !isZero(amount);
  const missing = service === null ? 'Choose a service' : isAmount ? undefined : 'Enter the amount';
  return (
    <FormDialog
      title="Enter refund"
      submitLabel="Enter refund"
      pending={operation.running}
      error={operation.error}
      disabledReason={DAY.test(day) ? missing : 'Choose the day'}
      onSubmit={() => {
        if (service === null) return;
        void operation.run({
          Name: `Refund for ${serviceName(service)}, entered by hand`,
          Rows: [{ AccountId: account, Service: service, Start: new Date(`${day}T00:00:00Z`), Refund: amount }],
        });
      }}
      onClose={onClose}
    >
      <Field label="Account" hint={paid?.leftOut}>
        <Select className="w-full" options={options} value={account} onValueChange={setAccount} />
      </Field>
      <Field label="Day" hint="The refund is on the bill of this day’s month (UTC).">
        <Input type="date" className="w-44" value={day} onValueChange={setDay} />
      </Field>
      <ReadError read={list} what="the price list" />
      <Field label="Service">
        <Combobox
          options={services.map((code) => ({ value: code, label: serviceName(code) }))}
          value={service}
          onValueChange={setService}
          placeholder="Type a part of its name"
        />
      </Field>
      <NumberField
        label="Amount (USD)"
        hint="No credit, support fee or tax is worked out from a refund. Enter refunded tax as a refund too."
        error={amount !== '' && !isAmount ? 'Write an amount above zero such as 12.50, with at most nine decimals.' : undefined}
        className="w-44"
        maxLength={30}
        value={amount}
        onChange={setAmount}
      />
    </FormDialog>
  );
}
