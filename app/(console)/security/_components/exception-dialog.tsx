'use client';

import { useState } from 'react';
import { RadioGroup } from '@/components/ui/field/radio-group';
import { ExceptionForm } from './exception-form';
import type { Finding } from './finding-row';

/** Creates an exception for a finding, or for all findings of a check in the account. */
export function ExceptionDialog({ finding, onClose }: { finding: Finding; onClose: () => void }) {
  const [whole, setWhole] = useState<'finding' | 'check'>('finding');
  return (
    <ExceptionForm
      title="Create exception"
      description={finding.Title}
      submitLabel="Create exception"
      about={whole === 'finding' ? { FindingId: finding.FindingId } : { CheckId: finding.Check.CheckId }}
      critical={(whole === 'finding' ? finding : finding.Check).Severity === 'critical'}
      success={`The exception was created: ${finding.Title}.`}
      onClose={onClose}
    >
      <RadioGroup
        label="Scope"
        value={whole}
        onValueChange={setWhole}
        options={[
          { value: 'finding', label: 'This finding' },
          { value: 'check', label: 'All findings of this check in this account', description: finding.Check.Title },
        ]}
      />
    </ExceptionForm>
  );
}
