'use client';

import { useState } from 'react';
import { Combobox } from '@/components/ui/field/combobox';
import { Field } from '@/components/ui/field/field';
import type { Json } from '@/lib/console/result';
import { plural } from '@/lib/core/text/plural';
import type { CheckAnswer, PostureAnswer } from '@/lib/posture/operations';
import { ExceptionForm } from './exception-form';

type Units = NonNullable<Json<PostureAnswer>['Units']>;
type UnitExceptionDialogProps = { units: Units; checks: readonly Json<CheckAnswer>[]; onClose: () => void };

/** Creates an exception for a check in all current and future accounts of an OU. */
export function UnitExceptionDialog({ units, checks, onClose }: UnitExceptionDialogProps) {
  const [unitId, setUnit] = useState<string | null>(null);
  const [checkId, setCheck] = useState<string | null>(null);
  const [unit, check] = [units.find(({ id }) => id === unitId), checks.find(({ CheckId }) => CheckId === checkId)];
  return (
    <ExceptionForm
      title="Create exception for OU"
      description="The exception covers the findings of the check in all current and future accounts below the OU."
      submitLabel="Create exception"
      about={unit && check ? { CheckId: check.CheckId, TargetId: unit.id } : null}
      critical={check?.Severity === 'critical'}
      success={`The exception was created for ${unit?.name}: ${check?.Title}.`}
      onClose={onClose}
    >
      <Field label="Organizational unit">
        <Combobox
          required
          value={unitId}
          onValueChange={setUnit}
          placeholder="Choose an OU"
          options={units.map(({ id, name, parentId, accounts }) => ({
            value: id,
            label: name,
            description: placeOf(accounts, units.find((each) => each.id === parentId)?.name),
          }))}
        />
      </Field>
      <Field label="Check">
        <Combobox
          required
          value={checkId}
          onValueChange={setCheck}
          placeholder="Choose a check"
          options={checks
            .filter(({ Scope }) => Scope === 'account')
            .map(({ CheckId, Title, Severity, Active }) => ({
              value: CheckId,
              label: Title,
              description: `${Severity}, ${Active.toLocaleString('en')} open in the organization`,
            }))}
        />
      </Field>
    </ExceptionForm>
  );
}

function placeOf(accounts: number, parent: string | undefined): string {
  const count = plural(accounts, 'account');
  return parent === undefined ? count : `${count}, in ${parent}`;
}
