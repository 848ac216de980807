import type { EscalationMethod } from './steps';

/**
 * The distance that the test suite walks a method by calls. `whole`: until the caller is an administrator. `role`: until something runs with
 * an administrator's role, because no code runs here. `none`: not at all.
 */
export type Walked = 'whole' | 'role' | 'none';

/**
 * The reason why a method is not walked or not found. Gatehouse lacks the service or operation, AWS ended the service, the code is not the
 * caller's, or an identity pool is needed.
 */
export type NotWalked = 'service' | 'operation' | 'ended' | 'foreignCode' | 'identityPool';

/** A method of the public lists of privilege escalation in AWS. */
export type KnownMethod = {
  /** The id of pathfinding.cloud. For methods of other lists and our own ones: the name of the list and a word. */
  id: string;
  permissions: readonly string[];
  /** The numbers in Rhino Security Labs' list. */
  rhino: readonly number[];
  /** The PMapper module that finds it. */
  pmapper?: string;
  /** `self`: changes of own policies. `principal`: through another principal. `new`, `existing`: by a role that a service runs with. */
  kind: 'self' | 'principal' | 'new' | 'existing';
  /** For `new` and `existing`: the service that the role trusts. */
  service?: string;
  /** The access of the found path. `never`: no path is found. */
  found: 'always' | 'sometimes' | 'never';
  /** The steps of the found path. */
  steps: readonly EscalationMethod[];
  walked: Walked;
  reason?: NotWalked;
};

type More = Partial<Pick<KnownMethod, 'rhino' | 'pmapper' | 'found' | 'walked' | 'reason' | 'steps'>>;

function self(id: string, permissions: readonly string[], steps: readonly EscalationMethod[], more: More = {}): KnownMethod {
  return { id, permissions, rhino: [], kind: 'self', found: 'always', steps, walked: 'whole', ...more };
}

function principal(id: string, permissions: readonly string[], steps: readonly EscalationMethod[], more: More = {}): KnownMethod {
  return { id, permissions, rhino: [], kind: 'principal', found: 'always', steps, walked: 'whole', ...more };
}

/** Builds a method that creates something with a passed role. */
function made(id: string, service: string, actions: readonly string[], more: More = {}): KnownMethod {
  return {
    id,
    permissions: ['iam:PassRole', ...actions],
    rhino: [],
    kind: 'new',
    service: `${service}.amazonaws.com`,
    found: 'always',
    steps: ['passRole'],
    walked: 'none',
    ...(more.walked === undefined && { reason: 'service' as const }),
    ...more,
  };
}

/** Builds a method that uses something with a role. */
function existing(id: string, service: string, actions: readonly string[], more: More = {}): KnownMethod {
  return {
    id,
    permissions: actions,
    rhino: [],
    kind: 'existing',
    service: `${service}.amazonaws.com`,
    found: 'sometimes',
    steps: ['takeOver'],
    walked: 'none',
    ...(more.walked === undefined && { reason: 'service' as const }),
    ...more,
  };
}

const NOT_HERE: More = { walked: 'none', reason: 'operation' };
const TO_ROLE: More = { walked: 'role' };
const DEPENDS: More = { found: 'sometimes' };

/**
 * The public lists of privilege escalation in AWS, with the result of Gatehouse for each method. The test suite creates each state by
 * calls, finds the path and walks it as far as `walked` says, so that pages claim no more.
 *
 * Sources of ids and permissions: pathfinding.cloud (Datadog), "AWS IAM Privilege Escalation Methods" (Rhino Security Labs), PMapper's
 * modules (NCC Group).
 */
export const KNOWN_METHODS: readonly KnownMethod[] = [
  made('amplify-001', 'amplify', ['amplify:CreateApp', 'amplify:CreateBranch', 'amplify:StartJob']),
  made('apprunner-001', 'tasks.apprunner', ['apprunner:CreateService']),
  existing('apprunner-002', 'tasks.apprunner', ['apprunner:UpdateService']),
  made('batch-001', 'ecs-tasks', ['batch:RegisterJobDefinition', 'batch:SubmitJob']),
  existing('batch-002', 'ecs-tasks', ['batch:SubmitJob']),
  made('batch-003', 'ecs-tasks', [
    'batch:CreateComputeEnvironment',
    'batch:CreateJobQueue',
    'batch:RegisterJobDefinition',
    'batch:SubmitJob',
  ]),
  made('bedrock-001', 'bedrock-agentcore', [
    'bedrock-agentcore:CreateCodeInterpreter',
    'bedrock-agentcore:StartCodeInterpreterSession',
    'bedrock-agentcore:InvokeCodeInterpreter',
  ]),
  existing('bedrock-002', 'bedrock-agentcore', [
    'bedrock-agentcore:StartCodeInterpreterSession',
    'bedrock-agentcore:InvokeCodeInterpreter',
  ]),
  made('bedrock-003', 'bedrock-agentcore', [
    'bedrock-agentcore:CreateAgentRuntime',
    'bedrock-agentcore:CreateAgentRuntimeEndpoint',
    'bedrock-agentcore:CreateWorkloadIdentity',
    'bedrock-agentcore:InvokeAgentRuntimeCommand',
  ]),
  existing('bedrock-004', 'bedrock-agentcore', ['bedrock-agentcore:InvokeAgentRuntimeCommand']),
  made('bedrock-005', 'bedrock-agentcore', [
    'bedrock-agentcore:CreateHarness',
    'bedrock-agentcore:CreateAgentRuntime',
    'bedrock-agentcore:CreateAgentRuntimeEndpoint',
    'bedrock-agentcore:CreateWorkloadIdentity',
    'bedrock-agentcore:GetAgentRuntime',
    'bedrock-agentcore:GetHarness',
    'bedrock-agentcore:InvokeAgentRuntimeCommand',
  ]),
  made('bedrock-006', 'bedrock-agentcore', [
    'bedrock-agentcore:CreateBrowser',
    'bedrock-agentcore:StartBrowserSession',
    'bedrock-agentcore:ConnectBrowserAutomationStream',
  ]),
  existing('bedrock-007', 'bedrock-agentcore', [
    'bedrock-agentcore:StartBrowserSession',
    'bedrock-agentcore:ConnectBrowserAutomationStream',
  ]),
  made('braket-001', 'braket', ['braket:CreateJob']),
  made('cloudformation-001', 'cloudformation', ['cloudformation:CreateStack'], { rhino: [21], pmapper: 'cloudformation' }),
  existing('cloudformation-002', 'cloudformation', ['cloudformation:UpdateStack'], { pmapper: 'cloudformation' }),
  made('cloudformation-003', 'cloudformation', ['cloudformation:CreateStackSet', 'cloudformation:CreateStackInstances']),
  made('cloudformation-004', 'cloudformation', ['cloudformation:UpdateStackSet'], DEPENDS),
  existing('cloudformation-005', 'cloudformation', ['cloudformation:CreateChangeSet', 'cloudformation:ExecuteChangeSet'], {
    pmapper: 'cloudformation',
  }),
  made('codebuild-001', 'codebuild', ['codebuild:CreateProject', 'codebuild:StartBuild'], { pmapper: 'codebuild' }),
  existing('codebuild-002', 'codebuild', ['codebuild:StartBuild'], { pmapper: 'codebuild' }),
  existing('codebuild-003', 'codebuild', ['codebuild:StartBuildBatch'], { pmapper: 'codebuild' }),
  made('codebuild-004', 'codebuild', ['codebuild:CreateProject', 'codebuild:StartBuildBatch'], { pmapper: 'codebuild' }),
  existing('codedeploy-001', 'ec2', [
    'codedeploy:CreateDeployment',
    'codedeploy:RegisterApplicationRevision',
    'codedeploy:GetDeploymentConfig',
  ]),
  made('cognitoidentity-001', 'cognito-identity', ['cognito-identity:SetIdentityPoolRoles'], {
    found: 'never',
    steps: [],
    reason: 'identityPool',
  }),
  made(
    'datapipeline-001',
    'datapipeline',
    ['datapipeline:CreatePipeline', 'datapipeline:PutPipelineDefinition', 'datapipeline:ActivatePipeline'],
    { rhino: [22] },
  ),
  made('ec2-001', 'ec2', ['ec2:RunInstances'], { rhino: [3], pmapper: 'ec2', ...TO_ROLE }),
  existing('ec2-002', 'ec2', ['ec2:ModifyInstanceAttribute', 'ec2:StopInstances', 'ec2:StartInstances'], {
    found: 'always',
    ...NOT_HERE,
  }),
  existing('ec2-003', 'ec2', ['ec2-instance-connect:SendSSHPublicKey'], { found: 'always' }),
  made('ec2-004', 'ec2', ['ec2:RequestSpotInstances'], NOT_HERE),
  existing('ec2-005', 'ec2', ['ec2:CreateLaunchTemplateVersion', 'ec2:ModifyLaunchTemplate'], NOT_HERE),
  made('ecs-001', 'ecs-tasks', ['ecs:CreateCluster', 'ecs:RegisterTaskDefinition', 'ecs:CreateService']),
  made('ecs-002', 'ecs-tasks', ['ecs:CreateCluster', 'ecs:RegisterTaskDefinition', 'ecs:RunTask']),
  made('ecs-003', 'ecs-tasks', ['ecs:RegisterTaskDefinition', 'ecs:CreateService']),
  made('ecs-004', 'ecs-tasks', ['ecs:RegisterTaskDefinition', 'ecs:RunTask']),
  made('ecs-005', 'ecs-tasks', ['ecs:RegisterTaskDefinition', 'ecs:StartTask']),
  existing('ecs-006', 'ecs-tasks', ['ecs:ExecuteCommand', 'ecs:DescribeTasks']),
  made('ecs-007', 'ecs-tasks', ['ecs:StartTask', 'ecs:RegisterContainerInstance', 'ecs:DeregisterContainerInstance'], DEPENDS),
  made('ecs-008', 'ecs-tasks', ['ecs:RunTask'], DEPENDS),
  made('ecs-009', 'ecs-tasks', ['ecs:StartTask'], DEPENDS),
  made('emr-001', 'ec2', ['elasticmapreduce:RunJobFlow']),
  made('emrserverless-001', 'emr-serverless', ['emr-serverless:CreateApplication', 'emr-serverless:StartJobRun']),
  made('gamelift-001', 'gamelift', ['gamelift:CreateBuild', 'gamelift:CreateFleet', 'gamelift:RequestUploadCredentials']),
  made('glue-001', 'glue', ['glue:CreateDevEndpoint'], { rhino: [19] }),
  existing('glue-002', 'glue', ['glue:UpdateDevEndpoint'], { rhino: [20] }),
  made('glue-003', 'glue', ['glue:CreateJob', 'glue:StartJobRun']),
  made('glue-004', 'glue', ['glue:CreateJob', 'glue:CreateTrigger']),
  made('glue-005', 'glue', ['glue:UpdateJob', 'glue:StartJobRun'], DEPENDS),
  made('glue-006', 'glue', ['glue:UpdateJob', 'glue:CreateTrigger'], DEPENDS),
  made('glue-007', 'glue', ['glue:CreateSession', 'glue:RunStatement']),
  self('iam-001', ['iam:CreatePolicyVersion'], ['newPolicyVersion'], { rhino: [1], pmapper: 'administrators' }),
  principal('iam-002', ['iam:CreateAccessKey'], ['createAccessKey'], { rhino: [4], pmapper: 'iam' }),
  principal('iam-003', ['iam:CreateAccessKey', 'iam:DeleteAccessKey'], ['deleteAccessKey', 'createAccessKey'], {
    pmapper: 'iam',
  }),
  principal('iam-004', ['iam:CreateLoginProfile'], ['createLoginProfile'], { rhino: [5], pmapper: 'iam' }),
  self('iam-005', ['iam:PutRolePolicy'], ['putPolicy'], { rhino: [12], pmapper: 'administrators' }),
  principal('iam-006', ['iam:UpdateLoginProfile'], ['updateLoginProfile'], { rhino: [6], pmapper: 'iam' }),
  self('iam-007', ['iam:PutUserPolicy'], ['putPolicy'], { rhino: [10], pmapper: 'administrators' }),
  self('iam-008', ['iam:AttachUserPolicy'], ['attachPolicy'], { rhino: [7], pmapper: 'administrators' }),
  self('iam-009', ['iam:AttachRolePolicy'], ['attachPolicy'], { rhino: [9], pmapper: 'administrators' }),
  self('iam-010', ['iam:AttachGroupPolicy'], ['attachPolicy'], { rhino: [8], pmapper: 'administrators' }),
  self('iam-011', ['iam:PutGroupPolicy'], ['putPolicy'], { rhino: [11], pmapper: 'administrators' }),
  principal('iam-012', ['iam:UpdateAssumeRolePolicy'], ['updateTrust', 'assumeRole'], { rhino: [14], pmapper: 'iam' }),
  self('iam-013', ['iam:AddUserToGroup'], ['addToGroup'], { rhino: [13] }),
  principal('iam-014', ['iam:AttachRolePolicy', 'sts:AssumeRole'], ['attachPolicy', 'assumeRole'], { rhino: [9] }),
  principal('iam-015', ['iam:AttachUserPolicy', 'iam:CreateAccessKey'], ['attachPolicy', 'createAccessKey'], { rhino: [7] }),
  principal('iam-016', ['iam:CreatePolicyVersion', 'sts:AssumeRole'], ['newPolicyVersion', 'assumeRole'], { rhino: [1] }),
  principal('iam-017', ['iam:PutRolePolicy', 'sts:AssumeRole'], ['putPolicy', 'assumeRole'], { rhino: [12] }),
  principal('iam-018', ['iam:PutUserPolicy', 'iam:CreateAccessKey'], ['putPolicy', 'createAccessKey'], { rhino: [10] }),
  principal('iam-019', ['iam:AttachRolePolicy', 'iam:UpdateAssumeRolePolicy'], ['attachPolicy', 'updateTrust', 'assumeRole'], {
    rhino: [9, 14],
  }),
  principal(
    'iam-020',
    ['iam:CreatePolicyVersion', 'iam:UpdateAssumeRolePolicy'],
    ['newPolicyVersion', 'updateTrust', 'assumeRole'],
    { rhino: [1, 14] },
  ),
  principal('iam-021', ['iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy'], ['putPolicy', 'updateTrust', 'assumeRole'], {
    rhino: [12, 14],
  }),
  self('iam-022', ['iam:DeleteUserPermissionsBoundary'], ['removeBoundary']),
  principal('iam-023', ['iam:DeleteRolePermissionsBoundary', 'sts:AssumeRole'], ['removeBoundary', 'assumeRole']),
  self('iam-024', ['iam:PutUserPermissionsBoundary'], ['removeBoundary']),
  self('iam-025', ['iam:DetachUserPolicy'], ['dropPolicy', 'putPolicy']),
  self('iam-026', ['iam:DeleteUserPolicy'], ['dropPolicy', 'attachPolicy']),
  made('imagebuilder-001', 'ec2', [
    'imagebuilder:CreateComponent',
    'imagebuilder:CreateImageRecipe',
    'imagebuilder:CreateInfrastructureConfiguration',
    'imagebuilder:CreateImage',
  ]),
  made('kinesisanalytics-001', 'kinesisanalytics', ['kinesisanalytics:CreateApplication', 'kinesisanalytics:StartApplication']),
  made('lambda-001', 'lambda', ['lambda:CreateFunction', 'lambda:InvokeFunction'], {
    rhino: [15],
    pmapper: 'lambda',
    ...TO_ROLE,
  }),
  made('lambda-002', 'lambda', ['lambda:CreateFunction', 'lambda:CreateEventSourceMapping'], { rhino: [17], ...NOT_HERE }),
  existing('lambda-003', 'lambda', ['lambda:UpdateFunctionCode'], { rhino: [18], ...NOT_HERE }),
  existing('lambda-004', 'lambda', ['lambda:UpdateFunctionCode', 'lambda:InvokeFunction'], {
    found: 'always',
    pmapper: 'lambda',
    ...NOT_HERE,
  }),
  existing('lambda-005', 'lambda', ['lambda:UpdateFunctionCode', 'lambda:AddPermission'], {
    found: 'always',
    steps: ['addPermission', 'takeOver'],
    ...NOT_HERE,
  }),
  made('lambda-006', 'lambda', ['lambda:CreateFunction', 'lambda:AddPermission'], { rhino: [16], ...TO_ROLE }),
  made('omics-001', 'omics', ['omics:CreateWorkflow', 'omics:StartRun']),
  made('sagemaker-001', 'sagemaker', ['sagemaker:CreateNotebookInstance'], {
    rhino: [27],
    pmapper: 'sagemaker',
    ...DEPENDS,
  }),
  made('sagemaker-002', 'sagemaker', ['sagemaker:CreateTrainingJob'], { pmapper: 'sagemaker' }),
  made('sagemaker-003', 'sagemaker', ['sagemaker:CreateProcessingJob'], { pmapper: 'sagemaker' }),
  existing('sagemaker-004', 'sagemaker', ['sagemaker:CreatePresignedNotebookInstanceUrl'], { rhino: [28] }),
  existing('sagemaker-005', 'sagemaker', [
    'sagemaker:CreateNotebookInstanceLifecycleConfig',
    'sagemaker:StopNotebookInstance',
    'sagemaker:UpdateNotebookInstance',
    'sagemaker:StartNotebookInstance',
  ]),
  existing('ssm-001', 'ec2', ['ssm:StartSession'], { found: 'always', pmapper: 'ssm' }),
  existing('ssm-002', 'ec2', ['ssm:SendCommand'], { found: 'always', pmapper: 'ssm' }),
  made('ssm-003', 'ssm', ['ssm:CreateDocument', 'ssm:StartAutomationExecution']),
  principal('sts-001', ['sts:AssumeRole'], ['assumeRole'], { pmapper: 'sts' }),

  self('rhino-02', ['iam:SetDefaultPolicyVersion'], ['setPolicyVersion'], { rhino: [2] }),
  existing('rhino-23', 'codestar', ['codestar:CreateProjectFromTemplate'], {
    rhino: [23],
    found: 'never',
    steps: [],
    reason: 'ended',
  }),
  made('rhino-24', 'codestar', ['codestar:CreateProject'], { rhino: [24], found: 'never', steps: [], reason: 'ended' }),
  existing('rhino-25', 'codestar', ['codestar:CreateProject', 'codestar:AssociateTeamMember'], {
    rhino: [25],
    found: 'never',
    steps: [],
    reason: 'ended',
  }),
  existing('rhino-26', 'lambda', ['lambda:UpdateFunctionConfiguration'], { rhino: [26], ...TO_ROLE }),

  made('pmapper-autoscaling-1', 'ec2', ['autoscaling:CreateLaunchConfiguration', 'autoscaling:CreateAutoScalingGroup'], {
    pmapper: 'autoscaling',
  }),
  existing('pmapper-autoscaling-2', 'ec2', ['autoscaling:CreateAutoScalingGroup'], {
    pmapper: 'autoscaling',
    found: 'never',
    steps: [],
    reason: 'foreignCode',
  }),
  made('pmapper-cloudformation', 'cloudformation', ['cloudformation:UpdateStack'], { pmapper: 'cloudformation', ...DEPENDS }),
  made('pmapper-codebuild-1', 'codebuild', ['codebuild:UpdateProject', 'codebuild:StartBuild'], {
    pmapper: 'codebuild',
    ...DEPENDS,
  }),
  made('pmapper-codebuild-2', 'codebuild', ['codebuild:UpdateProject', 'codebuild:StartBuildBatch'], {
    pmapper: 'codebuild',
    ...DEPENDS,
  }),
  made('pmapper-ec2-1', 'ec2', ['ec2:AssociateIamInstanceProfile'], { pmapper: 'ec2', ...TO_ROLE }),
  made('pmapper-ec2-2', 'ec2', ['ec2:RunInstances', 'iam:CreateInstanceProfile', 'iam:AddRoleToInstanceProfile'], {
    pmapper: 'ec2',
    steps: ['createProfile', 'fillProfile', 'passRole'],
    ...TO_ROLE,
  }),
  made('pmapper-lambda', 'lambda', ['lambda:UpdateFunctionConfiguration', 'lambda:InvokeFunction'], {
    pmapper: 'lambda',
    ...TO_ROLE,
  }),
  principal('pmapper-administrators', ['iam:CreateRole', 'iam:AttachRolePolicy'], ['createRole', 'attachPolicy', 'assumeRole'], {
    pmapper: 'administrators',
  }),

  principal(
    'gatehouse-login',
    ['iam:DeleteLoginProfile', 'iam:CreateLoginProfile'],
    ['deleteLoginProfile', 'createLoginProfile'],
  ),
  principal(
    'gatehouse-version',
    ['iam:DeletePolicyVersion', 'iam:CreatePolicyVersion'],
    ['deletePolicyVersion', 'newPolicyVersion'],
  ),
  principal('gatehouse-key', ['iam:CreatePolicyVersion', 'iam:CreateAccessKey'], ['newPolicyVersion', 'createAccessKey']),
  principal('gatehouse-default', ['iam:SetDefaultPolicyVersion', 'sts:AssumeRole'], ['setPolicyVersion', 'assumeRole']),
  principal('gatehouse-group', ['iam:AddUserToGroup', 'iam:CreateAccessKey'], ['addToGroup', 'createAccessKey']),
  principal('gatehouse-back', ['sts:AssumeRole'], ['assumeRole', 'attachPolicy']),
  self(
    'gatehouse-sso-attach',
    ['sso:AttachManagedPolicyToPermissionSet', 'sso:ProvisionPermissionSet'],
    ['attachToPermissionSet', 'provisionPermissionSet'],
  ),
  self(
    'gatehouse-sso-inline',
    ['sso:PutInlinePolicyToPermissionSet', 'sso:ProvisionPermissionSet'],
    ['putPermissionSetPolicy', 'provisionPermissionSet'],
  ),
  self(
    'gatehouse-sso-boundary',
    ['sso:DeletePermissionsBoundaryFromPermissionSet', 'sso:ProvisionPermissionSet'],
    ['removePermissionSetBoundary', 'provisionPermissionSet'],
  ),
  principal('gatehouse-sso-group', ['identitystore:CreateGroupMembership'], ['addPersonToGroup', 'signIn']),
  principal(
    'gatehouse-sso-token',
    ['sso-directory:CreateBearerToken'],
    ['createProvisioningToken', 'addPersonToGroup', 'signIn'],
  ),
  principal('gatehouse-sso-assign', ['sso:CreateAccountAssignment'], ['assignPermissionSet', 'signIn']),
  principal(
    'gatehouse-sso-set',
    ['sso:CreatePermissionSet', 'sso:AttachManagedPolicyToPermissionSet', 'sso:CreateAccountAssignment'],
    ['createPermissionSet', 'attachToPermissionSet', 'assignPermissionSet', 'signIn'],
  ),
  principal('gatehouse-sso-password', ['sso-directory:UpdatePassword'], ['resetPersonPassword', 'signIn']),
  principal(
    'gatehouse-sso-mfa',
    ['sso-directory:DeleteMfaDeviceForUser', 'sso-directory:UpdatePassword'],
    ['removePersonMfa', 'resetPersonPassword', 'signIn'],
  ),
  principal(
    'gatehouse-sso-user',
    ['identitystore:CreateUser', 'sso-directory:UpdatePassword', 'identitystore:CreateGroupMembership'],
    ['createPerson', 'resetPersonPassword', 'addPersonToGroup', 'signIn'],
  ),
  made('gatehouse-profile', 'ec2', ['iam:RemoveRoleFromInstanceProfile', 'iam:AddRoleToInstanceProfile', 'ssm:SendCommand'], {
    steps: ['emptyProfile', 'fillProfile', 'takeOver'],
  }),
  existing(
    'gatehouse-lambda',
    'lambda',
    ['iam:CreatePolicyVersion', 'lambda:UpdateFunctionConfiguration', 'lambda:InvokeFunction'],
    {
      found: 'always',
      steps: ['newPolicyVersion', 'takeOver'],
      ...TO_ROLE,
    },
  ),
  made('gatehouse-emrserverless', 'emr-serverless', ['emr-serverless:StartJobRun'], DEPENDS),
  made('gatehouse-states', 'states', ['states:CreateStateMachine', 'states:StartExecution']),
  made('gatehouse-scheduler', 'scheduler', ['scheduler:CreateSchedule']),
];
