'use client';

import { RefreshCw } from 'lucide-react';
import { useRead } from '@/components/console/kit/use-read';
import { ErrorBox } from '@/components/console/page/error-box';
import { Button } from '@/components/ui/button';
import { Combobox } from '@/components/ui/field/combobox';
import { Field } from '@/components/ui/field/field';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { identityProvidersQuery, type ProviderOverview } from '../../identity-providers/queries';

type ProviderFieldProps = {
  type: ProviderOverview['Type'];
  value: string | null;
  onChange: (arn: string | null) => void;
  error: string | null;
};

/** Renders a choice of identity providers. A new provider can be added without losing the wizard's values. */
export function ProviderField({ type, value, onChange, error }: ProviderFieldProps) {
  const read = useRead(identityProvidersQuery());
  const providers = (read.data?.Providers ?? []).filter((provider) => provider.Type === type);
  // A link can name a provider that can't be listed or belongs to another account.
  const unknown = value !== null && !providers.some(({ Arn }) => Arn === value) ? [{ Arn: value, Name: value }] : [];
  return (
    <div className="space-y-2">
      <Field
        label="Identity provider"
        error={error}
        hint={read.data && providers.length === 0 ? `This account has no ${type} provider yet. Add one first.` : null}
      >
        <Combobox
          value={value}
          onValueChange={onChange}
          placeholder="Choose a provider"
          options={[...providers, ...unknown].map(({ Arn, Name }) => ({ value: Arn, label: Name }))}
        />
      </Field>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <TextLink external href={paths.addIdentityProvider()}>
          Add provider
        </TextLink>
        <Button variant="link" onClick={read.refetch} loading={read.fetching}>
          {read.fetching ? null : <RefreshCw aria-hidden size={14} />}
          Refresh the list
        </Button>
      </div>
      {read.error ? <ErrorBox error={read.error} title="Could not load identity providers" onRetry={read.refetch} /> : null}
    </div>
  );
}
