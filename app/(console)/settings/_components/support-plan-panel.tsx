'use client';

import { useState } from 'react';
import { useController } from 'react-hook-form';
import { FormDialog } from '@/components/console/form/form-dialog';
import { useMissing } from '@/components/console/kit/use-missing';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { Button } from '@/components/ui/button';
import { RadioGroup } from '@/components/ui/field/radio-group';
import { Panel } from '@/components/ui/panel';
import type { SupportPlan } from '@/lib/account/schema';
import { startSupportPlanUpdate } from '../actions';

const PLANS: readonly { value: SupportPlan; label: string; description: string }[] = [
  { value: 'BASIC', label: 'Basic', description: 'Account and billing questions only. Included in every account.' },
  { value: 'DEVELOPER', label: 'Developer', description: 'General guidance by email, in business hours.' },
  {
    value: 'BUSINESS',
    label: 'Business',
    description: 'Phone support at all times. Response within one hour if production is down.',
  },
  {
    value: 'BUSINESS_PLUS',
    label: 'Business Support+',
    description: 'Support at all times. Response within 30 minutes for critical issues.',
  },
  {
    value: 'ENTERPRISE_ON_RAMP',
    label: 'Enterprise On-Ramp',
    description: 'Response within 30 minutes for critical issues, and a pool of technical account managers.',
  },
  {
    value: 'ENTERPRISE',
    label: 'Enterprise',
    description: 'Response within 15 minutes for critical issues, and a designated technical account manager.',
  },
  {
    value: 'UNIFIED_OPERATIONS',
    label: 'Unified Operations',
    description: 'Response within 5 minutes for critical issues, and a dedicated team.',
  },
];

/** The support plan of the account. */
export function SupportPlanPanel({ plan, offered }: { plan: SupportPlan; offered: readonly SupportPlan[] }) {
  const missing = useMissing();
  const [changing, setChanging] = useState(false);
  const chosen = PLANS.find(({ value }) => value === plan);
  return (
    <Panel
      title="Support plan"
      description="Choose the AWS Support plan of the account. Its fee is on the bill. Developer, Business and Enterprise On-Ramp end with the year 2026."
      actions={
        <Button disabledReason={missing('supportplans:StartSupportPlanUpdate')} onClick={() => setChanging(true)}>
          Change plan
        </Button>
      }
    >
      <p>
        <span className="font-medium">{chosen?.label}</span>
        <span className="text-ink-2">: {chosen?.description}</span>
      </p>
      {changing ? <PlanDialog plan={plan} offered={offered} onClose={() => setChanging(false)} /> : null}
    </Panel>
  );
}

type PlanDialogProps = { plan: SupportPlan; offered: readonly SupportPlan[]; onClose: () => void };

function PlanDialog({ plan, offered, onClose }: PlanDialogProps) {
  const { form, submission } = useOperationForm(startSupportPlanUpdate, {
    defaultValues: { plan },
    toInput: (values) => ({ supportLevel: values.plan }),
    onUnchanged: onClose,
    success: () => ({ text: 'The support plan was changed.' }),
    onSuccess: onClose,
  });
  const { field } = useController({ control: form.control, name: 'plan' });
  return (
    <FormDialog title="Support plan" submitLabel="Change plan" {...submission} onClose={onClose}>
      <RadioGroup
        label="Plan"
        hideLabel
        value={field.value}
        onValueChange={field.onChange}
        options={PLANS.filter(({ value }) => offered.includes(value))}
      />
    </FormDialog>
  );
}
