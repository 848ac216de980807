'use client';

import { type UseFormReturn, useWatch } from 'react-hook-form';
import { DocumentField } from '@/components/console/form/document-field';
import { fieldProblem } from '@/components/console/form/field-problem';
import type { Tag } from '@/components/console/form/tag-rules';
import { TextField } from '@/components/console/form/text-field';
import { ExpandableSection } from '@/components/ui/expandable-section';
import { RadioGroup } from '@/components/ui/field/radio-group';
import { Panel } from '@/components/ui/panel';
import { CreateSAMLProviderInput } from '@/lib/iam/saml-provider/schema';
import { useLatch } from './use-latch';

export type SamlForm = { name: string; metadata: string; encryption: 'Allowed' | 'Required'; privateKey: string; tags: Tag[] };
export const NEW_SAML: SamlForm = { name: '', metadata: '', encryption: 'Allowed', privateKey: '', tags: [] };

export const METADATA_HINT =
  'The directory publishes it as a file, often called FederationMetadata.xml. It contains the directory’s name and the certificates for assertions.';
export const PRIVATE_KEY_HINT = 'RSA, in PEM format, without a password. Stored encrypted and never shown.';

export function metadataProblem(text: string): string | undefined {
  return fieldProblem(CreateSAMLProviderInput.shape.SAMLMetadataDocument, text);
}

export function SamlFields({ form }: { form: UseFormReturn<SamlForm> }) {
  const { errors } = form.formState;
  const [encryption, privateKey] = useWatch({ control: form.control, name: ['encryption', 'privateKey'] });
  const encrypting = useLatch(encryption === 'Required' || privateKey !== '' || errors.privateKey !== undefined);
  return (
    <Panel title="Provider details">
      <div className="space-y-5">
        <TextField
          form={form}
          name="name"
          label="Provider name"
          hint="Up to 128 letters, digits and . _ -. The name is part of the ARN and cannot be changed."
          problem={(text) => fieldProblem(CreateSAMLProviderInput.shape.Name, text, 'Only letters, digits and . _ -')}
        />
        <DocumentField
          form={form}
          name="metadata"
          label="Metadata document"
          description={METADATA_HINT}
          accept=".xml,text/xml,application/xml,application/samlmetadata+xml"
          placeholder="<md:EntityDescriptor …"
          problem={metadataProblem}
        />
        <ExpandableSection
          title="Encryption of assertions"
          description="Optional. Encryption hides the content of assertions from the programs that transmit them."
          defaultOpen={encrypting}
        >
          <div className="space-y-5 pt-3">
            <RadioGroup
              label="Encrypted assertions"
              value={encryption}
              onValueChange={(mode) => form.setValue('encryption', mode, { shouldDirty: true })}
              options={[
                { value: 'Allowed', label: 'Allowed', description: 'Assertions can be encrypted or unencrypted.' },
                {
                  value: 'Required',
                  label: 'Required',
                  description: 'Unencrypted assertions are denied. Requires a private key.',
                },
              ]}
            />
            <DocumentField
              form={form}
              name="privateKey"
              label="Private key"
              description="The key that decrypts the assertions. The directory gets its certificate."
              hint={PRIVATE_KEY_HINT}
              optional={encryption === 'Allowed'}
              // The service reports a missing document.
              problem={() => undefined}
              accept=".pem,.key"
              placeholder="-----BEGIN PRIVATE KEY-----"
              rows={4}
            />
          </div>
        </ExpandableSection>
      </div>
    </Panel>
  );
}
