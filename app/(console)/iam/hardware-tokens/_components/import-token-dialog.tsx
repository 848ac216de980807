'use client';

import { useState } from 'react';
import { fieldProblem } from '@/components/console/form/field-problem';
import { FormDialog } from '@/components/console/form/form-dialog';
import { missingProblem, TextField } from '@/components/console/form/text-field';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { RadioGroup } from '@/components/ui/field/radio-group';
import { TokenSerialNumber } from '@/lib/iam/mfa/schema';
import { importHardwareToken } from '../actions';

const FORMATS = [
  { value: 'hex', label: 'Hexadecimal', description: '0 to 9 and A to F, as most vendors write it.' },
  { value: 'base32', label: 'Base32', description: 'A to Z and 2 to 7, as authenticator apps take it.' },
] as const;

/** Renders a dialog that imports a token's serial number and seed. */
export function ImportTokenDialog({ onClose }: { onClose: () => void }) {
  const [SeedFormat, setFormat] = useState<'hex' | 'base32'>('hex');
  const { form, submission } = useOperationForm(importHardwareToken, {
    defaultValues: { serial: '', seed: '' },
    fields: { SerialNumber: 'serial', Seed: 'seed' },
    toInput: ({ serial, seed }) => ({ SerialNumber: serial, Seed: seed, SeedFormat }),
    success: ({ SerialNumber }) => ({ text: `Hardware token ${SerialNumber} was imported. It can be assigned now.` }),
    onSuccess: onClose,
  });
  return (
    <FormDialog
      title="Import hardware token"
      description="A TOTP token with six digits, 30 seconds and SHA-1. Its vendor hands over the seed."
      submitLabel="Import"
      {...submission}
      onClose={onClose}
    >
      <TextField
        form={form}
        name="serial"
        label="Serial number"
        hint="As on the back of the token."
        problem={(text) => fieldProblem(TokenSerialNumber, text, 'Only letters, digits and + = : , . @ _ -')}
        mono
      />
      <RadioGroup label="Format of the seed" value={SeedFormat} onValueChange={setFormat} options={FORMATS} columns={2} />
      <TextField
        form={form}
        name="seed"
        label="Seed"
        type="password"
        hint="Stored encrypted, and never shown again."
        problem={missingProblem}
        mono
      />
    </FormDialog>
  );
}
