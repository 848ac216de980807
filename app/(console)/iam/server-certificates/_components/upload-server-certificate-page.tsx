'use client';

import { DocumentField } from '@/components/console/form/document-field';
import { fieldProblem } from '@/components/console/form/field-problem';
import { FormPage } from '@/components/console/form/form-page';
import { NO_TAGS } from '@/components/console/form/tag-rules';
import { TagsField } from '@/components/console/form/tags-field';
import { TextField } from '@/components/console/form/text-field';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import { UploadServerCertificateInput } from '@/lib/iam/server-certificate/schema';
import { uploadServerCertificate } from '../actions';
import { CertificatesHelp } from './certificates-help';

const EMPTY = { name: '', path: '/', body: '', privateKey: '', chain: '', tags: NO_TAGS };

const { shape } = UploadServerCertificateInput;

export function UploadServerCertificatePage() {
  const { form, submission } = useOperationForm(uploadServerCertificate, {
    defaultValues: EMPTY,
    fields: {
      ServerCertificateName: 'name',
      Path: 'path',
      CertificateBody: 'body',
      PrivateKey: 'privateKey',
      CertificateChain: 'chain',
    },
    toInput: ({ name, path, body, privateKey, chain, tags }) => ({
      ServerCertificateName: name,
      Path: path,
      CertificateBody: body,
      PrivateKey: privateKey,
      CertificateChain: chain.trim() === '' ? undefined : chain,
      Tags: tags.length > 0 ? tags : undefined,
    }),
    success: ({ ServerCertificateName }) => ({ text: `Server certificate ${ServerCertificateName} was uploaded.` }),
    goTo: ({ ServerCertificateName }) => paths.serverCertificate(ServerCertificateName),
  });
  return (
    <>
      <FormPage
        title="Upload server certificate"
        crumb="Upload certificate"
        breadcrumbs={[{ label: 'Server certificates', href: paths.serverCertificates }]}
        submitLabel="Upload certificate"
        cancelHref={paths.serverCertificates}
        {...submission}
      >
        <Panel title="Name">
          <div className="space-y-5">
            <TextField
              form={form}
              name="name"
              label="Certificate name"
              hint="Up to 128 letters, digits and + = , . @ _ -"
              problem={(text) => fieldProblem(shape.ServerCertificateName, text)}
            />
            <TextField
              form={form}
              name="path"
              label="Path"
              hint="Begins and ends with /. For a distribution of CloudFront it begins with /cloudfront/."
              problem={(text) => (shape.Path.safeParse(text).success ? undefined : 'Must begin and end with /.')}
              mono
            />
          </div>
        </Panel>
        <Panel title="Certificate" description="All in PEM, as text between BEGIN and END.">
          <div className="space-y-5">
            <DocumentField
              form={form}
              name="body"
              label="Certificate body"
              description="The certificate of the site itself, which must not have expired."
              accept=".pem,.crt,.cer"
              placeholder="-----BEGIN CERTIFICATE-----"
            />
            <DocumentField
              form={form}
              name="privateKey"
              label="Private key"
              description="The key that belongs to it, without a password. It is stored encrypted and never shown."
              accept=".pem,.key"
              placeholder="-----BEGIN PRIVATE KEY-----"
            />
            <DocumentField
              form={form}
              name="chain"
              label="Certificate chain"
              description="Who signed it, and who signed those: each certificate after the one that it signed."
              optional
              accept=".pem,.crt,.cer"
              placeholder="-----BEGIN CERTIFICATE-----"
              rows={5}
            />
          </div>
        </Panel>
        <Panel title="Tags" description="Optional. Keys and values to find, group and control access to the certificate.">
          <TagsField form={form} name="tags" />
        </Panel>
      </FormPage>
      <CertificatesHelp />
    </>
  );
}
