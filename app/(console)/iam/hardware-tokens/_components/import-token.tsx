'use client';

import { fieldProblem } from '@/components/console/form/field-problem';
import { missingProblem } from '@/components/console/form/text-field';
import { formDialog } from '@/components/console/kit/form-dialog';
import { TokenSerialNumber } from '@/lib/iam/mfa/schema';
import { importHardwareToken } from '../actions';

type Token = { serial: string; seed: string; format: 'hex' | 'base32' };

const FORMATS = [
  { value: 'hex', label: 'Hexadecimal', description: '0 to 9 and A to F, the format of most vendors.' },
  { value: 'base32', label: 'Base32', description: 'A to Z and 2 to 7, the format of authenticator apps.' },
] as const;

/** Imports the serial number and the seed of a token. */
export const ImportToken = formDialog({
  title: 'Import hardware token',
  description: 'A TOTP token with six digits, 30 seconds and SHA-1. You get the seed from the vendor.',
  submitLabel: 'Import',
  action: importHardwareToken,
  start: (_: null): Token => ({ serial: '', seed: '', format: 'hex' }),
  members: { SerialNumber: 'serial', Seed: 'seed' },
  toInput: ({ serial, seed, format }) => ({ SerialNumber: serial, Seed: seed, SeedFormat: format }),
  done: ({ SerialNumber }) => ({ text: `Hardware token ${SerialNumber} was imported. You can now assign it.` }),
  fields: [
    {
      as: 'text',
      name: 'serial',
      label: 'Serial number',
      hint: 'As on the back of the token.',
      problem: (text) => fieldProblem(TokenSerialNumber, text, 'Only letters, digits and + = : , . @ _ -'),
      mono: true,
    },
    { as: 'radio', name: 'format', label: 'Format of the seed', options: FORMATS },
    {
      as: 'text',
      name: 'seed',
      label: 'Seed',
      type: 'password',
      hint: 'Stored encrypted and never shown again.',
      problem: missingProblem,
      mono: true,
    },
  ],
});
