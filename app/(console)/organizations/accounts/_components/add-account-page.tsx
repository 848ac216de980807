'use client';

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { RadioGroup } from '@/components/ui/field/radio-group';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { AccountQuota } from './account-quota';
import { CreateAccountForm } from './create-account-form';
import { CreationStatus } from './creation-status';
import { InviteAccountForm } from './invite-account-form';

const WAYS = ['create', 'invite'] as const;

/** Renders the page that creates an account or invites an existing one. */
export function AddAccountPage() {
  const [url, setUrl] = useQueryStates({ way: parseAsStringLiteral(WAYS).withDefault('create'), request: parseAsString });
  if (url.request) return <CreationStatus requestId={url.request} onAnother={() => void setUrl({ request: null })} />;
  const ways = (
    <>
      <RadioGroup
        label="How to add it"
        hideLabel
        tiles
        columns={2}
        value={url.way}
        onValueChange={(way) => void setUrl({ way })}
        options={[
          {
            value: 'create',
            label: 'Create an AWS account',
            description: 'Creates an empty account in the root, with a role for administration from this account.',
          },
          {
            value: 'invite',
            label: 'Invite an existing AWS account',
            description: 'Its administrator accepts or declines the invitation. Nothing changes until then.',
          },
        ]}
      />
      <AccountQuota />
      <p className="text-sm">
        To create many accounts at once, <TextLink href={paths.createAccountsFromList}>create accounts from a list</TextLink>.
      </p>
    </>
  );
  return url.way === 'create' ? (
    <CreateAccountForm ways={ways} onRequested={(request) => void setUrl({ request }, { history: 'push' })} />
  ) : (
    <InviteAccountForm ways={ways} />
  );
}
