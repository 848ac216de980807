import type { TrustedTokenIssuerMetadata } from '@aws-sdk/client-sso-admin';
import { notFound } from '../errors';
import { instanceOperation } from '../operation';
import { pageStart } from '../paging';
import { DescribeTrustedTokenIssuerInput, ListTrustedTokenIssuersInput } from './schema';

// No instance has a trusted token issuer, because no application exchanges tokens here.

export const ListTrustedTokenIssuers = instanceOperation({
  name: 'ListTrustedTokenIssuers',
  access: 'List',
  callers: 'administrator',
  ofAccountInstances: true,
  input: ListTrustedTokenIssuersInput,
  run: async (input, { instance }) => {
    pageStart(`ListTrustedTokenIssuers:${instance.id}`, input);
    return { TrustedTokenIssuers: [] as TrustedTokenIssuerMetadata[] };
  },
});

export const DescribeTrustedTokenIssuer = instanceOperation({
  name: 'DescribeTrustedTokenIssuer',
  access: 'Read',
  callers: 'administrator',
  ofAccountInstances: true,
  input: DescribeTrustedTokenIssuerInput,
  arnOf: ({ TrustedTokenIssuerArn }) => TrustedTokenIssuerArn,
  run: ({ TrustedTokenIssuerArn }): Promise<object> =>
    Promise.reject(notFound(`Could not find the trusted token issuer with the ARN ${TrustedTokenIssuerArn}`)),
});
