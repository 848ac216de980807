'use client';

import { actOn } from '@/components/console/kit/act';
import { columnsOf } from '@/components/console/kit/columns';
import { servedListPage } from '@/components/console/kit/list-page';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import { plural } from '@/lib/core/text/plural';
import { REVIEW_REASONS } from '@/lib/identity-center/assignment/limits';
import type { ListAssignmentReviews } from '@/lib/identity-center/assignment/review-operations';
import { UNUSED_DAYS } from '@/lib/identity-center/use/limits';
import { removeAssignmentsAct } from '../../_components/remove-assignments-act';
import { assignmentReviewsQuery } from '../../queries';

type Reviewed = Json<OutputOf<typeof ListAssignmentReviews>>['Rows'][number];
type Review = Reviewed['Reviews'][number];

const column = columnsOf<Reviewed>();

/** Renders the assignments that need a review, with the reasons. */
export const AccessReview = servedListPage(({ InstanceArn }: { InstanceArn: string }) => ({
  id: 'access-review',
  panel: 'review-',
  title: 'Needs review',
  one: 'assignment',
  many: 'assignments',
  description: `Administrators who sign in with a password alone, access that nobody has used for ${UNUSED_DAYS} days, and assignments without effect.`,
  query: assignmentReviewsQuery,
  rowId: ({ Id }) => Id,
  rowName: ({ AccountName, AccountId, PermissionSetName, PrincipalName, PrincipalId }) =>
    `${PrincipalName ?? PrincipalId}, ${PermissionSetName} in ${AccountName ?? AccountId}`,
  columns: [
    column.text('principal', 'User or group', ({ PrincipalName, PrincipalId }) => PrincipalName ?? PrincipalId, {
      rowHeader: true,
      shown: (name, { PrincipalType, PrincipalName, PrincipalId }) =>
        PrincipalName === null ? (
          name
        ) : (
          <TextLink href={PrincipalType === 'USER' ? paths.storeUser(PrincipalId) : paths.storeGroup(PrincipalId)}>
            {name}
          </TextLink>
        ),
      filter: true,
    }),
    column.text('reason', 'Reasons', ({ Reviews }) => Reviews.map(inWords).join('. '), {
      shown: (_, { Reviews }) => (
        <ul className="space-y-1">
          {Reviews.map((review) => (
            <li key={review.Reason}>
              <Status kind={review.Reason === 'ADMINISTRATOR_WITHOUT_MFA' ? 'error' : 'warning'}>{inWords(review)}</Status>
            </li>
          ))}
        </ul>
      ),
      filter: Object.values(REVIEW_REASONS),
    }),
    column.text('account', 'Account', ({ AccountName, AccountId }) => AccountName ?? AccountId, {
      shown: (name, { AccountId }) => <TextLink href={paths.account(AccountId)}>{name}</TextLink>,
      filter: true,
    }),
    column.text('permissionSet', 'Permission set', ({ PermissionSetName }) => PermissionSetName, {
      shown: (name, { PermissionSetId }) => <TextLink href={paths.permissionSet(PermissionSetId)}>{name}</TextLink>,
      filter: true,
    }),
    column.time('created', 'Assigned', ({ CreatedDate }) => CreatedDate),
    column.time('lastUsed', 'Role last used', ({ LastUsed }) => LastUsed && (LastUsed.Date ?? undefined), { none: 'Never' }),
  ],
  bulk: [actOn((assignments: readonly Reviewed[]) => ({ InstanceArn, assignments }), removeAssignmentsAct)],
  empty: { title: 'Nothing to review', description: 'No assignment is unused, without effect, or an administrator without MFA.' },
}));

/** Returns a reason with its people or groups. */
function inWords({ Reason, Names, Count }: Review): string {
  const more = Count > Names.length ? ` and ${plural(Count - Names.length, 'other')}` : '';
  const named = Names.length > 0 ? `: ${Names.join(', ')}${more}` : '';
  return `${REVIEW_REASONS[Reason]}${named}`;
}
