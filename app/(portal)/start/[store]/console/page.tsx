import type { Metadata } from 'next';
import { requirePerson } from '@/lib/console/portal/portal-session';
import { portalTitle, shownPerson } from '@/lib/console/portal/read-portal';
import { OpenConsole } from '../_components/open-console';
import { PortalFrame } from '../_components/portal-frame';

export const metadata: Metadata = { title: 'Open the console' };

type ConsolePageProps = {
  params: Promise<{ store: string }>;
  searchParams: Promise<{ account_id?: string; role_name?: string; destination?: string }>;
};

const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** Opens the console as the role of a permission set. People can share the address, as AWS's shortcut links. */
export default async function OpenConsolePage({ params, searchParams }: ConsolePageProps) {
  const { store } = await params;
  const query = await searchParams;
  const person = await requirePerson(store);
  return (
    <PortalFrame title={await portalTitle(person.instance)} person={shownPerson(person)}>
      <OpenConsole
        page={{ store, session: person.session.id }}
        accountId={text(query.account_id)}
        permissionSet={text(query.role_name)}
        destination={text(query.destination)}
      />
    </PortalFrame>
  );
}
