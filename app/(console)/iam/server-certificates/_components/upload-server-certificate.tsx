'use client';

import { fieldProblem } from '@/components/console/form/field-problem';
import { NO_TAGS } from '@/components/console/form/tag-rules';
import { formPage } from '@/components/console/kit/form-page';
import { paths } from '@/lib/console/paths';
import { UploadServerCertificateInput } from '@/lib/iam/server-certificate/schema';
import { uploadServerCertificate } from '../actions';
import { CertificatesHelp } from './certificates-help';

const { shape } = UploadServerCertificateInput;
const PEM = { accept: '.pem,.crt,.cer', placeholder: '-----BEGIN CERTIFICATE-----' };

/** The page that uploads a server certificate. */
export const UploadServerCertificate = formPage({
  title: 'Upload server certificate',
  crumb: 'Upload certificate',
  list: { label: 'Server certificates', href: paths.serverCertificates },
  submitLabel: 'Upload certificate',
  action: uploadServerCertificate,
  start: () => ({ name: '', path: '/', body: '', privateKey: '', chain: '', tags: NO_TAGS }),
  members: {
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
  done: ({ ServerCertificateName }) => ({ text: `Server certificate ${ServerCertificateName} was uploaded.` }),
  goTo: ({ ServerCertificateName }) => paths.serverCertificate(ServerCertificateName),
  panels: [
    {
      title: 'Name',
      fields: [
        {
          as: 'text',
          name: 'name',
          label: 'Certificate name',
          hint: 'Up to 128 letters, digits and + = , . @ _ -',
          problem: (text) => fieldProblem(shape.ServerCertificateName, text),
        },
        {
          as: 'text',
          name: 'path',
          label: 'Path',
          hint: 'Must begin and end with /. For a CloudFront distribution, it must begin with /cloudfront/.',
          problem: (text) => (shape.Path.safeParse(text).success ? undefined : 'Must begin and end with /.'),
          mono: true,
        },
      ],
    },
    {
      title: 'Certificate',
      description: 'All in PEM format, including the BEGIN and END lines.',
      fields: [
        {
          as: 'document',
          name: 'body',
          label: 'Certificate body',
          description: 'The certificate of the site. It must not be expired.',
          ...PEM,
        },
        {
          as: 'document',
          name: 'privateKey',
          label: 'Private key',
          description: 'The private key of this certificate, without a password. Stored encrypted and never shown.',
          accept: '.pem,.key',
          placeholder: '-----BEGIN PRIVATE KEY-----',
        },
        {
          as: 'document',
          name: 'chain',
          label: 'Certificate chain',
          description: 'The certificates of the issuers, each after the one that it signed.',
          optional: true,
          rows: 5,
          ...PEM,
        },
      ],
    },
    {
      title: 'Tags',
      description: 'Optional. Keys and values to find, group and control access to the certificate.',
      fields: [{ as: 'tags', name: 'tags' }],
    },
  ],
  Help: CertificatesHelp,
});
