import { ReadNewAccountList } from './account/list-operations';
import { ReopenAccount } from './account/reopen-operations';
import { ListReceivedInvitationOverviews, ListSentInvitationOverviews } from './handshake/overview';
import {
  FindOrganizationNodes,
  GetAccountQuota,
  GetOrganizationNode,
  GetTreeBranch,
  ListAccountOverviews,
  ListChildOverviews,
  ListTargetOverviews,
} from './overview/operations';
import { GetPolicyTypeFacts, ListPoliciesOfTargets, ListPolicyOverviews } from './overview/policies';
import { ListIntegratedServices } from './overview/services';
import { GetOrganizationPolicyVersion, ListOrganizationPolicyVersions } from './policy/version-operations';

/** What the console does that AWS has no operation for. Not on the wire API. */
export const organizationsConsoleOperations = {
  FindOrganizationNodes,
  GetAccountQuota,
  GetOrganizationNode,
  GetOrganizationPolicyVersion,
  GetPolicyTypeFacts,
  GetTreeBranch,
  ListAccountOverviews,
  ListChildOverviews,
  ListIntegratedServices,
  ListOrganizationPolicyVersions,
  ListPoliciesOfTargets,
  ListPolicyOverviews,
  ListReceivedInvitationOverviews,
  ListSentInvitationOverviews,
  ListTargetOverviews,
  ReadNewAccountList,
  ReopenAccount,
};
