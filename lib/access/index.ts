import {
  DeleteAccessTestFile,
  GetAccessTestFile,
  ListAccessTestFiles,
  PutAccessTestFile,
  SuggestAccessTests,
} from './access-tests/file-operations';
import { ListBrokenTests, RunAccessTests } from './access-tests/operations';
import { GetActionDescriptions, GetCatalog, ListServicePrincipals } from './catalog/operations';
import { ListIdentityCenterChanges } from './changes/identity-center-changes';
import {
  GetAccessChange,
  GetChangesReach,
  ListAccessChanges,
  ListEffectivePolicyChanges,
  ListPeopleAccessChanges,
  ListPolicyChanges,
} from './changes/operations';
import { ComparePrincipals, CompareService } from './compare/operations';
import { GetActionPermission, GetEffectivePermissions, GetServicePermissions } from './effective/operations';
import { GetOwnAccess } from './effective/own-access';
import { ListUnavailableActions } from './effective/unavailable-actions';
import { ListEscalationPaths, ListPolicyTakeovers } from './escalation/operations';
import { GetAccessGraph } from './graph/operations';
import { ListActionsChanged, ListCallsDeniedByChange, PreviewGuardrailChange } from './guardrail-preview/operations';
import { GetLockout } from './lockout/operations';
import { ListOldCredentials, PlanUserMigration } from './migration/operations';
import { ExplainAccess, GetSubject } from './operations';
import { GetPermissionSetAccess, ListPermissionSetAccess } from './permission-set-access/operations';
import { PreviewPermissionSet, PreviewPermissionSetInAccount } from './permission-set-preview/operations';
import { GetPersonSessions } from './person-sessions/operations';
import { GeneratePolicy } from './policy-generation/operations';
import { PreviewPolicyChange } from './policy-preview/operations';
import { SummarizePolicy, SummarizePolicyService } from './policy-summary/operations';
import { GetResourceGrants, ListReachedResources } from './resource-access/operations';
import { GetAccountSecuritySteps } from './security-steps/operations';
import { SimulateAccess } from './simulate/operations';
import { GetReach, ListSubjects, SuggestActions } from './subjects';
import { AskOwnCall, SuggestResources, TryCall } from './try-it/operations';
import { WhatCan, WhoCan } from './who-can/operations';

/** The console's questions about access. They need AWS's permission to simulate, except questions about the caller. */
export const accessOperations = {
  ListSubjects,
  GetReach,
  SuggestActions,
  GetSubject,
  ExplainAccess,
  GetEffectivePermissions,
  GetOwnAccess,
  GetPersonSessions,
  GetAccountSecuritySteps,
  ListUnavailableActions,
  GetServicePermissions,
  GetActionPermission,
  ComparePrincipals,
  CompareService,
  ListAccessChanges,
  GetAccessChange,
  ListPolicyChanges,
  ListEffectivePolicyChanges,
  ListIdentityCenterChanges,
  ListPeopleAccessChanges,
  GetChangesReach,
  GetCatalog,
  GetActionDescriptions,
  ListServicePrincipals,
  PreviewGuardrailChange,
  ListActionsChanged,
  ListCallsDeniedByChange,
  GeneratePolicy,
  PreviewPolicyChange,
  ListPermissionSetAccess,
  GetPermissionSetAccess,
  PreviewPermissionSet,
  PreviewPermissionSetInAccount,
  SummarizePolicy,
  SummarizePolicyService,
  SimulateAccess,
  WhoCan,
  WhatCan,
  ListReachedResources,
  GetResourceGrants,
  ListEscalationPaths,
  ListPolicyTakeovers,
  GetAccessGraph,
  RunAccessTests,
  ListBrokenTests,
  ListAccessTestFiles,
  GetAccessTestFile,
  PutAccessTestFile,
  DeleteAccessTestFile,
  SuggestAccessTests,
  GetLockout,
  PlanUserMigration,
  ListOldCredentials,
  TryCall,
  AskOwnCall,
  SuggestResources,
};

export { accessTestsSchema } from './access-tests/format';
export { type AuthorizationApi, openAuthorizationApi, type VerifySigned } from './authorization-api/authorization-api';
export { MOST_BODY_BYTES } from './authorization-api/limits';
export { authorizationApiDescription } from './authorization-api/openapi';
