'use client';

import { type UseFormReturn, useWatch } from 'react-hook-form';
import { DocumentField } from '@/components/console/form/document-field';
import { fieldProblem } from '@/components/console/form/field-problem';
import { ExpandableSection } from '@/components/ui/expandable-section';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Panel } from '@/components/ui/panel';
import { RadioGroup } from '@/components/ui/radio-group';
import { CreateSAMLProviderInput } from '@/lib/iam/saml-provider/schema';
import { useLatch } from './use-latch';

export type SamlForm = { name: string; metadata: string; encryption: 'Allowed' | 'Required'; privateKey: string };
export const NEW_SAML: SamlForm = { name: '', metadata: '', encryption: 'Allowed', privateKey: '' };

export const METADATA_HINT =
  'The directory publishes it as a file, often called FederationMetadata.xml. It holds its name and the certificates that sign assertions.';
export const PRIVATE_KEY_HINT = 'RSA, in PEM format, without a password. It is stored encrypted and never shown.';

/** For react-hook-form: true, or what is wrong. */
export function metadataProblem(text: string): true | string {
  return fieldProblem(CreateSAMLProviderInput.shape.SAMLMetadataDocument, text) ?? true;
}

export function SamlFields({ form }: { form: UseFormReturn<SamlForm> }) {
  const { errors } = form.formState;
  const [encryption, privateKey] = useWatch({ control: form.control, name: ['encryption', 'privateKey'] });
  const encrypting = useLatch(encryption === 'Required' || privateKey !== '' || errors.privateKey !== undefined);
  const put = (name: 'metadata' | 'privateKey') => (text: string) =>
    form.setValue(name, text, { shouldDirty: true, shouldValidate: true });
  return (
    <Panel title="Provider details">
      <div className="space-y-5">
        <Field
          label="Provider name"
          hint="Up to 128 letters, digits and . _ - It becomes part of the ARN and cannot be changed."
          error={errors.name?.message}
        >
          <Input
            {...form.register('name', {
              validate: (text) =>
                fieldProblem(CreateSAMLProviderInput.shape.Name, text, 'Only letters, digits and . _ -') ?? true,
            })}
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
        <DocumentField
          label="Metadata document"
          description={METADATA_HINT}
          accept=".xml,text/xml,application/xml,application/samlmetadata+xml"
          placeholder="<md:EntityDescriptor …"
          field={form.register('metadata', { validate: metadataProblem })}
          onText={put('metadata')}
          error={errors.metadata?.message}
        />
        <ExpandableSection
          title="Encryption of assertions"
          description="Optional. Hides what the directory says of somebody from whoever carries the assertion here."
          defaultOpen={encrypting}
        >
          <div className="space-y-5 pt-3">
            <RadioGroup
              label="Encrypted assertions"
              value={encryption}
              onValueChange={(mode) => form.setValue('encryption', mode, { shouldDirty: true })}
              options={[
                { value: 'Allowed', label: 'Allowed', description: 'Assertions may be encrypted or not.' },
                { value: 'Required', label: 'Required', description: 'Others are refused. Needs a private key.' },
              ]}
            />
            <DocumentField
              label="Private key"
              description="What opens the assertions. The directory gets the certificate that belongs to it."
              hint={PRIVATE_KEY_HINT}
              optional={encryption === 'Allowed'}
              accept=".pem,.key"
              placeholder="-----BEGIN PRIVATE KEY-----"
              rows={4}
              field={form.register('privateKey')}
              onText={put('privateKey')}
              error={errors.privateKey?.message}
            />
          </div>
        </ExpandableSection>
      </div>
    </Panel>
  );
}
