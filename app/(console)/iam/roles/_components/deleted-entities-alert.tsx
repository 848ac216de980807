import { DeletedPrincipal, useDeletedPrincipals } from '@/app/(console)/_client/deleted-principals';
import { Alert } from '@/components/ui/alert';

/** Renders a warning about IDs of deleted users and roles in a trust policy. A policy with them can't be saved. */
export function DeletedEntitiesAlert({ ids }: { ids: readonly string[] }) {
  const who = useDeletedPrincipals(ids);
  if (ids.length === 0) return null;
  const unique = [...new Set(ids)];
  return (
    <Alert
      kind="warning"
      title={
        unique.length === 1 ? 'The policy trusts an identity that was deleted' : 'The policy trusts identities that were deleted'
      }
    >
      {unique.map((id, index) => (
        <span key={id}>
          {index > 0 ? ', ' : null}
          <DeletedPrincipal id={id} was={who.get(id)} />
        </span>
      ))}{' '}
      {unique.length === 1 ? 'is the unique ID' : 'are the unique IDs'} that a trust policy keeps in place of the ARN of a user
      (AIDA…) or role (AROA…). A new user or role with the same name has a different ID and is not trusted. Remove{' '}
      {unique.length === 1 ? 'it' : 'them'} when you edit the policy. A policy with the ID of a deleted principal cannot be saved.
    </Alert>
  );
}
