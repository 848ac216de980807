'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useMissing } from '@/components/console/kit/use-missing';
import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { Time } from '@/components/console/page/time';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import type { MenuEntry } from '@/components/ui/menu';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { ServiceOverview } from '@/lib/organizations/overview/services';
import { OutsideOrganization } from '../../_components/outside-organization';
import { callerQuery, organizationQuery, servicesQuery } from '../../queries';
import type { ServiceQuestion } from './service-dialogs';

// Dialogs are loaded when they are opened.
const ServiceDialog = dynamic(() => import('./service-dialogs').then((module) => module.ServiceDialog));

type Service = Json<ServiceOverview>;

const COLUMNS: readonly ColumnDefinition<Service>[] = [
  { id: 'name', header: 'Service', value: ({ Name }) => Name },
  {
    id: 'access',
    header: 'Trusted access',
    value: accessOf,
    cell: (service) => <Status kind={service.EnabledSince === null ? 'stopped' : 'success'}>{accessOf(service)}</Status>,
  },
  {
    id: 'since',
    header: 'Since',
    value: ({ EnabledSince }) => EnabledSince,
    cell: ({ EnabledSince }) => <Time value={EnabledSince} />,
  },
  {
    id: 'administrators',
    header: 'Delegated administrators',
    value: ({ AdministratorCount }) => AdministratorCount,
    cell: (service) => <Administrators service={service} />,
  },
  { id: 'principal', header: 'Service principal', value: ({ ServicePrincipal }) => ServicePrincipal, mono: true },
];

const FILTERS: readonly TableFilterProperty<Service>[] = [
  { key: 'name', label: 'Service', value: ({ Name }) => Name },
  { key: 'access', label: 'Trusted access', value: accessOf },
  { key: 'principal', label: 'Service principal', value: ({ ServicePrincipal }) => ServicePrincipal },
];

function accessOf({ EnabledSince }: Service): string {
  return EnabledSince === null ? 'Disabled' : 'Enabled';
}

function Administrators({ service }: { service: Service }) {
  if (!service.Delegable) return <span className="text-ink-3">Not supported</span>;
  const { Administrators: shown, AdministratorCount: count } = service;
  if (count === 0) return <span className="text-ink-3">None</span>;
  return (
    <span className="flex flex-wrap gap-x-2">
      {shown.map(({ Id, Name }) => (
        <TextLink key={Id} href={paths.account(Id)}>
          {Name}
        </TextLink>
      ))}
      {count > shown.length ? ` and ${(count - shown.length).toLocaleString('en')} more` : null}
    </span>
  );
}

const HEADER = {
  title: 'Services',
  description:
    'A service with trusted access can work in every account of the organization. A delegated administrator is a member account that administers a service.',
};

/** Renders the AWS services that work with organizations, their trusted access and delegated administrators. */
export function ServicesPage() {
  const read = useRead(servicesQuery());
  const organization = useRead(organizationQuery());
  const caller = useRead(callerQuery()).data;
  const managing = organization.data !== undefined && organization.data.Organization.MasterAccountId === caller?.Account;
  const [question, setQuestion] = useState<ServiceQuestion | null>(null);
  const missing = useMissing();
  if (organization.error) {
    return (
      <>
        <PageHeader {...HEADER} />
        <OutsideOrganization>{null}</OutsideOrganization>
      </>
    );
  }
  return (
    <>
      <ResourceTable
        {...HEADER}
        id="organization-services"
        noun="services"
        columns={COLUMNS}
        filterProperties={FILTERS}
        defaultSort={{ column: 'access', descending: true }}
        rows={read.data?.Services}
        read={read}
        rowId={({ ServicePrincipal }) => ServicePrincipal}
        rowName={({ Name }) => Name}
        selection={managing ? 'single' : 'none'}
        actions={managing ? ([service]) => serviceMenu(service, setQuestion, missing) : undefined}
        empty={{ title: 'No services', description: 'No AWS services work with organizations.' }}
      />
      <ServiceDialog question={question} onClose={() => setQuestion(null)} />
    </>
  );
}

/** Returns the menu of a service. Disabled entries have a reason. */
function serviceMenu(
  service: Service | undefined,
  ask: (question: ServiceQuestion) => void,
  missing: ReturnType<typeof useMissing>,
): MenuEntry[] {
  const none = service ? null : 'Select a service';
  const enabled = service ? service.EnabledSince !== null : false;
  const entry = (kind: 'enable' | 'disable' | 'register', label: string, reason: string | null): MenuEntry => ({
    label,
    disabledReason: none ?? reason,
    onSelect: () => {
      if (service) ask({ kind, service });
    },
  });
  return [
    entry(
      'enable',
      'Enable trusted access…',
      enabled ? 'It is enabled' : (missing('organizations:EnableAWSServiceAccess') ?? null),
    ),
    entry(
      'disable',
      'Disable trusted access…',
      enabled ? (missing('organizations:DisableAWSServiceAccess') ?? null) : 'It is not enabled',
    ),
    { type: 'separator' },
    entry(
      'register',
      'Register an administrator…',
      service?.Delegable === false
        ? 'No member account can administer it'
        : enabled
          ? (missing('organizations:RegisterDelegatedAdministrator') ?? null)
          : 'Enable trusted access first',
    ),
    ...(service?.Administrators ?? []).map(
      (account): MenuEntry => ({
        label: `Deregister ${account.Name}…`,
        disabledReason: missing('organizations:DeregisterDelegatedAdministrator'),
        onSelect: () => {
          if (service) ask({ kind: 'deregister', service, account });
        },
      }),
    ),
  ];
}
