import { ReadNewAccountList } from './account/list-operations';
import { ReopenAccount } from './account/reopen-operations';
import { GetNodeEffectivePolicy, ListAccountsSharingEffectivePolicy } from './effective-policy/node-operations';
import { PreviewDeclarativeChange } from './effective-policy/preview-operations';
import { ListReceivedInvitationOverviews, ListSentInvitationOverviews } from './handshake/overview';
import {
  GetOrganizationDiagram,
  ListAdministratorServices,
  ListInvalidEffectivePolicies,
  ListPolicyAttachments,
} from './overview/diagram';
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
  GetNodeEffectivePolicy,
  GetOrganizationDiagram,
  GetOrganizationNode,
  GetOrganizationPolicyVersion,
  GetPolicyTypeFacts,
  GetTreeBranch,
  ListAccountOverviews,
  ListAccountsSharingEffectivePolicy,
  ListAdministratorServices,
  ListChildOverviews,
  ListIntegratedServices,
  ListInvalidEffectivePolicies,
  ListOrganizationPolicyVersions,
  ListPoliciesOfTargets,
  ListPolicyAttachments,
  ListPolicyOverviews,
  ListReceivedInvitationOverviews,
  ListSentInvitationOverviews,
  ListTargetOverviews,
  PreviewDeclarativeChange,
  ReadNewAccountList,
  ReopenAccount,
};
