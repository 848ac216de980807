import { Checkbox } from '@/components/ui/field/checkbox';
import { Combobox } from '@/components/ui/field/combobox';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import type { PutReservation } from '@/lib/billing/benefit/operations';
import type { InputOf } from '@/lib/core/operation';
import { times } from '../../_components/advances/decimals';
import type { Offer, Payment, Reserved } from '../../_components/advances/offers';
import { AccountField, instantOf, StartField } from '../../_components/advances/purchase-fields';
import { chosenTerms, TermFields } from '../../_components/advances/term-fields';
import { exactDollars, isZero } from '../../_components/amounts';
import type { PaidAccounts } from '../../_components/use-paid-accounts';

/** The form of a reservation purchase. */
export type ReservationDraft = {
  account: string;
  offer: string | null;
  years: number;
  payment: Payment;
  count: string;
  isFlexible: boolean;
  zone: string;
  start: string;
};

/**
 * Returns a new form.
 * @param start a date, `2026-11-01`
 */
export function newReservation(account: string, start: string): ReservationDraft {
  return { account, offer: null, years: 1, payment: 'No Upfront', count: '1', isFlexible: true, zone: '', start };
}

const COUNT = /^[1-9]\d{0,3}$/;
const ZONE = /^[a-z0-9-]{1,64}$/;

type Problem = { problem: string };

/** Returns the purchase of a form, or its first problem. */
export function reservationOf(
  draft: ReservationDraft,
  offers: readonly Offer<Reserved>[],
): InputOf<typeof PutReservation> | Problem {
  const offer = offers.find(({ key }) => key === draft.offer);
  const terms = offer && chosenTerms(offer.terms, draft);
  if (!terms) return { problem: 'Choose an offering' };
  if (!COUNT.test(draft.count)) return { problem: 'Enter a number' };
  if (draft.zone !== '' && !ZONE.test(draft.zone)) return { problem: 'Enter a zone ID, or leave the field empty' };
  if (draft.start === '') return { problem: 'Enter a start date' };
  const isZonal = draft.zone !== '';
  return {
    AccountId: draft.account,
    Service: terms.service,
    UsageType: terms.usageType,
    Region: terms.region,
    ...(terms.operation !== undefined && { Operation: terms.operation }),
    ...(isZonal && { Zone: draft.zone }),
    SizeFlexible: draft.isFlexible && !isZonal,
    Count: Number(draft.count),
    Years: terms.years === 3 ? 3 : 1,
    Payment: terms.payment,
    Start: instantOf(draft.start),
  };
}

type ReservationFieldsProps = {
  value: ReservationDraft;
  onChange: (draft: ReservationDraft) => void;
  offers: readonly Offer<Reserved>[];
  paid: PaidAccounts | undefined;
};

/** The fields of a reservation purchase. */
export function ReservationFields({ value, onChange, offers, paid }: ReservationFieldsProps) {
  const offer = offers.find(({ key }) => key === value.offer);
  const terms = offer && chosenTerms(offer.terms, value);
  const isCount = COUNT.test(value.count);
  return (
    <>
      <Field label="Offering" hint="The offerings in the price list.">
        <Combobox
          options={offers.map(({ key, label }) => ({ value: key, label }))}
          value={value.offer}
          onValueChange={(key) => onChange({ ...value, offer: key })}
          placeholder="Instance type or Region"
        />
      </Field>
      <Field label="Number of instances" error={value.count !== '' && !isCount ? 'Enter a whole number up to 9999.' : undefined}>
        <Input
          className="w-24"
          inputMode="numeric"
          autoComplete="off"
          maxLength={4}
          value={value.count}
          onChange={(event) => onChange({ ...value, count: event.currentTarget.value })}
        />
      </Field>
      {offer && terms ? (
        <TermFields
          terms={offer.terms}
          value={terms}
          onChange={(next) => onChange({ ...value, ...next })}
          costOf={(each) => costOf(each, isCount ? Number(value.count) : 1)}
        />
      ) : null}
      <AccountField paid={paid} value={value.account} onChange={(account) => onChange({ ...value, account })} />
      <StartField value={value.start} onChange={(start) => onChange({ ...value, start })} />
      <Field
        label="Availability Zone"
        optional
        hint="A zone ID such as use1-az1 limits the reservation to that zone. Leave empty for the whole Region."
      >
        <Input
          className="w-44"
          mono
          autoComplete="off"
          maxLength={64}
          value={value.zone}
          onChange={(event) => onChange({ ...value, zone: event.currentTarget.value.trim() })}
        />
      </Field>
      <Checkbox
        label="Instance size flexible"
        description="As for Linux in AWS: a small instance covers half of a medium one or two micro ones. Not available for a zone."
        checked={value.isFlexible && value.zone === ''}
        disabled={value.zone !== ''}
        onCheckedChange={(isFlexible) => onChange({ ...value, isFlexible })}
      />
    </>
  );
}

function costOf({ upfront, recurring }: Reserved, count: number): string {
  const each = recurring.every === 'hour' ? recurring.rate : recurring.fee;
  const parts = [
    ...(isZero(upfront) ? [] : [`${exactDollars(times(upfront, count))} upfront`]),
    ...(isZero(each) ? [] : [`${exactDollars(times(each, count))} ${recurring.every === 'hour' ? 'an hour' : 'a month'}`]),
  ];
  return parts.length === 0 ? 'Nothing' : parts.join(', then ');
}
