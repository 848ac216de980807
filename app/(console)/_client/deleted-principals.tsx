'use client';

import { useQuery } from '@tanstack/react-query';
import { Time } from '@/components/console/page/time';
import { MOST_IDS } from '@/lib/iam/deleted-principal/limits';
import { deletedPrincipalsQuery } from './deleted-principals-query';

type Was = { Id: string; Type: 'user' | 'role'; Name: string; DeletedAt: string };

/** Returns the former names of the account's deleted principals by unique ID. Requires permission to list users and roles. */
export function useDeletedPrincipals(ids: readonly string[]): ReadonlyMap<string, Was> {
  const asked = [...new Set(ids)].slice(0, MOST_IDS);
  const { data } = useQuery({ ...deletedPrincipalsQuery(asked), enabled: asked.length > 0 });
  const found = data?.ok ? data.data.Principals : [];
  return new Map(found.map((was) => [was.Id, was]));
}

/** The unique ID of a deleted user or role, with its former name. */
export function DeletedPrincipal({ id, was }: { id: string; was: Was | undefined }) {
  return (
    <span>
      <code className="break-all font-mono text-sm">{id}</code>
      {was ? (
        <>
          {' '}
          (was {was.Type} <span className="break-all">{was.Name}</span>, deleted <Time value={was.DeletedAt} format="absolute" />)
        </>
      ) : null}
    </span>
  );
}
