'use client';

import { useState } from 'react';
import { FormDialog } from '@/components/console/form/form-dialog';
import { useOperation } from '@/components/console/kit/use-operation';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { RadioGroup } from '@/components/ui/field/radio-group';
import { paths } from '@/lib/console/paths';
import { createAnalyzer } from '../actions';
import { TYPE_WORDS } from './words';

type AnalyzerType = 'ACCOUNT' | 'ORGANIZATION' | 'ACCOUNT_UNUSED_ACCESS' | 'ORGANIZATION_UNUSED_ACCESS';
const TYPES: readonly AnalyzerType[] = ['ACCOUNT', 'ACCOUNT_UNUSED_ACCESS', 'ORGANIZATION', 'ORGANIZATION_UNUSED_ACCESS'];
const OPTIONS = TYPES.map((value) => ({ value, label: TYPE_WORDS[value] }));

/** Creates an analyzer. */
export function CreateAnalyzerDialog({ onClose }: { onClose: () => void }) {
  const [analyzerName, setName] = useState('');
  const [type, setType] = useState<AnalyzerType>('ACCOUNT');
  const [days, setDays] = useState('90');
  const operation = useOperation(createAnalyzer, {
    handlesError: () => true,
    success: () => ({ text: `The analyzer ${analyzerName} was created.` }),
    goTo: () => paths.analyzer(analyzerName),
    onSuccess: onClose,
  });
  const isUnused = type.endsWith('UNUSED_ACCESS');
  const unusedAccessAge = Number(days);
  const isAge = Number.isInteger(unusedAccessAge) && unusedAccessAge >= 1 && unusedAccessAge <= 365;
  return (
    <FormDialog
      title="Create analyzer"
      submitLabel="Create analyzer"
      pending={operation.running}
      error={operation.error}
      dirty={analyzerName !== ''}
      disabledReason={analyzerName === '' ? 'Enter a name' : isUnused && !isAge ? 'Enter a number of days' : undefined}
      onSubmit={() =>
        void operation.run({ analyzerName, type, ...(isUnused && { configuration: { unusedAccess: { unusedAccessAge } } }) })
      }
      onClose={onClose}
    >
      <div className="space-y-4">
        <Field label="Name" hint="Letters, digits, underscores, periods and hyphens. Must start with a letter.">
          <Input value={analyzerName} onChange={(event) => setName(event.target.value.trim())} />
        </Field>
        <RadioGroup label="Finds" options={OPTIONS} value={type} onValueChange={setType} />
        {isUnused ? (
          <Field label="Unused for (days)" hint="1 to 365. Permissions are evaluated as far back as the event history goes.">
            <Input inputMode="numeric" value={days} onChange={(event) => setDays(event.target.value)} />
          </Field>
        ) : null}
      </div>
    </FormDialog>
  );
}
