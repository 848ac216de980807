import type { Metadata } from 'next';
import { Alert } from '@/components/ui/alert';
import { requirePerson } from '@/lib/console/portal/portal-session';
import { askedAuthorization, portalTitle, shownPerson } from '@/lib/console/portal/read-portal';
import { AuthorizeForm } from '../_components/authorize-form';
import { PortalFrame } from '../_components/portal-frame';

export const metadata: Metadata = { title: 'Authorize a program' };

type AuthorizePageProps = {
  params: Promise<{ store: string }>;
  searchParams: Promise<Record<string, string | readonly string[] | undefined>>;
};

/** Answers a program that sent the browser here to sign its person in. */
export default async function AuthorizePage({ params, searchParams }: AuthorizePageProps) {
  const { store } = await params;
  const query = new URLSearchParams(
    Object.entries(await searchParams).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  ).toString();
  const person = await requirePerson(store);
  const asked = await askedAuthorization(store, query);
  return (
    <PortalFrame title={await portalTitle(person.instance)} person={shownPerson(person)}>
      {typeof asked === 'string' ? (
        <>
          <h1 className="font-semibold text-xl">The request cannot be answered</h1>
          <Alert kind="error" className="mt-4">
            {asked}
          </Alert>
        </>
      ) : (
        <AuthorizeForm page={{ store, session: person.session.id }} query={query} program={asked.client.name} />
      )}
    </PortalFrame>
  );
}
