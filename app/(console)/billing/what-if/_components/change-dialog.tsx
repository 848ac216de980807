'use client';

import { type ReactNode, useId, useMemo, useState } from 'react';
import { useRead } from '@/app/(console)/_client/use-read';
import { FormDialog } from '@/components/console/form/form-dialog';
import { ReadError } from '@/components/console/page/read-box';
import { Combobox } from '@/components/ui/combobox';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { RadioGroup } from '@/components/ui/radio-group';
import { Select } from '@/components/ui/select';
import type { BilledAccountAnswer } from '@/lib/billing/preferences/operations';
import type { Json } from '@/lib/console/result';
import { monthLater, monthWords } from '../../_components/months';
import { NumberField } from '../../_components/number-field';
import { offersOf, type PlanOffer, pricesOf, type ReservationOffer } from '../../_components/price-document';
import { serviceName } from '../../_components/service-names';
import { PROFILES, type Profile } from '../../_components/usage-profiles';
import { preferencesQuery } from '../../preferences/queries';
import { priceListQuery } from '../../queries';
import { planWords, type WhatIfChange } from './changes';

type Account = Json<BilledAccountAnswer>;

type ChangeDialogProps = {
  type: WhatIfChange['Type'];
  /** What it begins with; undefined: a new one. */
  change: WhatIfChange | undefined;
  month: string;
  accounts: readonly Account[];
  payerId: string;
  onDone: (change: WhatIfChange) => void;
  onClose: () => void;
};

type Of<Type extends WhatIfChange['Type']> = Extract<WhatIfChange, { Type: Type }>;

type FormProps<Type extends WhatIfChange['Type']> = Omit<ChangeDialogProps, 'type' | 'change'> & { change: Of<Type> | undefined };

/** Asks for one change. */
export function ChangeDialog({ type, change, ...rest }: ChangeDialogProps) {
  switch (type) {
    case 'JOIN':
      return <JoinForm change={change as Of<'JOIN'> | undefined} {...rest} />;
    case 'LEAVE':
      return <LeaveForm change={change as Of<'LEAVE'> | undefined} {...rest} />;
    case 'GROUP':
      return <GroupForm change={change as Of<'GROUP'> | undefined} {...rest} />;
    case 'USAGE':
      return <UsageForm change={change as Of<'USAGE'> | undefined} {...rest} />;
    case 'RESERVATION':
      return <ReservationForm change={change as Of<'RESERVATION'> | undefined} {...rest} />;
    case 'SAVINGS_PLAN':
      return <PlanForm change={change as Of<'SAVINGS_PLAN'> | undefined} {...rest} />;
  }
}

type FrameProps = { title: string; wrong: string | undefined; onSubmit: () => void; onClose: () => void; children: ReactNode };

function Frame({ title, wrong, children, ...rest }: FrameProps) {
  return (
    <FormDialog
      title={title}
      description="Nothing is changed by this: the bill is worked out as if."
      submitLabel="See what it makes"
      disabledReason={wrong}
      {...rest}
    >
      {children}
    </FormDialog>
  );
}

type AccountFieldProps = {
  label: string;
  accounts: readonly Account[];
  value: string | null;
  onChange: (id: string | null) => void;
  hint?: string;
};

function AccountField({ label, accounts, value, onChange, hint }: AccountFieldProps) {
  return (
    <Field label={label} hint={hint}>
      <Combobox
        options={accounts.map(({ AccountId, Name }) => ({ value: AccountId, label: `${Name} (${AccountId})` }))}
        value={value}
        onValueChange={onChange}
        placeholder="Type a name or an ID"
      />
    </Field>
  );
}

function DayField({
  label,
  month,
  value,
  onChange,
}: {
  label: string;
  month: string;
  value: string;
  onChange: (day: string) => void;
}) {
  const end = new Date(Date.parse(`${monthLater(month, 1)}-01T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  return (
    <Field label={label} hint="From 00:00 UTC on.">
      <Input
        type="date"
        className="w-44"
        min={`${month}-01`}
        max={end}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </Field>
  );
}

const dayOf = (from: unknown, month: string) => (typeof from === 'string' ? from.slice(0, 10) : `${month}-01`);
const instantOf = (day: string) => `${day}T00:00:00Z`;
const isDay = (day: string) => /^2\d{3}-\d{2}-\d{2}$/.test(day);

function JoinForm({ change, month, accounts, onDone, onClose }: FormProps<'JOIN'>) {
  const [name, setName] = useState(change?.Name ?? 'New account');
  const [how, setHow] = useState<'profile' | 'like'>(change?.Like === undefined ? 'profile' : 'like');
  const [profile, setProfile] = useState<Profile>(change?.Profile ?? 'web-shop');
  const [like, setLike] = useState<string | null>(change?.Like ?? null);
  const [day, setDay] = useState(dayOf(change?.From, month));
  const wrong =
    name.trim() === ''
      ? 'Name the account'
      : !isDay(day)
        ? 'Choose a day'
        : how === 'like' && like === null
          ? 'Choose an account'
          : undefined;
  return (
    <Frame
      title="An account joins"
      wrong={wrong}
      onSubmit={() =>
        onDone({
          Type: 'JOIN',
          Name: name.trim(),
          From: instantOf(day),
          ...(how === 'like' ? { Like: like ?? '' } : { Profile: profile }),
        })
      }
      onClose={onClose}
    >
      <Field label="Name" hint="What it is called here; the account does not exist yet.">
        <Input maxLength={64} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      </Field>
      <RadioGroup
        label="It uses"
        value={how}
        onValueChange={setHow}
        options={[
          {
            value: 'profile',
            label: 'What accounts of a sort use',
            children: (
              <Select
                aria-label="Sort of account"
                className="w-72 max-w-full"
                options={PROFILES}
                value={profile}
                onValueChange={setProfile}
              />
            ),
          },
          {
            value: 'like',
            label: 'As much as one of these accounts',
            children: <AccountField label="Account" accounts={accounts} value={like} onChange={setLike} />,
          },
        ]}
      />
      <DayField label="Joins on" month={month} value={day} onChange={setDay} />
    </Frame>
  );
}

function LeaveForm({ change, month, accounts, payerId, onDone, onClose }: FormProps<'LEAVE'>) {
  const [account, setAccount] = useState<string | null>(change?.AccountId ?? null);
  const [day, setDay] = useState(dayOf(change?.From, month));
  return (
    <Frame
      title="An account leaves"
      wrong={account === null ? 'Choose an account' : isDay(day) ? undefined : 'Choose a day'}
      onSubmit={() => onDone({ Type: 'LEAVE', AccountId: account ?? '', From: instantOf(day) })}
      onClose={onClose}
    >
      <AccountField
        label="Account"
        accounts={accounts.filter(({ AccountId }) => AccountId !== payerId)}
        value={account}
        onChange={setAccount}
        hint="What it uses from then on is on a bill of its own."
      />
      <DayField label="Leaves on" month={month} value={day} onChange={setDay} />
    </Frame>
  );
}

function GroupForm({ change, accounts, payerId, onDone, onClose }: FormProps<'GROUP'>) {
  const [account, setAccount] = useState<string | null>(change?.AccountId ?? null);
  const [group, setGroup] = useState(change?.Group ?? '');
  const preferences = useRead(preferencesQuery());
  const groups = preferences.data?.Preferences.Groups ?? [];
  const list = useId();
  const isForAll = preferences.data?.Preferences.DiscountSharing === 'organization';
  return (
    <Frame
      title="An account changes its sharing group"
      wrong={account === null ? 'Choose an account' : undefined}
      onSubmit={() => onDone({ Type: 'GROUP', AccountId: account ?? '', Group: group.trim() === '' ? null : group.trim() })}
      onClose={onClose}
    >
      <AccountField
        label="Account"
        accounts={accounts.filter(({ AccountId }) => AccountId !== payerId)}
        value={account}
        onChange={setAccount}
      />
      <Field
        label="Group"
        hint={isForAll ? 'Discounts are shared with all accounts now, so that groups make no difference.' : 'Left empty: none.'}
      >
        <Input
          list={list}
          maxLength={128}
          autoComplete="off"
          value={group}
          onChange={(event) => setGroup(event.currentTarget.value)}
        />
      </Field>
      <datalist id={list}>
        {groups.map(({ Name }) => (
          <option key={Name} value={Name} />
        ))}
      </datalist>
    </Frame>
  );
}

const FACTOR = /^(0|[1-9]\d{0,3})(\.\d{1,3})?$/;

function UsageForm({ change, month, accounts, onDone, onClose }: FormProps<'USAGE'>) {
  const [account, setAccount] = useState<string | null>(change?.AccountId ?? null);
  const [service, setService] = useState<string | null>(change?.Service ?? null);
  const [factor, setFactor] = useState(change?.Factor ?? '2');
  const list = useRead(priceListQuery({ Month: month }));
  const services = useMemo(
    () => [...new Set(list.data ? pricesOf(list.data.Document).map((price) => price.service) : [])],
    [list.data],
  );
  const isFactor = FACTOR.test(factor.trim());
  return (
    <Frame
      title="More or less is used"
      wrong={isFactor ? undefined : 'Say how many times as much'}
      onSubmit={() =>
        onDone({
          Type: 'USAGE',
          Factor: factor.trim(),
          ...(account !== null && { AccountId: account }),
          ...(service !== null && { Service: service }),
        })
      }
      onClose={onClose}
    >
      <NumberField
        label="How many times as much"
        hint="2 is twice as much, 0.5 half of it, 0 nothing."
        error={
          factor !== '' && !isFactor ? 'Write a number such as 2 or 0.5, below 10,000, with at most three decimals.' : undefined
        }
        className="w-32"
        maxLength={8}
        value={factor}
        onChange={setFactor}
      />
      <AccountField label="By" accounts={accounts} value={account} onChange={setAccount} hint="Left empty: by all accounts." />
      <Field label="Of" hint="Left empty: of all services.">
        <Combobox
          options={services.map((code) => ({ value: code, label: serviceName(code) }))}
          value={service}
          onValueChange={setService}
          placeholder="Type a part of its name"
        />
      </Field>
    </Frame>
  );
}

type BoughtWhen = 'month' | 'before';

/** Whether the fees that are paid at once are on this bill. */
function WhenField({ month, value, onChange }: { month: string; value: BoughtWhen; onChange: (when: BoughtWhen) => void }) {
  return (
    <RadioGroup
      label="Bought on the first day of"
      value={value}
      onValueChange={onChange}
      options={[
        { value: 'month', label: monthWords(month), description: 'What is paid at once is on this bill.' },
        {
          value: 'before',
          label: monthWords(monthLater(month, -1)),
          description: 'What is paid at once was on the bill before: a month like those that follow.',
        },
      ]}
    />
  );
}

const startOf = (when: BoughtWhen, month: string) => instantOf(`${when === 'month' ? month : monthLater(month, -1)}-01`);
const whenOf = (start: unknown, month: string): BoughtWhen =>
  typeof start === 'string' && start.slice(0, 7) < month ? 'before' : 'month';

const offerKey = (offer: object) => JSON.stringify(offer);

function ReservationForm({ change, month, accounts, payerId, onDone, onClose }: FormProps<'RESERVATION'>) {
  const list = useRead(priceListQuery({ Month: month }));
  const offers = useMemo(() => (list.data ? offersOf(list.data.Document).reservations : []), [list.data]);
  const begins = change && offers.find((each) => each.usageType === change.UsageType && each.payment === change.Payment);
  const [chosen, setChosen] = useState<string | null>(null);
  const offer = offers.find((each) => keyOfReservation(each) === chosen) ?? begins;
  const [count, setCount] = useState(String(change?.Count ?? 1));
  const [account, setAccount] = useState<string | null>(change?.AccountId ?? payerId);
  const [flexible, setFlexible] = useState<'exact' | 'family'>(change?.SizeFlexible === false ? 'exact' : 'family');
  const [when, setWhen] = useState<BoughtWhen>(whenOf(change?.Start, month));
  const isCount = /^[1-9]\d{0,3}$/.test(count.trim());
  return (
    <Frame
      title="A reservation is bought"
      wrong={!offer ? 'Choose what is reserved' : isCount ? (account === null ? 'Choose an account' : undefined) : 'Say how many'}
      onSubmit={() => {
        if (!offer || account === null) return;
        onDone({
          Type: 'RESERVATION',
          AccountId: account,
          Start: startOf(when, month),
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
      <Field label="What is reserved" hint="What the price list of the month offers.">
        <Combobox
          options={offers.map((each) => ({ value: keyOfReservation(each), label: reservationWords(each) }))}
          value={offer ? keyOfReservation(offer) : null}
          onValueChange={setChosen}
          placeholder="Type a part of its name, such as m5.large"
        />
      </Field>
      <NumberField label="How many" className="w-32" maxLength={4} isWhole value={count} onChange={setCount} />
      <RadioGroup
        label="It fits"
        value={flexible}
        onValueChange={setFlexible}
        options={[
          { value: 'family', label: 'All sizes of the family in the Region' },
          { value: 'exact', label: 'This size only' },
        ]}
      />
      <AccountField label="Bought by" accounts={accounts} value={account} onChange={setAccount} />
      <WhenField month={month} value={when} onChange={setWhen} />
    </Frame>
  );
}

function keyOfReservation({ service, usageType, region, operation, years, payment }: ReservationOffer): string {
  return offerKey([service, usageType, region, operation, years, payment]);
}

function reservationWords({ usageType, region, years, payment }: ReservationOffer): string {
  return `${usageType}, ${region}: ${years === 1 ? '1 year' : `${years} years`}, ${payment}`;
}

const COMMITMENT = /^(0|[1-9]\d{0,5})(\.\d{1,9})?$/;

function PlanForm({ change, month, accounts, payerId, onDone, onClose }: FormProps<'SAVINGS_PLAN'>) {
  const list = useRead(priceListQuery({ Month: month }));
  const offers = useMemo(() => (list.data ? offersOf(list.data.Document).savingsPlans : []), [list.data]);
  const begins =
    change &&
    offers.find(
      (each) =>
        each.kind === change.Kind &&
        each.family === (change.Family ?? null) &&
        each.region === (change.Region ?? null) &&
        each.payment === change.Payment,
    );
  const [chosen, setChosen] = useState<string | null>(null);
  const offer = offers.find((each) => keyOfPlan(each) === chosen) ?? begins;
  const [commitment, setCommitment] = useState(change?.Commitment ?? '0.50');
  const [account, setAccount] = useState<string | null>(change?.AccountId ?? payerId);
  const [when, setWhen] = useState<BoughtWhen>(whenOf(change?.Start, month));
  const isAmount = COMMITMENT.test(commitment.trim()) && /[1-9]/.test(commitment);
  return (
    <Frame
      title="A Savings Plan is bought"
      wrong={!offer ? 'Choose a plan' : isAmount ? (account === null ? 'Choose an account' : undefined) : 'Say how much an hour'}
      onSubmit={() => {
        if (!offer || account === null) return;
        onDone({
          Type: 'SAVINGS_PLAN',
          AccountId: account,
          Start: startOf(when, month),
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
      <Field label="Plan" hint="What the price list of the month offers.">
        <Combobox
          options={offers.map((each) => ({ value: keyOfPlan(each), label: planOfferWords(each) }))}
          value={offer ? keyOfPlan(offer) : null}
          onValueChange={setChosen}
          placeholder="Type a part of its name, such as m5"
        />
      </Field>
      <NumberField
        label="Commitment in dollars an hour"
        hint="At the lower rates of the plan, used or not."
        error={commitment !== '' && !isAmount ? 'Write an amount above nothing, such as 0.50.' : undefined}
        className="w-32"
        maxLength={16}
        value={commitment}
        onChange={setCommitment}
      />
      <AccountField label="Bought by" accounts={accounts} value={account} onChange={setAccount} />
      <WhenField month={month} value={when} onChange={setWhen} />
    </Frame>
  );
}

function keyOfPlan({ kind, family, region, years, payment }: PlanOffer): string {
  return offerKey([kind, family, region, years, payment]);
}

function planOfferWords({ kind, family, region, years, payment }: PlanOffer): string {
  const words = planWords(kind, family, region);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}: ${years === 1 ? '1 year' : `${years} years`}, ${payment}`;
}
