'use client';

import { credentialPanel } from './_components/credential-panel';
import { CREDENTIAL_SERVICES } from './_components/services';

const PANELS = CREDENTIAL_SERVICES.map((service) => ({ name: service.name, Panel: credentialPanel(service) }));

/** Renders a user's service-specific credentials, with a panel for each service. */
export function ServiceSpecificCredentialsPanels({ userName }: { userName: string }) {
  return PANELS.map(({ name, Panel }) => <Panel key={name} owner={userName} />);
}
