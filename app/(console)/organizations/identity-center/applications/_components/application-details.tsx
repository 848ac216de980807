'use client';

import { type Act, actOn, confirmation } from '@/components/console/kit/act';
import { columnsOf } from '@/components/console/kit/columns';
import { detailsPage, type Shown } from '@/components/console/kit/details-page';
import { servedListPage } from '@/components/console/kit/list-page';
import { CopyArn } from '@/components/console/page/copy-text';
import { Time } from '@/components/console/page/time';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import { plural } from '@/lib/core/text/plural';
import type { ApplicationAssignmentOverview, GetApplicationDetails } from '@/lib/identity-center/application/console-operations';
import { GatedPage } from '../../_components/in-identity-center';
import { SsoTags } from '../../_components/sso-tags';
import type { AssignedApplication } from '../../_components/subjects';
import { applicationAssignmentsQuery, applicationQuery } from '../../queries';
import { inStore } from '../../store-queries';
import { removeFromApplication } from '../actions';
import { assignAct, deleteAct, disableAct, editAct, enableAct, openToAllAct, requireAssignmentsAct } from './application-acts';

type Assignment = Json<ApplicationAssignmentOverview>;
type ApplicationData = Json<OutputOf<typeof GetApplicationDetails>>;

/** Lets an act wait until the application is read. */
function onRead<Subject>(of: (data: ApplicationData) => Subject, act: Act<Subject>): Act<Shown<ApplicationData>> {
  const absent = { ApplicationArn: '', Name: '', enabled: true, required: true } as Subject;
  return {
    ...actOn(({ read }: Shown<ApplicationData>) => (read.data ? of(read.data) : absent), act),
    why: ({ read }) => (read.data ? undefined : 'The application could not be read'),
  };
}

const at = ({ Application, AssignmentRequired }: ApplicationData) => ({
  ApplicationArn: Application.ApplicationArn,
  Name: Application.Name,
  enabled: Application.Status === 'ENABLED',
  required: AssignmentRequired,
  ...(Application.Description !== undefined && { Description: Application.Description }),
  ...(urlOf(Application) !== undefined && { ApplicationUrl: urlOf(Application) }),
});

function urlOf({ PortalOptions }: ApplicationData['Application']): string | undefined {
  return PortalOptions.SignInOptions?.ApplicationUrl;
}

const column = columnsOf<Assignment>();

const Assignments = servedListPage(({ of }: { of: AssignedApplication & { id: string } }) => ({
  id: 'application-assignments',
  panel: 'assignments-',
  title: 'Assigned users and groups',
  one: 'assignment',
  many: 'assignments',
  query: (input) => applicationAssignmentsQuery({ ...input, ApplicationId: of.id }),
  rowId: ({ Id }) => Id,
  rowName: ({ PrincipalName, PrincipalId }) => PrincipalName ?? PrincipalId,
  columns: [
    column.text('principal', 'User or group', ({ PrincipalName, PrincipalId }) => PrincipalName ?? PrincipalId, {
      rowHeader: true,
      filter: true,
      shown: (name, { PrincipalName, PrincipalType, PrincipalId }) =>
        PrincipalName === null ? (
          <Status kind="warning">Deleted: {PrincipalId}</Status>
        ) : (
          <TextLink href={PrincipalType === 'USER' ? paths.storeUser(PrincipalId) : paths.storeGroup(PrincipalId)}>
            {name}
          </TextLink>
        ),
    }),
    column.text('type', 'Type', ({ PrincipalType }) => (PrincipalType === 'USER' ? 'User' : 'Group'), {
      filter: ['User', 'Group'],
    }),
    column.time('created', 'Assigned', ({ CreatedDate }) => CreatedDate),
  ],
  bulk: [
    {
      label: 'Remove access',
      look: 'danger' as const,
      takes: 'sso:DeleteApplicationAssignment',
      opens: confirmation((rows: readonly Assignment[]) => ({
        title: `Remove ${plural(rows.length, 'assignment')} from ${of.Name}?`,
        confirmLabel: 'Remove access',
        action: removeFromApplication,
        input: {
          ApplicationArn: of.ApplicationArn,
          principals: rows.map(({ PrincipalType, PrincipalId }) => ({ PrincipalType, PrincipalId })),
        },
        success: `${plural(rows.length, 'assignment was', 'assignments were')} removed.`,
        text: <p>The access portal no longer shows the application to people who have it only through these assignments.</p>,
      })),
    },
  ],
  create: actOn(() => of, assignAct),
  empty: { title: 'Nobody is assigned', description: 'Assign the users and groups who should have this application.' },
}));

const Details = detailsPage({
  list: { label: 'Applications', href: paths.applications },
  one: 'application',
  titleOf: ({ Application }: ApplicationData) => Application.Name,
  nameOf: (id) => inStore(id).id,
  read: (id) => applicationQuery(inStore(id).id),
  gone: ['ResourceNotFoundException'],
  acts: [
    onRead(at, deleteAct),
    onRead(at, disableAct),
    onRead(at, enableAct),
    onRead(at, openToAllAct),
    onRead(at, requireAssignmentsAct),
    onRead(at, editAct),
  ],
  facts: ({ fact }) => [
    { label: 'ARN', value: fact(({ Application: { ApplicationArn } }) => <CopyArn arn={ApplicationArn} />) },
    { label: 'Type', value: fact(({ Type }) => Type) },
    {
      label: 'Status',
      value: fact(({ Application: { Status: status } }) =>
        status === 'ENABLED' ? <Status kind="success">Enabled</Status> : <Status kind="inactive">Disabled</Status>,
      ),
    },
    {
      label: 'Assignment method',
      value: fact(({ AssignmentRequired }) => (AssignmentRequired ? 'Require assignments' : 'Do not require assignments')),
    },
    {
      label: 'Visibility in the access portal',
      value: fact(({ Application: { PortalOptions } }) => (PortalOptions.Visibility === 'ENABLED' ? 'Visible' : 'Not visible')),
    },
    { label: 'Application URL', value: fact(({ Application }) => urlOf(Application)) },
    { label: 'Description', value: fact(({ Application: { Description } }) => Description) },
    { label: 'Owner account', value: fact(({ Application: { ApplicationAccount } }) => ApplicationAccount) },
    { label: 'Created', value: fact(({ Application: { CreatedDate } }) => <Time value={CreatedDate} format="absolute" />) },
  ],
  tabs: [
    {
      id: 'users',
      label: 'Users and groups',
      what: 'the users and groups of this application',
      content: ({ Application: { ApplicationArn, Name } }, { id }) => (
        <Assignments of={{ ...inStore(id), ApplicationArn, Name }} />
      ),
    },
    {
      id: 'tags',
      label: 'Tags',
      what: 'the tags of this application',
      content: ({ Application: { ApplicationArn } }) => <SsoTags arn={ApplicationArn} noun="application" />,
    },
  ],
});

/** Renders the page of one application. */
export function ApplicationPage({ id }: { id: string }) {
  return <GatedPage title="Application">{({ IdentityStoreId }) => <Details id={`${IdentityStoreId}/${id}`} />}</GatedPage>;
}
