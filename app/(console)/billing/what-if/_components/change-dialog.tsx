'use client';

import { useId, useMemo, useState } from 'react';
import { useRead } from '@/components/console/kit/use-read';
import { Combobox } from '@/components/ui/field/combobox';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { RadioGroup } from '@/components/ui/field/radio-group';
import { Select } from '@/components/ui/field/select';
import { useText } from '@/components/ui/field/use-text';
import { serviceName } from '@/lib/billing/service-names';
import { instantOf } from '../../_components/advances/purchase-fields';
import { NumberField } from '../../_components/number-field';
import { pricesOf } from '../../_components/price-document';
import { PROFILES, type Profile } from '../../_components/usage-profiles';
import { preferencesQuery } from '../../preferences/queries';
import { priceListQuery } from '../../queries';
import { AccountField, type ChangeDialogProps, DayField, dayOf, type FormProps, Frame, isDay, type Of } from './change-fields';
import type { WhatIfChange } from './changes';
import { PlanForm, ReservationForm } from './purchase-forms';

function isOf<Type extends WhatIfChange['Type']>(change: WhatIfChange | undefined, type: Type): change is Of<Type> {
  return change?.Type === type;
}

/** Edits one change. */
export function ChangeDialog({ type, change, ...rest }: ChangeDialogProps) {
  switch (type) {
    case 'JOIN':
      return <JoinForm change={isOf(change, 'JOIN') ? change : undefined} {...rest} />;
    case 'LEAVE':
      return <LeaveForm change={isOf(change, 'LEAVE') ? change : undefined} {...rest} />;
    case 'GROUP':
      return <GroupForm change={isOf(change, 'GROUP') ? change : undefined} {...rest} />;
    case 'USAGE':
      return <UsageForm change={isOf(change, 'USAGE') ? change : undefined} {...rest} />;
    case 'RESERVATION':
      return <ReservationForm change={isOf(change, 'RESERVATION') ? change : undefined} {...rest} />;
    case 'SAVINGS_PLAN':
      return <PlanForm change={isOf(change, 'SAVINGS_PLAN') ? change : undefined} {...rest} />;
  }
}

function JoinForm({ change, month, accounts, onDone, onClose }: FormProps<'JOIN'>) {
  const [name, setName] = useState(change?.Name ?? 'New account');
  const [how, setHow] = useState<'profile' | 'like'>(change?.Like === undefined ? 'profile' : 'like');
  const [profile, setProfile] = useState<Profile>(change?.Profile ?? 'web-shop');
  const [like, setLike] = useState<string | null>(change?.Like ?? null);
  const [day, setDay] = useState(dayOf(change?.From, month));
  const wrong =
    name.trim() === ''
      ? 'Enter a name for the account'
      : !isDay(day)
        ? 'Choose a date'
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
          ...(how === 'like' ? like !== null && { Like: like } : { Profile: profile }),
        })
      }
      onClose={onClose}
    >
      <Field label="Name" hint="A name for the account in this estimate. The account does not exist yet.">
        <Input maxLength={64} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      </Field>
      <RadioGroup
        label="Usage"
        value={how}
        onValueChange={setHow}
        options={[
          {
            value: 'profile',
            label: 'Usage of a profile',
            children: (
              <Select
                aria-label="Profile"
                className="w-72 max-w-full"
                options={PROFILES}
                value={profile}
                onValueChange={setProfile}
              />
            ),
          },
          {
            value: 'like',
            label: 'Same usage as an account',
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
      wrong={account === null ? 'Choose an account' : isDay(day) ? undefined : 'Choose a date'}
      onSubmit={() => account !== null && onDone({ Type: 'LEAVE', AccountId: account, From: instantOf(day) })}
      onClose={onClose}
    >
      <AccountField
        label="Account"
        accounts={accounts.filter(({ AccountId }) => AccountId !== payerId)}
        value={account}
        onChange={setAccount}
        hint="Usage after that day is on a bill of its own."
      />
      <DayField label="Leaves on" month={month} value={day} onChange={setDay} />
    </Frame>
  );
}

function GroupForm({ change, accounts, payerId, onDone, onClose }: FormProps<'GROUP'>) {
  const [account, setAccount] = useState<string | null>(change?.AccountId ?? null);
  const [group, setGroup] = useText(change?.Group);
  const preferences = useRead(preferencesQuery());
  const groups = preferences.data?.Preferences.Groups ?? [];
  const list = useId();
  const isForAll = preferences.data?.Preferences.DiscountSharing === 'organization';
  return (
    <Frame
      title="Change sharing group"
      wrong={account === null ? 'Choose an account' : undefined}
      onSubmit={() => account !== null && onDone({ Type: 'GROUP', AccountId: account, Group: group.trim() || null })}
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
        hint={
          isForAll
            ? 'Discounts are currently shared with all accounts, so groups make no difference.'
            : 'Leave empty for no group.'
        }
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
      title="Change usage"
      wrong={isFactor ? undefined : 'Enter a factor'}
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
        label="Factor"
        hint="2 doubles the usage, 0.5 halves it, and 0 removes it."
        error={
          factor !== '' && !isFactor ? 'Enter a number such as 2 or 0.5, below 10,000, with at most three decimals.' : undefined
        }
        className="w-32"
        maxLength={8}
        value={factor}
        onChange={setFactor}
      />
      <AccountField label="By" accounts={accounts} value={account} onChange={setAccount} hint="Leave empty for all accounts." />
      <Field label="Of" hint="Leave empty for all services.">
        <Combobox
          options={services.map((code) => ({ value: code, label: serviceName(code) }))}
          value={service}
          onValueChange={setService}
          placeholder="Enter part of a name"
        />
      </Field>
    </Frame>
  );
}
