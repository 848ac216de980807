'use client';

import { type UseFormReturn, useController } from 'react-hook-form';
import { fieldProblem } from '@/components/console/form/field-problem';
import { formDialog } from '@/components/console/kit/form-dialog';
import { RadioGroup } from '@/components/ui/field/radio-group';
import { AddClientIDToOpenIDConnectProviderInput } from '@/lib/iam/oidc-provider/schema';
import { addAudience, putKeys, updateSamlProvider, updateThumbprints } from '../actions';
import { KEYS_HINT, THUMBPRINTS_HINT, thumbprintsIn } from './oidc-fields';
import { METADATA_HINT, metadataProblem, PRIVATE_KEY_HINT } from './saml-fields';

/** Adds an audience to the provider with that ARN. */
export const AddAudience = formDialog({
  title: 'Add audience',
  submitLabel: 'Add audience',
  action: addAudience,
  start: (_: string) => ({ audience: '' }),
  members: { ClientID: 'audience' },
  toInput: ({ audience }, arn) => ({ OpenIDConnectProviderArn: arn, ClientID: audience }),
  done: ({ ClientID }) => ({ text: `Audience ${ClientID} was added.` }),
  fields: [
    {
      as: 'text',
      name: 'audience',
      label: 'Audience',
      hint: 'The client ID that the issuer gave to an app, or another audience in its tokens.',
      problem: (text) => fieldProblem(AddClientIDToOpenIDConnectProviderInput.shape.ClientID, text),
      mono: true,
    },
  ],
});

/** Edits the thumbprints of a provider. */
export const EditThumbprints = formDialog({
  title: 'Edit thumbprints',
  submitLabel: 'Save changes',
  action: updateThumbprints,
  start: ({ thumbprints }: { arn: string; thumbprints: readonly string[] }) => ({ thumbprints: thumbprints.join('\n') }),
  members: { ThumbprintList: 'thumbprints' },
  toInput: ({ thumbprints }, { arn }) => ({ OpenIDConnectProviderArn: arn, ThumbprintList: thumbprintsIn(thumbprints) }),
  done: () => ({ text: 'The thumbprints were saved.' }),
  fields: [{ as: 'text', name: 'thumbprints', label: 'Thumbprints', hint: THUMBPRINTS_HINT, mono: true, rows: 5 }],
});

const KEY_SET = {
  as: 'document',
  name: 'keySet',
  label: 'Key set',
  description: KEYS_HINT,
  accept: '.json,application/json',
  placeholder: '{ "keys": [ … ] }',
  rows: 9,
} as const;

const PUT_KEYS = {
  size: 'lg',
  action: putKeys,
  start: (_: string) => ({ keySet: '' }),
  members: { KeySet: 'keySet' },
  toInput: ({ keySet }: { keySet: string }, arn: string) => ({ OpenIDConnectProviderArn: arn, KeySet: keySet }),
  fields: [KEY_SET],
} as const;

/** Uploads the first keys of the provider with that ARN. */
export const UploadKeys = formDialog({
  ...PUT_KEYS,
  title: 'Upload keys',
  description: 'The owner of a matching private key can sign in as any identity of the provider.',
  submitLabel: 'Upload keys',
  done: () => ({ text: 'The keys were stored.' }),
});

/** Replaces the keys of the provider with that ARN. */
export const ReplaceKeys = formDialog({
  ...PUT_KEYS,
  title: 'Replace the keys',
  description: 'The new set replaces the old one. Include old keys while tokens signed with them are still in use.',
  submitLabel: 'Replace keys',
  done: () => ({ text: 'The keys were replaced.' }),
});

/** Replaces the metadata of the SAML provider with that ARN. */
export const ReplaceMetadata = formDialog({
  title: 'Replace the metadata',
  description:
    'While the directory changes its certificate, use a document with both certificates to accept assertions signed with either.',
  submitLabel: 'Replace metadata',
  size: 'lg',
  action: updateSamlProvider,
  start: (_: string) => ({ metadata: '' }),
  members: { SAMLMetadataDocument: 'metadata' },
  toInput: ({ metadata }, arn) => ({ SAMLProviderArn: arn, SAMLMetadataDocument: metadata }),
  done: () => ({ text: 'The metadata was replaced.' }),
  fields: [
    {
      as: 'document',
      name: 'metadata',
      label: 'Metadata document',
      description: METADATA_HINT,
      accept: '.xml,text/xml,application/xml,application/samlmetadata+xml',
      placeholder: '<md:EntityDescriptor …',
      rows: 9,
      problem: metadataProblem,
    },
  ],
});

/** Adds a private key to the SAML provider with that ARN. */
export const AddPrivateKey = formDialog({
  title: 'Add private key',
  submitLabel: 'Add private key',
  action: updateSamlProvider,
  start: (_: string) => ({ privateKey: '' }),
  members: { AddPrivateKey: 'privateKey' },
  toInput: ({ privateKey }, arn) => ({ SAMLProviderArn: arn, AddPrivateKey: privateKey }),
  done: () => ({ text: 'The private key was added.' }),
  fields: [
    {
      as: 'document',
      name: 'privateKey',
      label: 'Private key',
      hint: PRIVATE_KEY_HINT,
      accept: '.pem,.key',
      placeholder: '-----BEGIN PRIVATE KEY-----',
    },
  ],
});

export type EncryptionMode = 'Allowed' | 'Required';
type ModeForm = { mode: EncryptionMode };

/** Sets whether assertions must be encrypted. */
export const EditEncryption = formDialog({
  title: 'Encrypted assertions',
  submitLabel: 'Save changes',
  edits: true,
  action: updateSamlProvider,
  start: ({ mode }: { arn: string; mode: EncryptionMode }): ModeForm => ({ mode }),
  // The service names this member when encryption is required and there is no key.
  members: { AddPrivateKey: 'mode' },
  toInput: ({ mode }, { arn }) => ({ SAMLProviderArn: arn, AssertionEncryptionMode: mode }),
  done: () => ({ text: 'The encryption of assertions was saved.' }),
  fields: [{ as: 'own', Field: ModeField }],
});

function ModeField({ form }: { form: UseFormReturn<ModeForm> }) {
  const { field, fieldState } = useController({ control: form.control, name: 'mode' });
  return (
    <RadioGroup
      label="Encrypted assertions"
      hideLabel
      value={field.value}
      onValueChange={field.onChange}
      error={fieldState.error?.message}
      options={[
        { value: 'Allowed', label: 'Allowed', description: 'Assertions can be encrypted or unencrypted.' },
        { value: 'Required', label: 'Required', description: 'Unencrypted assertions are denied. Requires a private key.' },
      ]}
    />
  );
}
