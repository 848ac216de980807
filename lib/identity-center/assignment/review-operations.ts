import { type List, readListPage } from '../../core/list/list';
import { ListInput, type ListPage } from '../../core/list/schema';
import { defineOperation, type Scope } from '../../core/operation';
import { keysOf } from '../../core/text/lists';
import { giveWay } from '../../core/work/bulk';
import type { InstanceRow } from '../instance/rows';
import { accessChecks, findOwnInstance, ownInstanceCheck, requireOwnInstance } from '../own-instance';
import { REVIEW_REASONS } from './limits';
import { type AssignmentOverview, type AssignmentParts, assignmentList, type NamedAssignment, toOverview } from './overview';
import { type Review, reviewer } from './review';

/** An assignment that an administrator should review, with the reasons. The gravest comes first. */
export type ReviewedAssignment = AssignmentOverview & { Reviews: Review[] };

type Reviewed = NamedAssignment & { reviews: Review[] };

/**
 * Lists the assignments that need a review: unused ones, those of deleted or disabled principals and empty groups, administrators without
 * MFA, and direct assignments beside a group. AWS has no such call. It needs the permissions to list all assignments, users, groups and MFA
 * devices, and to read permission sets and their accounts.
 */
export const ListAssignmentReviews = defineOperation({
  service: 'gatehouse',
  name: 'ListAssignmentReviews',
  access: 'List',
  input: ListInput,
  target: (_input, scope) => findOwnInstance(scope),
  checks: (_input, scope, instance) => [
    ...accessChecks(scope, instance, '*'),
    ownInstanceCheck('sso:ListAccountsForProvisionedPermissionSet', scope, instance),
    ownInstanceCheck('sso:DescribePermissionSet', scope, instance),
    { action: 'sso-directory:ListMfaDevicesForUser', resource: '*' },
  ],
  run: async (asked, scope, found): Promise<ListPage<ReviewedAssignment>> => {
    const { Rows, ...page } = await readListPage(scope, reviewList(requireOwnInstance(found)), asked);
    return { ...page, Rows: Rows.map(({ row, parts }) => ({ ...toOverview(scope, { row, parts }), Reviews: row.reviews })) };
  },
});

const GRAVEST_FIRST: readonly (string | undefined)[] = keysOf(REVIEW_REASONS);

function reviewList(instance: InstanceRow): List<Reviewed, AssignmentParts> {
  const all = assignmentList(instance, {});
  return {
    ...all,
    rows: (scope) => reviewedRows(scope, instance, all),
    sort: 'reason',
    fields: {
      ...all.fields,
      reason: {
        sort: ({ reviews }) => String(GRAVEST_FIRST.indexOf(reviews[0]?.Reason)),
        filter: ({ reviews }) => reviews.map(({ Reason }) => REVIEW_REASONS[Reason]),
      },
    },
  };
}

async function* reviewedRows(scope: Scope, instance: InstanceRow, all: List<NamedAssignment, AssignmentParts>) {
  const reviewsOf = await reviewer(scope, instance);
  for await (const rows of all.rows(scope)) {
    const reviewed: Reviewed[] = [];
    for (const row of rows) {
      const reviews = reviewsOf(row, row.principal);
      if (reviews.length > 0) reviewed.push({ ...row, reviews });
      const turn = giveWay();
      if (turn) await turn;
    }
    yield reviewed;
  }
}
