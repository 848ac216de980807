'use client';

import { useRead } from '@/components/console/kit/use-read';
import { CredentialPanel } from './_components/credential-panel';
import { CREDENTIAL_SERVICES } from './_components/services';
import { serviceSpecificCredentialsQuery } from './queries';

/** Renders a user's service-specific credentials, with a panel for each service. */
export function ServiceSpecificCredentialsPanels({ userName }: { userName: string }) {
  const credentials = useRead(serviceSpecificCredentialsQuery(userName));
  return (
    <>
      {CREDENTIAL_SERVICES.map((service) => (
        <CredentialPanel key={service.name} service={service} userName={userName} credentials={credentials} />
      ))}
    </>
  );
}
