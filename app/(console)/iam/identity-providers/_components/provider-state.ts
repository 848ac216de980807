import type { StatusKind } from '@/components/ui/status';
import type { ProviderOverview } from '../queries';

/** Whether a provider can vouch for anybody now, and how its state looks. */
export const PROVIDER_STATES = {
  Ready: 'success',
  'No keys yet': 'warning',
  'No audience yet': 'warning',
  'Metadata expired': 'error',
  Unknown: 'inactive',
} as const satisfies Record<string, StatusKind>;

export function providerState({ Type, HasKeys, ClientIds, ValidUntil }: ProviderOverview): keyof typeof PROVIDER_STATES {
  if (Type === 'SAML') return ValidUntil !== undefined && new Date(ValidUntil) <= new Date() ? 'Metadata expired' : 'Ready';
  if (typeof HasKeys !== 'boolean') return 'Unknown';
  if (!HasKeys) return 'No keys yet';
  return ClientIds?.length === 0 ? 'No audience yet' : 'Ready';
}
