'use client';

import { useMemo, useState } from 'react';
import { FormDialog } from '@/components/console/form/form-dialog';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { ReadError } from '@/components/console/page/read-box';
import { Combobox } from '@/components/ui/field/combobox';
import { Field } from '@/components/ui/field/field';
import { Select } from '@/components/ui/field/select';
import { serviceName } from '@/lib/billing/service-names';
import { paths } from '@/lib/console/paths';
import { NumberField } from '../../_components/number-field';
import { priceKey, pricesOf } from '../../_components/price-document';
import { unitWord } from '../../_components/units';
import { usePaidAccounts } from '../../_components/use-paid-accounts';
import { priceListQuery } from '../../queries';
import { putUsage } from '../actions';
import { monthOptions } from './month-options';

const QUANTITY = /^(0|[1-9]\d*)(\.\d{1,9})?$/;
const ANY_REGION = 'us-east-1';

type EnterDialogProps = { current: string; accountId: string; onClose: () => void };

/** Enters an account's usage of a month, for a price of the price list. */
export function EnterDialog({ current, accountId, onClose }: EnterDialogProps) {
  const paid = usePaidAccounts(accountId);
  const [month, setMonth] = useState(current);
  const list = useRead(priceListQuery({ Month: month }));
  const prices = useMemo(() => (list.data ? pricesOf(list.data.Document) : []), [list.data]);
  const [account, setAccount] = useState(accountId);
  const [chosen, setChosen] = useState<string | null>(null);
  const [quantity, setQuantity] = useState('');
  const price = prices.find((each) => priceKey(each) === chosen);
  const operation = useOperation(putUsage, {
    success: () => ({ text: 'The usage was entered.', link: { label: 'View bill', href: paths.bills({ month }) } }),
    handlesError: () => true,
    onSuccess: onClose,
  });
  const options = (paid?.accounts ?? [{ id: accountId, name: 'This account' }]).map(({ id, name }) => ({
    value: id,
    label: `${name} (${id})`,
  }));
  const isQuantity = QUANTITY.test(quantity);
  return (
    <FormDialog
      title="Enter usage"
      submitLabel="Enter usage"
      pending={operation.running}
      error={operation.error}
      disabledReason={price === undefined ? 'Choose a usage type' : isQuantity ? undefined : 'Enter a quantity'}
      onSubmit={() => {
        if (price === undefined) return;
        void operation.run({
          Name: `${serviceName(price.service)}, entered manually`,
          Rows: [
            {
              AccountId: account,
              Service: price.service,
              UsageType: price.usageType,
              Region: price.region ?? ANY_REGION,
              Operation: price.operation,
              Month: month,
              Quantity: quantity,
            },
          ],
        });
      }}
      onClose={onClose}
    >
      <Field label="Account" hint={paid?.leftOut}>
        <Select className="w-full" options={options} value={account} onValueChange={setAccount} />
      </Field>
      <Field label="Month" hint="Spread evenly over the hours of the period.">
        <Select className="w-44" options={monthOptions(current)} value={month} onValueChange={setMonth} />
      </Field>
      <ReadError read={list} what="the price list" />
      <Field label="Usage type" hint="Usage types with a price in the price list of that month.">
        <Combobox
          options={prices.map((each) => ({
            value: priceKey(each),
            label: `${serviceName(each.service)}: ${each.description}${each.region === null ? '' : `, ${each.region}`}`,
          }))}
          value={chosen}
          onValueChange={setChosen}
          placeholder="Enter part of a name"
        />
      </Field>
      <NumberField
        label={price === undefined ? 'Quantity' : `Quantity (${unitWord(price.unit)})`}
        error={quantity !== '' && !isQuantity ? 'Enter a number such as 8192 or 0.5, with at most nine decimals.' : undefined}
        className="w-44"
        maxLength={30}
        value={quantity}
        onChange={setQuantity}
      />
    </FormDialog>
  );
}
