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

/** Reads of the console that AWS has no operation for. Not on the wire API. */
export const organizationsConsoleOperations = {
  FindOrganizationNodes,
  GetAccountQuota,
  GetOrganizationNode,
  GetPolicyTypeFacts,
  GetTreeBranch,
  ListAccountOverviews,
  ListChildOverviews,
  ListIntegratedServices,
  ListPoliciesOfTargets,
  ListPolicyOverviews,
  ListReceivedInvitationOverviews,
  ListSentInvitationOverviews,
  ListTargetOverviews,
};
