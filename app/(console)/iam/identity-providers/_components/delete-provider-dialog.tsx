'use client';

import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useRead } from '@/components/console/kit/use-read';
import { Skeleton } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { deleteProvider } from '../actions';
import { type TrustingRole, trustingRolesQuery } from '../queries';

/** So many are named; a longer list would hide what is to be typed. */
const NAMED = 20;

type DeleteProviderDialogProps = { arn: string; name: string; onClose: () => void; goTo?: string };

export function DeleteProviderDialog({ arn, name, onClose, goTo }: DeleteProviderDialogProps) {
  const roles = useRead(trustingRolesQuery(arn));
  return (
    <ConfirmDialog
      title={`Delete identity provider ${name}?`}
      typeToConfirm="delete"
      action={deleteProvider}
      input={arn}
      success={`Identity provider ${name} was deleted.`}
      goTo={goTo}
      onClose={onClose}
    >
      {roles.pending ? <Skeleton className="h-10" /> : <WhatStops roles={roles.data?.Roles} />}
      <p>Sessions that have begun go on until they end.</p>
    </ConfirmDialog>
  );
}

function WhatStops({ roles }: { roles: readonly TrustingRole[] | undefined }) {
  if (!roles) return <p>You may not list roles. Those that trust it stay as they are, and nobody can assume them through it.</p>;
  if (roles.length === 0) return <p>No role of this account trusts it.</p>;
  const more = roles.length - NAMED;
  return (
    <>
      <p>
        {roles.length === 1 ? 'One role trusts' : `${roles.length} roles trust`} it.{' '}
        {roles.length === 1 ? 'It stays' : 'They stay'} as {roles.length === 1 ? 'it is' : 'they are'}, and nobody can assume{' '}
        {roles.length === 1 ? 'it' : 'them'} through this provider any more:
      </p>
      <ul className="list-disc space-y-0.5 pl-5">
        {roles.slice(0, NAMED).map(({ RoleName = '' }) => (
          <li key={RoleName} className="break-all">
            <TextLink href={paths.role(RoleName, 'trust')}>{RoleName}</TextLink>
          </li>
        ))}
        {more > 0 ? <li>and {more.toLocaleString('en')} more</li> : null}
      </ul>
    </>
  );
}
