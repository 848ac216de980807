'use client';

import { useState } from 'react';
import { FormDialog } from '@/components/console/form/form-dialog';
import type { OpenedProps } from '@/components/console/kit/act';
import { useOperation } from '@/components/console/kit/use-operation';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { Select } from '@/components/ui/field/select';
import { NumberField } from '../../../_components/number-field';
import type { NamedBudget } from '../../_components/acts';
import { createNotification } from '../../actions';
import type { Budget } from '../../queries';

type Type = 'ACTUAL' | 'FORECASTED';
type Measured = 'PERCENTAGE' | 'ABSOLUTE_VALUE';

/** Adds an alert to a budget. */
export function AlertDialog({ subject: { named, budget }, onClose }: OpenedProps<{ named: NamedBudget; budget: Budget }>) {
  const [type, setType] = useState<Type>('ACTUAL');
  const [measured, setMeasured] = useState<Measured>('PERCENTAGE');
  const [threshold, setThreshold] = useState('80');
  const [email, setEmail] = useState('');
  const operation = useOperation(createNotification, {
    success: () => ({ text: 'The alert was added.' }),
    handlesError: () => true,
    onSuccess: onClose,
  });
  const unit = budget.CalculatedSpend.ActualSpend.Unit;
  const types = [
    { value: 'ACTUAL' as const, label: 'Actual costs' },
    { value: 'FORECASTED' as const, label: 'Forecasted costs' },
  ];
  const isNumber = /^\d{1,10}(\.\d{1,9})?$/.test(threshold);
  return (
    <FormDialog
      title="Add alert"
      submitLabel="Add alert"
      pending={operation.running}
      error={operation.error}
      disabledReason={isNumber ? (email.trim() === '' ? 'Enter recipients' : undefined) : 'Enter a threshold'}
      onSubmit={() =>
        void operation.run({
          ...named,
          Notification: {
            NotificationType: type,
            ComparisonOperator: 'GREATER_THAN',
            Threshold: Number(threshold),
            ThresholdType: measured,
          },
          Subscribers: [{ SubscriptionType: email.startsWith('arn:') ? 'SNS' : 'EMAIL', Address: email.trim() }],
        })
      }
      onClose={onClose}
    >
      {/* AWS: daily budgets have no forecasts. */}
      <Field label="Amount">
        <Select
          className="w-48"
          options={budget.TimeUnit === 'DAILY' ? types.slice(0, 1) : types}
          value={type}
          onValueChange={setType}
        />
      </Field>
      <div className="flex flex-wrap gap-4">
        <NumberField label="Threshold" className="w-32" maxLength={20} value={threshold} onChange={setThreshold} />
        <Field label="Unit">
          <Select
            className="w-48"
            options={[
              { value: 'PERCENTAGE' as const, label: 'percent of the budget' },
              { value: 'ABSOLUTE_VALUE' as const, label: unit === 'USD' ? 'dollars' : unit },
            ]}
            value={measured}
            onValueChange={setMeasured}
          />
        </Field>
      </div>
      <Field
        label="Recipients"
        hint="An email address, or the ARN of an SNS topic. Gatehouse sends nothing. The alert goes to the outbox."
      >
        <Input className="w-full" maxLength={254} value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
      </Field>
    </FormDialog>
  );
}
