import type { Metadata } from 'next';
import { apiPort } from '@/lib/console/addresses';
import { requirePerson } from '@/lib/console/portal/portal-session';
import { portalTitle, readAccounts, readMfa, readSignIns, shownPerson } from '@/lib/console/portal/read-portal';
import { PortalFrame } from './_components/portal-frame';
import { PortalHome } from './_components/portal-home';

export const metadata: Metadata = { title: 'Accounts' };

/** The accounts and permission sets of the signed-in person. */
export default async function PortalPage({ params }: { params: Promise<{ store: string }> }) {
  const { store } = await params;
  const person = await requirePerson(store);
  return (
    <PortalFrame title={await portalTitle(person.instance)} person={shownPerson(person)} wide current="accounts">
      <PortalHome
        page={{ store, session: person.session.id }}
        accounts={await readAccounts(person)}
        signIns={await readSignIns(person)}
        mfa={await readMfa(person)}
        region={person.instance.region}
        apiPort={apiPort()}
      />
    </PortalFrame>
  );
}
