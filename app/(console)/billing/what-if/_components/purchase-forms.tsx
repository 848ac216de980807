import { useMemo, useState } from 'react';
import { useRead } from '@/components/console/kit/use-read';
import { ReadError } from '@/components/console/page/read-box';
import { Combobox } from '@/components/ui/field/combobox';
import { Field } from '@/components/ui/field/field';
import { RadioGroup } from '@/components/ui/field/radio-group';
import { plural } from '@/lib/core/text/plural';
import { instantOf } from '../../_components/advances/purchase-fields';
import { monthLater, monthWords } from '../../_components/months';
import { NumberField } from '../../_components/number-field';
import { offersOf, type PlanOffer, type ReservationOffer } from '../../_components/price-document';
import { priceListQuery } from '../../queries';
import { type Account, AccountField, type FormProps, Frame, type Of } from './change-fields';
import { planWords } from './changes';

type BoughtWhen = 'month' | 'before';

type Purchase = { account: string | null; when: BoughtWhen };

type PurchaseFieldsProps = {
  month: string;
  accounts: readonly Account[];
  value: Purchase;
  onChange: (purchase: Purchase) => void;
};

/** Selects the buyer, and whether upfront fees are on this bill. */
function PurchaseFields({ month, accounts, value, onChange }: PurchaseFieldsProps) {
  return (
    <>
      <AccountField
        label="Purchased by"
        accounts={accounts}
        value={value.account}
        onChange={(account) => onChange({ ...value, account })}
      />
      <RadioGroup
        label="Purchased on the first day of"
        value={value.when}
        onValueChange={(when) => onChange({ ...value, when })}
        options={[
          { value: 'month', label: monthWords(month), description: 'The upfront fee is on this bill.' },
          {
            value: 'before',
            label: monthWords(monthLater(month, -1)),
            description: 'The upfront fee was on the previous bill. This shows a typical later month.',
          },
        ]}
      />
    </>
  );
}

const startOf = (when: BoughtWhen, month: string) => instantOf(`${when === 'month' ? month : monthLater(month, -1)}-01`);

/** Returns the initial purchase: the edited one, or one by the payer in the month. */
function purchaseOf(change: Of<'RESERVATION' | 'SAVINGS_PLAN'> | undefined, month: string, payerId: string): Purchase {
  const isBefore = typeof change?.Start === 'string' && change.Start.slice(0, 7) < month;
  return { account: change?.AccountId ?? payerId, when: isBefore ? 'before' : 'month' };
}

const termsWords = (years: number, payment: string) => `${plural(years, 'year')}, ${payment}`;

/** Selects a reservation among the month's offers. */
export function ReservationForm({ change, month, accounts, payerId, onDone, onClose }: FormProps<'RESERVATION'>) {
  const list = useRead(priceListQuery({ Month: month }));
  const offers = useMemo(() => (list.data ? offersOf(list.data.Document).reservations : []), [list.data]);
  const begins =
    change &&
    offers.find(
      (each) =>
        each.service === change.Service &&
        each.usageType === change.UsageType &&
        each.region === change.Region &&
        each.operation === change.Operation &&
        each.years === change.Years &&
        each.payment === change.Payment,
    );
  const [chosen, setChosen] = useState<string | null>(null);
  const offer = offers.find((each) => keyOfReservation(each) === chosen) ?? begins;
  const [count, setCount] = useState(String(change?.Count ?? 1));
  const [flexible, setFlexible] = useState<'exact' | 'family'>(change?.SizeFlexible === false ? 'exact' : 'family');
  const [purchase, setPurchase] = useState(purchaseOf(change, month, payerId));
  const isCount = /^[1-9]\d{0,3}$/.test(count.trim());
  return (
    <Frame
      title="Purchase reservation"
      wrong={
        !offer ? 'Choose an offering' : isCount ? (purchase.account === null ? 'Choose an account' : undefined) : 'Enter a number'
      }
      onSubmit={() => {
        if (!offer || purchase.account === null) return;
        onDone({
          Type: 'RESERVATION',
          AccountId: purchase.account,
          Start: startOf(purchase.when, month),
          Service: offer.service,
          UsageType: offer.usageType,
          Region: offer.region,
          ...(offer.operation !== undefined && { Operation: offer.operation }),
          SizeFlexible: flexible === 'family',
          Count: Number(count.trim()),
          Years: offer.years,
          Payment: offer.payment,
        });
      }}
      onClose={onClose}
    >
      <ReadError read={list} what="the price list" />
      <Field label="Offering" hint="The offerings in the price list of the month.">
        <Combobox
          options={offers.map((each) => ({ value: keyOfReservation(each), label: reservationWords(each) }))}
          value={offer ? keyOfReservation(offer) : null}
          onValueChange={setChosen}
          placeholder="Enter part of a name, such as m5.large"
        />
      </Field>
      <NumberField label="Number of instances" className="w-32" maxLength={4} isWhole value={count} onChange={setCount} />
      <RadioGroup
        label="Applies to"
        value={flexible}
        onValueChange={setFlexible}
        options={[
          { value: 'family', label: 'All sizes of the family in the Region' },
          { value: 'exact', label: 'This size only' },
        ]}
      />
      <PurchaseFields month={month} accounts={accounts} value={purchase} onChange={setPurchase} />
    </Frame>
  );
}

function keyOfReservation({ service, usageType, region, operation, years, payment }: ReservationOffer): string {
  return JSON.stringify([service, usageType, region, operation, years, payment]);
}

function reservationWords({ usageType, region, years, payment }: ReservationOffer): string {
  return `${usageType}, ${region}: ${termsWords(years, payment)}`;
}

const COMMITMENT = /^(0|[1-9]\d{0,5})(\.\d{1,9})?$/;

/** Selects a Savings Plan among the month's offers. */
export function PlanForm({ change, month, accounts, payerId, onDone, onClose }: FormProps<'SAVINGS_PLAN'>) {
  const list = useRead(priceListQuery({ Month: month }));
  const offers = useMemo(() => (list.data ? offersOf(list.data.Document).savingsPlans : []), [list.data]);
  const begins =
    change &&
    offers.find(
      (each) =>
        each.kind === change.Kind &&
        each.family === (change.Family ?? null) &&
        each.region === (change.Region ?? null) &&
        each.years === change.Years &&
        each.payment === change.Payment,
    );
  const [chosen, setChosen] = useState<string | null>(null);
  const offer = offers.find((each) => keyOfPlan(each) === chosen) ?? begins;
  const [commitment, setCommitment] = useState(change?.Commitment ?? '0.50');
  const [purchase, setPurchase] = useState(purchaseOf(change, month, payerId));
  const isAmount = COMMITMENT.test(commitment.trim()) && /[1-9]/.test(commitment);
  return (
    <Frame
      title="Purchase Savings Plan"
      wrong={
        !offer
          ? 'Choose a plan'
          : isAmount
            ? purchase.account === null
              ? 'Choose an account'
              : undefined
            : 'Enter an hourly commitment'
      }
      onSubmit={() => {
        if (!offer || purchase.account === null) return;
        onDone({
          Type: 'SAVINGS_PLAN',
          AccountId: purchase.account,
          Start: startOf(purchase.when, month),
          Kind: offer.kind,
          ...(offer.family !== null && { Family: offer.family }),
          ...(offer.region !== null && { Region: offer.region }),
          Years: offer.years,
          Payment: offer.payment,
          Commitment: commitment.trim(),
        });
      }}
      onClose={onClose}
    >
      <ReadError read={list} what="the price list" />
      <Field label="Plan" hint="The offerings in the price list of the month.">
        <Combobox
          options={offers.map((each) => ({ value: keyOfPlan(each), label: planOfferWords(each) }))}
          value={offer ? keyOfPlan(offer) : null}
          onValueChange={setChosen}
          placeholder="Enter part of a name, such as m5"
        />
      </Field>
      <NumberField
        label="Hourly commitment in dollars"
        hint="At Savings Plan rates, whether used or not."
        error={commitment !== '' && !isAmount ? 'Enter an amount above 0, such as 0.50.' : undefined}
        className="w-32"
        maxLength={16}
        value={commitment}
        onChange={setCommitment}
      />
      <PurchaseFields month={month} accounts={accounts} value={purchase} onChange={setPurchase} />
    </Frame>
  );
}

function keyOfPlan({ kind, family, region, years, payment }: PlanOffer): string {
  return JSON.stringify([kind, family, region, years, payment]);
}

function planOfferWords({ kind, family, region, years, payment }: PlanOffer): string {
  const words = planWords(kind, family, region);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}: ${termsWords(years, payment)}`;
}
