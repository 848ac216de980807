'use client';

import { useState } from 'react';
import { EditableList } from '@/components/console/form/editable-list';
import { FormDialog } from '@/components/console/form/form-dialog';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { MAX_TIERS, Price, problemsOf } from '@/lib/billing/price-list/schema';
import { type ListedPrice, priceKey } from '../../_components/price-document';

type Form = {
  service: string;
  usageType: string;
  region: string;
  operation: string;
  unit: string;
  description: string;
  /** Upper bounds. The last tier has none. */
  tiers: { upTo: string; rate: string }[];
  free: string;
  freeScope: string;
};

type PriceDialogProps = {
  /** Undefined for a new price. */
  price: ListedPrice | undefined;
  /** The other prices of the list. Keys are unique. */
  others: readonly ListedPrice[];
  onDone: (price: ListedPrice) => void;
  onClose: () => void;
};

/** Edits a price: its key, tiers and free amount. Errors appear at their fields. */
export function PriceDialog({ price, others, onDone, onClose }: PriceDialogProps) {
  const [form, setForm] = useState(() => formOf(price));
  const [tried, setTried] = useState(false);
  const made = priceOf(form, price);
  const problems = problemsWith(made, others);
  const said = (path: string) => (tried ? problems.get(path) : undefined);
  const text = (member: Exclude<keyof Form, 'tiers'>, mono = false) => (
    <Input
      mono={mono}
      autoComplete="off"
      value={form[member]}
      onChange={(event) => setForm({ ...form, [member]: event.currentTarget.value })}
    />
  );
  const last = form.tiers.length - 1;
  return (
    <FormDialog
      title={price === undefined ? 'Add price' : 'Edit price'}
      size="lg"
      description="The change takes effect when you save the whole list."
      submitLabel={price === undefined ? 'Add' : 'Apply'}
      dirty={JSON.stringify(made) !== JSON.stringify(priceOf(formOf(price), price))}
      onSubmit={() => {
        setTried(true);
        if (problems.size === 0) onDone(made);
      }}
      onClose={onClose}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Service" hint="The product code as in reports, for example AmazonS3." error={said('service')}>
          {text('service', true)}
        </Field>
        <Field label="Usage type" hint="TimedStorage-ByteHrs" error={said('usageType')}>
          {text('usageType', true)}
        </Field>
        <Field label="Region" optional hint="us-east-1. Left empty: all Regions together." error={said('region')}>
          {text('region', true)}
        </Field>
        <Field label="Operation" optional hint="Leave empty for all operations." error={said('operation')}>
          {text('operation', true)}
        </Field>
        <Field label="Description" hint="The text on the bill." error={said('description')}>
          {text('description')}
        </Field>
        <Field label="Unit" hint="The unit of the quantity: GB-Mo, Hrs, Requests." error={said('unit')}>
          {text('unit')}
        </Field>
      </div>
      <fieldset className="min-w-0">
        <legend className="mb-1 font-medium">Tiers</legend>
        <EditableList
          rows={form.tiers}
          onRowsChange={(tiers) => setForm({ ...form, tiers: tiers.length === 0 ? [{ upTo: '', rate: '' }] : tiers })}
          noun="tier"
          addLabel="Add tier"
          fresh={{ upTo: '', rate: '' }}
          full={form.tiers.length >= MAX_TIERS}
          labelled
          columns="sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]"
        >
          {(tier, { index, change }) => (
            <>
              <Field label={`Up to, tier ${index + 1}`} error={said(`tiers[${index}].upTo`)}>
                {index === last ? (
                  <Input value="and above" disabled />
                ) : (
                  <Input
                    inputMode="decimal"
                    autoComplete="off"
                    value={tier.upTo}
                    onChange={(event) => change({ upTo: event.currentTarget.value })}
                  />
                )}
              </Field>
              <Field label={`Price per unit in dollars, tier ${index + 1}`} error={said(`tiers[${index}].rate`)}>
                <Input
                  inputMode="decimal"
                  autoComplete="off"
                  value={tier.rate}
                  onChange={(event) => change({ rate: event.currentTarget.value })}
                />
              </Field>
            </>
          )}
        </EditableList>
      </fieldset>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Free each month" hint="Applies once for all accounts together. Tiers start after it." error={said('free')}>
          {text('free')}
        </Field>
        <Field
          label="Shared free amount"
          optional
          hint="Prices with the same name here share one free amount and must all state the same amount."
          error={said('freeScope')}
        >
          {text('freeScope')}
        </Field>
      </div>
      {said('') ? <p className="text-deny">{said('')}</p> : null}
    </FormDialog>
  );
}

const NEW_PRICE: Form = {
  service: '',
  usageType: '',
  region: '',
  operation: '',
  unit: '',
  description: '',
  tiers: [{ upTo: '', rate: '' }],
  free: '0',
  freeScope: '',
};

function formOf(price: ListedPrice | undefined): Form {
  if (price === undefined) return NEW_PRICE;
  const { service, usageType, region, operation = '', unit, description, tiers, free = '0', freeScope = '' } = price;
  return {
    ...{ service, usageType, region: region ?? '', operation, unit, description, free, freeScope },
    tiers: tiers.map(({ upTo, rate }) => ({ upTo: upTo ?? '', rate })),
  };
}

/** Returns the price of a form, including members without a field. */
function priceOf(form: Form, price: ListedPrice | undefined): ListedPrice {
  const { operation: _operation, freeScope: _freeScope, ...rest } = price ?? {};
  const trimmed = (text: string) => text.trim();
  return {
    ...rest,
    service: trimmed(form.service),
    usageType: trimmed(form.usageType),
    region: trimmed(form.region) || null,
    ...(trimmed(form.operation) && { operation: trimmed(form.operation) }),
    unit: trimmed(form.unit),
    description: trimmed(form.description),
    tiers: form.tiers.map(({ upTo, rate }, at) => ({
      upTo: at === form.tiers.length - 1 ? null : trimmed(upTo),
      rate: trimmed(rate),
    })),
    free: trimmed(form.free) || '0',
    ...(trimmed(form.freeScope) && { freeScope: trimmed(form.freeScope) }),
  };
}

/** Returns the problems of a price by member path, or under an empty path. */
function problemsWith(price: ListedPrice, others: readonly ListedPrice[]): Map<string, string> {
  const checked = Price.safeParse(price);
  const problems = new Map<string, string>();
  for (const { path, sentence } of checked.success ? [] : problemsOf(checked.error)) {
    const known = /^(service|usageType|region|operation|unit|description|free|freeScope|tiers\[\d+\]\.(upTo|rate))$/.test(path);
    const place = known ? path : '';
    if (!problems.has(place)) problems.set(place, known ? sentence : `${path}: ${sentence}`);
  }
  if (others.some((other) => priceKey(other) === priceKey(price)))
    problems.set('usageType', 'The list already has a price for this usage type, Region and operation.');
  const shared = others.find(({ freeScope }) => freeScope !== undefined && freeScope === price.freeScope);
  if (shared && !problems.has('free') && Number(shared.free ?? '0') !== Number(price.free))
    problems.set(
      'free',
      `Prices that share a free amount must state the same amount. Another price states ${shared.free ?? '0'}.`,
    );
  return problems;
}
