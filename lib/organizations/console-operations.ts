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

/** The console's own operations for Organizations, which AWS has no operation for. They are not on the wire API. */
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
