'use client';

import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useOperation } from '@/app/(console)/_client/use-operation';
import { DocumentField } from '@/components/console/form/document-field';
import { fieldOfMember } from '@/components/console/form/field-of-member';
import { fieldProblem } from '@/components/console/form/field-problem';
import { FormPage } from '@/components/console/form/form-page';
import { TagEditor } from '@/components/console/form/tag-editor';
import { checkTags, type Tag } from '@/components/console/form/tag-rules';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import { UploadServerCertificateInput } from '@/lib/iam/server-certificate/schema';
import { uploadServerCertificate } from '../actions';
import { CertificatesHelp } from './certificates-help';

const EMPTY = { name: '', path: '/', body: '', privateKey: '', chain: '' };

/** The fields by the member that each fills. */
const FIELDS = {
  ServerCertificateName: 'name',
  Path: 'path',
  CertificateBody: 'body',
  PrivateKey: 'privateKey',
  CertificateChain: 'chain',
} as const;

const { shape } = UploadServerCertificateInput;
const filled = (text: string) => text.trim() !== '' || 'Required.';

export function UploadServerCertificatePage() {
  const form = useForm({ defaultValues: EMPTY, mode: 'onTouched' });
  const [tags, setTags] = useState<Tag[]>([]);
  const [tagsTried, setTagsTried] = useState(false);
  const operation = useOperation(uploadServerCertificate, {
    success: ({ ServerCertificateName }) => ({ text: `Server certificate ${ServerCertificateName} was uploaded.` }),
    goTo: ({ ServerCertificateName }) => paths.serverCertificate(ServerCertificateName),
    handlesError: () => true,
  });
  const { errors, isDirty } = form.formState;
  const upload = form.handleSubmit(async ({ name, path, body, privateKey, chain }) => {
    const result = await operation.run({
      ServerCertificateName: name,
      Path: path,
      CertificateBody: body,
      PrivateKey: privateKey,
      CertificateChain: chain.trim() === '' ? undefined : chain,
      Tags: tags.length > 0 ? tags : undefined,
    });
    const field = result.ok ? undefined : fieldOfMember(FIELDS, result.error);
    if (!result.ok && field) form.setError(field, { message: result.error.message }, { shouldFocus: true });
  });
  const put = (field: 'body' | 'privateKey' | 'chain') => (text: string) =>
    form.setValue(field, text, { shouldDirty: true, shouldValidate: true });
  return (
    <>
      <FormPage
        title="Upload server certificate"
        crumb="Upload certificate"
        breadcrumbs={[{ label: 'Server certificates', href: paths.serverCertificates }]}
        submitLabel="Upload certificate"
        cancelHref={paths.serverCertificates}
        pending={operation.running}
        dirty={isDirty || tags.length > 0}
        error={fieldOfMember<string>(FIELDS, operation.error) ? null : operation.error}
        onSubmit={() => {
          setTagsTried(true);
          if (checkTags(tags).length === 0) void upload();
        }}
      >
        <Panel title="Name">
          <div className="space-y-5">
            <Field label="Certificate name" hint="Up to 128 letters, digits and + = , . @ _ -" error={errors.name?.message}>
              <Input
                {...form.register('name', { validate: (text) => fieldProblem(shape.ServerCertificateName, text) ?? true })}
                autoComplete="off"
                spellCheck={false}
              />
            </Field>
            <Field
              label="Path"
              hint="Begins and ends with /. For a distribution of CloudFront it begins with /cloudfront/."
              error={errors.path?.message}
            >
              <Input
                {...form.register('path', {
                  validate: (text) => shape.Path.safeParse(text).success || 'Must begin and end with /.',
                })}
                mono
                autoComplete="off"
                spellCheck={false}
              />
            </Field>
          </div>
        </Panel>
        <Panel title="Certificate" description="All in PEM, as text between BEGIN and END.">
          <div className="space-y-5">
            <DocumentField
              label="Certificate body"
              description="The certificate of the site itself, which must not have expired."
              accept=".pem,.crt,.cer"
              placeholder="-----BEGIN CERTIFICATE-----"
              field={form.register('body', { validate: filled })}
              onText={put('body')}
              error={errors.body?.message}
            />
            <DocumentField
              label="Private key"
              description="The key that belongs to it, without a password. It is stored encrypted and never shown."
              accept=".pem,.key"
              placeholder="-----BEGIN PRIVATE KEY-----"
              field={form.register('privateKey', { validate: filled })}
              onText={put('privateKey')}
              error={errors.privateKey?.message}
            />
            <DocumentField
              label="Certificate chain"
              description="Who signed it, and who signed those: each certificate after the one that it signed."
              optional
              accept=".pem,.crt,.cer"
              placeholder="-----BEGIN CERTIFICATE-----"
              rows={5}
              field={form.register('chain')}
              onText={put('chain')}
              error={errors.chain?.message}
            />
          </div>
        </Panel>
        <Panel title="Tags" description="Optional. Keys and values to find, group and control access to the certificate.">
          <TagEditor tags={tags} onTagsChange={setTags} showIssues={tagsTried} />
        </Panel>
      </FormPage>
      <CertificatesHelp />
    </>
  );
}
