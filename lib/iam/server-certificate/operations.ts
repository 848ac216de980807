import type { ServerCertificate } from '@aws-sdk/client-iam';
import { iamArn } from '../../core/arns';
import { noSuchEntity } from '../../core/errors';
import { defineOperation } from '../../core/operation';
import { iamPageOf } from '../paging';
import { GetServerCertificateInput, ListServerCertificatesInput } from './schema';

/** There are none: there is no operation to upload them. */
export const ListServerCertificates = defineOperation({
  service: 'iam',
  name: 'ListServerCertificates',
  access: 'List',
  input: ListServerCertificatesInput,
  checks: () => [{ action: 'iam:ListServerCertificates', resource: '*' }],
  run: async (input, { accountId }) => {
    const list = `ListServerCertificates:${accountId}:${input.PathPrefix ?? '/'}`;
    const { items: ServerCertificateMetadataList, ...page } = iamPageOf(list, [], input, String);
    return { ServerCertificateMetadataList, ...page };
  },
});

/** While a certificate does not exist, AWS asks with the path `/`. */
export const GetServerCertificate = defineOperation({
  service: 'iam',
  name: 'GetServerCertificate',
  access: 'Read',
  input: GetServerCertificateInput,
  checks: ({ ServerCertificateName }, { partition, accountId }) => [
    {
      action: 'iam:GetServerCertificate',
      resource: iamArn(partition, accountId, 'server-certificate', '/', ServerCertificateName),
    },
  ],
  run: async ({ ServerCertificateName }): Promise<{ ServerCertificate: ServerCertificate }> => {
    throw noSuchEntity(`The Server Certificate with name ${ServerCertificateName} cannot be found.`);
  },
});
