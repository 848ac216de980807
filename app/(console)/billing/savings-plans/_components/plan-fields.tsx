import { Combobox } from '@/components/ui/field/combobox';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import type { PutSavingsPlan } from '@/lib/billing/benefit/operations';
import type { InputOf } from '@/lib/core/operation';
import { half, times } from '../../_components/advances/decimals';
import type { Offer, Payment, Planned } from '../../_components/advances/offers';
import { AccountField, instantOf, StartField } from '../../_components/advances/purchase-fields';
import { chosenTerms, TermFields } from '../../_components/advances/term-fields';
import { dollars, isZero } from '../../_components/amounts';
import type { PaidAccounts } from '../../_components/use-paid-accounts';

/** The form of a Savings Plan purchase. */
export type PlanDraft = {
  account: string;
  offer: string | null;
  years: number;
  payment: Payment;
  /** Dollars an hour. */
  commitment: string;
  start: string;
};

/**
 * Returns a new form.
 * @param start a date, `2026-11-01`
 */
export function newPlan(account: string, start: string): PlanDraft {
  return { account, offer: null, years: 1, payment: 'No Upfront', commitment: '', start };
}

const COMMITMENT = /^(0|[1-9]\d{0,6})(\.\d{1,9})?$/;

type Problem = { problem: string };

/** Returns the purchase of a form, or its first problem. */
export function planOf(draft: PlanDraft, offers: readonly Offer<Planned>[]): InputOf<typeof PutSavingsPlan> | Problem {
  const offer = offers.find(({ key }) => key === draft.offer);
  const terms = offer && chosenTerms(offer.terms, draft);
  if (!terms) return { problem: 'Choose a plan type' };
  if (!COMMITMENT.test(draft.commitment) || isZero(draft.commitment)) return { problem: 'Enter an hourly commitment' };
  if (draft.start === '') return { problem: 'Enter a start date' };
  return {
    AccountId: draft.account,
    Kind: terms.kind,
    ...(terms.family !== null && { Family: terms.family }),
    ...(terms.region !== null && { Region: terms.region }),
    Years: terms.years === 3 ? 3 : 1,
    Payment: terms.payment,
    Commitment: draft.commitment,
    Start: instantOf(draft.start),
  };
}

type PlanFieldsProps = {
  value: PlanDraft;
  onChange: (draft: PlanDraft) => void;
  offers: readonly Offer<Planned>[];
  paid: PaidAccounts | undefined;
};

/** The fields of a Savings Plan purchase. */
export function PlanFields({ value, onChange, offers, paid }: PlanFieldsProps) {
  const offer = offers.find(({ key }) => key === value.offer);
  const terms = offer && chosenTerms(offer.terms, value);
  const isCommitment = COMMITMENT.test(value.commitment);
  return (
    <>
      <Field label="Plan type" hint="The offerings in the price list.">
        <Combobox
          options={offers.map(({ key, label }) => ({ value: key, label }))}
          value={value.offer}
          onValueChange={(key) => onChange({ ...value, offer: key })}
          placeholder="Compute, or a family and Region"
        />
      </Field>
      <Field
        label="Hourly commitment in dollars"
        hint="At Savings Plan rates, which are lower than On-Demand rates."
        error={value.commitment !== '' && !isCommitment ? 'Enter an amount such as 0.25, with at most nine decimals.' : undefined}
      >
        <Input
          className="w-44"
          inputMode="decimal"
          autoComplete="off"
          maxLength={18}
          value={value.commitment}
          onChange={(event) => onChange({ ...value, commitment: event.currentTarget.value })}
        />
      </Field>
      {offer && terms ? (
        <TermFields
          terms={offer.terms}
          value={terms}
          onChange={(next) => onChange({ ...value, ...next })}
          costOf={({ payment, years }) => (isCommitment ? costOf(value.commitment, payment, years) : COST_WORDS[payment])}
        />
      ) : null}
      <AccountField paid={paid} value={value.account} onChange={(account) => onChange({ ...value, account })} />
      <StartField value={value.start} onChange={(start) => onChange({ ...value, start })} />
    </>
  );
}

const COST_WORDS: Readonly<Record<Payment, string>> = {
  'No Upfront': 'Paid hourly',
  'Partial Upfront': 'Half upfront, the rest hourly',
  'All Upfront': 'Paid upfront',
};
const HOURS_OF_A_YEAR = 8760;

function costOf(commitment: string, payment: Payment, years: number): string {
  const whole = times(commitment, HOURS_OF_A_YEAR * years);
  if (payment === 'All Upfront') return `${dollars(whole)} upfront`;
  if (payment === 'No Upfront') return `${dollars(whole)} in total, hourly`;
  return `${dollars(half(whole))} upfront, and the same amount hourly`;
}
