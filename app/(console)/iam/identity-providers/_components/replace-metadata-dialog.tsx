'use client';

import { DocumentField } from '@/components/console/form/document-field';
import { FormDialog } from '@/components/console/form/form-dialog';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { updateSamlProvider } from '../actions';
import { METADATA_HINT, metadataProblem } from './saml-fields';

/** Asks for a document that takes the place of a provider's metadata. */
export function ReplaceMetadataDialog({ arn, onClose }: { arn: string; onClose: () => void }) {
  const { form, submission } = useOperationForm(updateSamlProvider, {
    defaultValues: { metadata: '' },
    fields: { SAMLMetadataDocument: 'metadata' },
    toInput: ({ metadata }) => ({ SAMLProviderArn: arn, SAMLMetadataDocument: metadata }),
    success: () => ({ text: 'The metadata was replaced.' }),
    onSuccess: onClose,
  });
  return (
    <FormDialog
      title="Replace the metadata"
      description="When the directory has a new certificate: a document with both lets assertions signed with either in meanwhile."
      submitLabel="Replace metadata"
      size="lg"
      {...submission}
      onClose={onClose}
    >
      <DocumentField
        form={form}
        name="metadata"
        label="Metadata document"
        description={METADATA_HINT}
        accept=".xml,text/xml,application/xml,application/samlmetadata+xml"
        placeholder="<md:EntityDescriptor …"
        rows={9}
        problem={metadataProblem}
      />
    </FormDialog>
  );
}
