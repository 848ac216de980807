'use client';

import dynamic from 'next/dynamic';
import { type Act, actOn } from '@/components/console/kit/act';
import { detailsPage, type Shown } from '@/components/console/kit/details-page';
import { CopyArn } from '@/components/console/page/copy-text';
import { Time } from '@/components/console/page/time';
import { paths } from '@/lib/console/paths';
import { durationText } from '@/lib/identity-center/permission-set/limits';
import { AssignmentsOf } from '../../_components/assignments-of';
import { GatedPage } from '../../_components/in-identity-center';
import { SsoTags } from '../../_components/sso-tags';
import type { PermissionSetData } from '../../_components/subjects';
import { permissionSetQuery } from '../../queries';
import { deleteAct, editAct, provisionAct } from './permission-set-acts';

const PoliciesTab = dynamic(() => import('./permission-set-policies').then((module) => module.PermissionSetPolicies));

const EffectiveTab = dynamic(() => import('./permission-set-access').then((module) => module.PermissionSetAccess));

type ShownSet = Shown<PermissionSetData>;

/** Lets an act wait until the permission set is read. */
function onRead<Subject>(of: (data: PermissionSetData) => Subject, act: Act<Subject>): Act<ShownSet> {
  const absent = { InstanceArn: '', PermissionSetArn: '', Name: '' } as Subject;
  return {
    ...actOn(({ read }: ShownSet) => (read.data ? of(read.data) : absent), act),
    why: ({ read }) => (read.data ? undefined : 'The permission set could not be read'),
  };
}

const at = ({ InstanceArn, PermissionSet }: PermissionSetData) => ({ InstanceArn, ...PermissionSet });

const Details = detailsPage({
  list: { label: 'Permission sets', href: paths.permissionSets },
  one: 'permission set',
  titleOf: ({ PermissionSet: { Name } }) => Name,
  read: permissionSetQuery,
  gone: ['ResourceNotFoundException'],
  acts: [onRead(at, deleteAct), onRead(at, editAct), onRead(at, provisionAct)],
  facts: ({ fact }) => [
    { label: 'ARN', value: fact(({ PermissionSet: { PermissionSetArn } }) => <CopyArn arn={PermissionSetArn} />) },
    { label: 'Session duration', value: fact(({ PermissionSet: { SessionDuration } }) => durationText(SessionDuration)) },
    { label: 'Description', value: fact(({ PermissionSet: { Description } }) => Description) },
    { label: 'Relay state', value: fact(({ PermissionSet: { RelayState } }) => RelayState) },
    { label: 'Created', value: fact(({ PermissionSet: { CreatedDate } }) => <Time value={CreatedDate} format="absolute" />) },
  ],
  tabs: [
    {
      id: 'permissions',
      label: 'Permissions',
      what: 'the policies of this permission set',
      content: (data, { id }) => <PoliciesTab id={id} data={data} />,
    },
    {
      id: 'accounts',
      label: 'AWS accounts',
      shows: ({ id }) => <AssignmentsOf of={{ PermissionSetId: id }} title="Assignments of this permission set" />,
    },
    {
      id: 'effective',
      label: 'Effective access',
      shows: ({ id }) => <EffectiveTab id={id} />,
    },
    {
      id: 'tags',
      label: 'Tags',
      what: 'the tags of this permission set',
      content: ({ PermissionSet }) => <SsoTags arn={PermissionSet.PermissionSetArn} noun="permission set" />,
    },
  ],
});

/** Renders the page of one permission set. */
export function PermissionSetPage({ id }: { id: string }) {
  return <GatedPage title="Permission set">{() => <Details id={id} />}</GatedPage>;
}
