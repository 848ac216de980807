import type { ApplicationProvider } from '@aws-sdk/client-sso-admin';
import type { Partition } from '../../core/call';

/**
 * The providers of customer managed applications, by the last part of their ARN. AWS has others for the applications of its own services,
 * which do not exist here. The name of the one for SAML 2.0 is not confirmed.
 */
export const PROVIDERS = {
  custom: {
    FederationProtocol: 'OAUTH',
    DisplayData: { DisplayName: 'Custom application', Description: 'A customer managed application that uses OAuth 2.0' },
  },
  'custom-saml': {
    FederationProtocol: 'SAML',
    DisplayData: { DisplayName: 'Custom SAML 2.0 application', Description: 'A customer managed application that uses SAML 2.0' },
  },
} as const satisfies Readonly<Record<string, Omit<ApplicationProvider, 'ApplicationProviderArn'>>>;

export type ProviderName = keyof typeof PROVIDERS;

/** @param name `*`: all of them */
export function providerArn(partition: Partition, name: string): string {
  return `arn:${partition}:sso::aws:applicationProvider/${name}`;
}

/** Returns the name in the ARN of a provider, or null if there is no such provider. */
export function providerOf(arn: string): ProviderName | null {
  const name = arn.slice(arn.indexOf('/') + 1);
  return Object.hasOwn(PROVIDERS, name) ? (name as ProviderName) : null;
}
