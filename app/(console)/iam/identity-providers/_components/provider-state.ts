import type { StatusKind } from '@/components/ui/status';
import type { ProviderOverview } from '../queries';

/** The states of a provider with their looks. Only a ready provider can authenticate users. */
export const PROVIDER_STATES = {
  Ready: 'success',
  'No keys yet': 'warning',
  'No audience yet': 'warning',
  'Metadata expired': 'error',
  Unknown: 'inactive',
} as const satisfies Record<string, StatusKind>;

export type ProviderState = keyof typeof PROVIDER_STATES;

/** Returns the state of a provider. @param now the time by the account's clock, in milliseconds */
export function providerState({ Type, HasKeys, ClientIds, ValidUntil }: ProviderOverview, now: number): ProviderState {
  if (Type === 'SAML') return ValidUntil !== undefined && Date.parse(ValidUntil) <= now ? 'Metadata expired' : 'Ready';
  if (typeof HasKeys !== 'boolean') return 'Unknown';
  if (!HasKeys) return 'No keys yet';
  return ClientIds?.length === 0 ? 'No audience yet' : 'Ready';
}
