'use client';

import { actOn } from '@/components/console/kit/act';
import { columnsOf } from '@/components/console/kit/columns';
import { servedListPage } from '@/components/console/kit/list-page';
import { Status } from '@/components/ui/status';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { ApplicationOverview } from '@/lib/identity-center/application/console-operations';
import { GatedPage, IDENTITY_CENTER } from '../../_components/in-identity-center';
import { applicationsQuery } from '../../queries';
import { deleteAct, disableAct, enableAct } from './application-acts';

type Application = Json<ApplicationOverview>;

const column = columnsOf<Application>();
const at = ({ ApplicationArn, Name, Status: status }: Application) => ({
  ApplicationArn,
  Name,
  enabled: status === 'Enabled',
});

const List = servedListPage(() => ({
  id: 'identity-center-applications',
  title: 'Applications',
  one: 'application',
  many: 'applications',
  breadcrumbs: [IDENTITY_CENTER],
  description: 'Add the applications that people open from the access portal, and assign users and groups to them.',
  query: applicationsQuery,
  rowId: ({ Id }) => Id,
  rowName: ({ Name }) => Name,
  columns: [
    column.name(
      'name',
      'Display name',
      ({ Name }) => Name,
      ({ Id }) => paths.application(Id),
    ),
    column.text('type', 'Type', ({ Type }) => Type, { filter: ['OAuth 2.0', 'SAML 2.0'] }),
    column.status(
      'status',
      'Status',
      ({ Status: status }) => status,
      { Enabled: 'success', Disabled: 'inactive' },
      { filter: ['Enabled', 'Disabled'] },
    ),
    column.count('assigned', 'Assigned', ({ Assigned }) => Assigned, {
      shown: (count, { AssignmentRequired }) =>
        AssignmentRequired === false ? <Status kind="info">All users</Status> : count.toLocaleString('en'),
      align: 'end',
      width: 120,
    }),
    column.text('url', 'Application URL', ({ ApplicationUrl }) => ApplicationUrl ?? undefined, { filter: true, fills: true }),
    column.text('description', 'Description', ({ Description }) => Description ?? undefined, { filter: true, hidden: true }),
    column.text('account', 'Owner account', ({ ApplicationAccount }) => ApplicationAccount, { filter: true, mono: true }),
    column.time('created', 'Created', ({ CreatedDate }) => CreatedDate),
  ],
  acts: [actOn(at, enableAct), actOn(at, disableAct), actOn(at, deleteAct)],
  create: {
    label: 'Add application',
    look: 'primary',
    takes: ['sso:CreateApplication'],
    href: () => paths.createApplication,
  },
  empty: {
    title: 'No applications',
    description:
      'Add an application that uses OAuth 2.0 or SAML 2.0. People who are assigned to it find it in the access portal.',
  },
}));

/** Renders the list of applications. */
export function ApplicationsPage() {
  return <GatedPage title="Applications">{() => <List />}</GatedPage>;
}
