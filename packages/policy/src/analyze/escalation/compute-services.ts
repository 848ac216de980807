import type { EscalationProviso } from './steps';

/** A service that runs code with a role, and the permissions of its caller beside iam:PassRole. */
export type ComputeService = {
  service: string;
  actions: readonly string[];
  /** EC2 takes roles only by instance profile. */
  byProfile?: true;
  /** A requirement that no policy expresses. */
  proviso?: EscalationProviso;
};

const LAMBDA = 'lambda.amazonaws.com';
const EC2 = 'ec2.amazonaws.com';
const TASKS = 'ecs-tasks.amazonaws.com';
const CLOUDFORMATION = 'cloudformation.amazonaws.com';
const CODEBUILD = 'codebuild.amazonaws.com';
const GLUE = 'glue.amazonaws.com';
const SAGEMAKER = 'sagemaker.amazonaws.com';
const AGENTCORE = 'bedrock-agentcore.amazonaws.com';

/**
 * The ways to run own code with the role of something that runs already. AWS: for a function, its code or configuration (layers, variables)
 * and a call, by the actor or by the next caller. For an instance, its user data and a start, a command, or a key to sign in.
 */
export const TAKEN_OVER: readonly ComputeService[] = [
  { service: LAMBDA, actions: ['lambda:UpdateFunctionCode', 'lambda:InvokeFunction'] },
  { service: LAMBDA, actions: ['lambda:UpdateFunctionConfiguration', 'lambda:InvokeFunction'] },
  { service: LAMBDA, actions: ['lambda:UpdateFunctionCode'], proviso: 'invoked' },
  { service: LAMBDA, actions: ['lambda:UpdateFunctionConfiguration'], proviso: 'invoked' },
  { service: EC2, actions: ['ssm:SendCommand'] },
  { service: EC2, actions: ['ssm:StartSession'] },
  { service: EC2, actions: ['ec2-instance-connect:SendSSHPublicKey'] },
  { service: EC2, actions: ['ec2-instance-connect:SendSerialConsoleSSHPublicKey'] },
  { service: EC2, actions: ['ec2:ModifyInstanceAttribute', 'ec2:StopInstances', 'ec2:StartInstances'] },
  {
    service: EC2,
    actions: ['codedeploy:CreateDeployment', 'codedeploy:RegisterApplicationRevision', 'codedeploy:GetDeploymentConfig'],
    proviso: 'exists',
  },
];

/** The ways to give another role to something that runs already, beside iam:PassRole. */
export const ROLE_CHANGED: readonly ComputeService[] = [
  { service: LAMBDA, actions: ['lambda:UpdateFunctionConfiguration', 'lambda:InvokeFunction'] },
  { service: EC2, actions: ['ec2:AssociateIamInstanceProfile'], byProfile: true },
  { service: EC2, actions: ['ec2:ReplaceIamInstanceProfileAssociation'], byProfile: true },
];

/**
 * The ways to run own code in other services that may run with a role already. Models contain none of their resources, so their existence
 * is unknown.
 */
export const UNSEEN: readonly ComputeService[] = [
  { service: 'tasks.apprunner.amazonaws.com', actions: ['apprunner:UpdateService'] },
  { service: TASKS, actions: ['batch:SubmitJob'] },
  { service: TASKS, actions: ['ecs:ExecuteCommand', 'ecs:DescribeTasks'] },
  {
    service: AGENTCORE,
    actions: ['bedrock-agentcore:StartCodeInterpreterSession', 'bedrock-agentcore:InvokeCodeInterpreter'],
  },
  { service: AGENTCORE, actions: ['bedrock-agentcore:InvokeAgentRuntimeCommand'] },
  {
    service: AGENTCORE,
    actions: ['bedrock-agentcore:StartBrowserSession', 'bedrock-agentcore:ConnectBrowserAutomationStream'],
  },
  { service: CLOUDFORMATION, actions: ['cloudformation:UpdateStack'] },
  { service: CLOUDFORMATION, actions: ['cloudformation:CreateChangeSet', 'cloudformation:ExecuteChangeSet'] },
  { service: CODEBUILD, actions: ['codebuild:StartBuild'] },
  { service: CODEBUILD, actions: ['codebuild:StartBuildBatch'] },
  { service: EC2, actions: ['ec2:CreateLaunchTemplateVersion', 'ec2:ModifyLaunchTemplate'] },
  { service: GLUE, actions: ['glue:UpdateDevEndpoint'] },
  { service: SAGEMAKER, actions: ['sagemaker:CreatePresignedNotebookInstanceUrl'] },
  {
    service: SAGEMAKER,
    actions: [
      'sagemaker:CreateNotebookInstanceLifecycleConfig',
      'sagemaker:StopNotebookInstance',
      'sagemaker:UpdateNotebookInstance',
      'sagemaker:StartNotebookInstance',
    ],
  },
];

/**
 * AWS: the services whose callers choose code and role ("Granting a user permissions to pass a role to an AWS service"), with the fewest
 * calls that run it. The ways come from the public lists of privilege escalation in AWS.
 */
export const COMPUTE_SERVICES: readonly ComputeService[] = [
  { service: EC2, actions: ['ec2:RunInstances'], byProfile: true },
  { service: EC2, actions: ['ec2:RequestSpotInstances'], byProfile: true },
  {
    service: EC2,
    actions: ['autoscaling:CreateLaunchConfiguration', 'autoscaling:CreateAutoScalingGroup'],
    byProfile: true,
  },
  {
    service: EC2,
    actions: ['autoscaling:CreateLaunchConfiguration', 'autoscaling:UpdateAutoScalingGroup'],
    byProfile: true,
    proviso: 'exists',
  },
  { service: LAMBDA, actions: ['lambda:CreateFunction', 'lambda:InvokeFunction'] },
  // A permission to set the function's callers is enough to allow everybody.
  { service: LAMBDA, actions: ['lambda:CreateFunction', 'lambda:AddPermission'] },
  { service: LAMBDA, actions: ['lambda:CreateFunction', 'lambda:CreateEventSourceMapping'] },
  { service: TASKS, actions: ['ecs:RegisterTaskDefinition', 'ecs:RunTask'] },
  { service: TASKS, actions: ['ecs:RegisterTaskDefinition', 'ecs:StartTask'] },
  { service: TASKS, actions: ['ecs:RegisterTaskDefinition', 'ecs:CreateService'] },
  // A caller of RunTask can override the role and command of the task definition.
  { service: TASKS, actions: ['ecs:RunTask'], proviso: 'exists' },
  { service: TASKS, actions: ['ecs:StartTask'], proviso: 'exists' },
  { service: TASKS, actions: ['batch:RegisterJobDefinition', 'batch:SubmitJob'] },
  { service: CLOUDFORMATION, actions: ['cloudformation:CreateStack'] },
  { service: CLOUDFORMATION, actions: ['cloudformation:UpdateStack'], proviso: 'exists' },
  { service: CLOUDFORMATION, actions: ['cloudformation:CreateChangeSet', 'cloudformation:ExecuteChangeSet'] },
  { service: CLOUDFORMATION, actions: ['cloudformation:CreateStackSet', 'cloudformation:CreateStackInstances'] },
  { service: CLOUDFORMATION, actions: ['cloudformation:UpdateStackSet'], proviso: 'exists' },
  { service: CODEBUILD, actions: ['codebuild:CreateProject', 'codebuild:StartBuild'] },
  { service: CODEBUILD, actions: ['codebuild:CreateProject', 'codebuild:StartBuildBatch'] },
  { service: CODEBUILD, actions: ['codebuild:UpdateProject', 'codebuild:StartBuild'], proviso: 'exists' },
  { service: CODEBUILD, actions: ['codebuild:UpdateProject', 'codebuild:StartBuildBatch'], proviso: 'exists' },
  { service: GLUE, actions: ['glue:CreateJob', 'glue:StartJobRun'] },
  { service: GLUE, actions: ['glue:CreateJob', 'glue:CreateTrigger'] },
  { service: GLUE, actions: ['glue:UpdateJob', 'glue:StartJobRun'], proviso: 'exists' },
  { service: GLUE, actions: ['glue:UpdateJob', 'glue:CreateTrigger'], proviso: 'exists' },
  { service: GLUE, actions: ['glue:CreateDevEndpoint'] },
  { service: GLUE, actions: ['glue:CreateSession', 'glue:RunStatement'] },
  { service: SAGEMAKER, actions: ['sagemaker:CreateNotebookInstance', 'sagemaker:CreatePresignedNotebookInstanceUrl'] },
  { service: SAGEMAKER, actions: ['sagemaker:CreateNotebookInstance'], proviso: 'opened' },
  { service: SAGEMAKER, actions: ['sagemaker:CreateTrainingJob'] },
  { service: SAGEMAKER, actions: ['sagemaker:CreateProcessingJob'] },
  { service: 'tasks.apprunner.amazonaws.com', actions: ['apprunner:CreateService'] },
  { service: 'tasks.apprunner.amazonaws.com', actions: ['apprunner:UpdateService'], proviso: 'exists' },
  {
    service: AGENTCORE,
    actions: [
      'bedrock-agentcore:CreateCodeInterpreter',
      'bedrock-agentcore:StartCodeInterpreterSession',
      'bedrock-agentcore:InvokeCodeInterpreter',
    ],
  },
  {
    service: AGENTCORE,
    actions: [
      'bedrock-agentcore:CreateAgentRuntime',
      'bedrock-agentcore:CreateAgentRuntimeEndpoint',
      'bedrock-agentcore:CreateWorkloadIdentity',
      'bedrock-agentcore:InvokeAgentRuntimeCommand',
    ],
  },
  {
    service: AGENTCORE,
    actions: [
      'bedrock-agentcore:CreateBrowser',
      'bedrock-agentcore:StartBrowserSession',
      'bedrock-agentcore:ConnectBrowserAutomationStream',
    ],
  },
  { service: 'amplify.amazonaws.com', actions: ['amplify:CreateApp', 'amplify:CreateBranch', 'amplify:StartJob'] },
  { service: 'braket.amazonaws.com', actions: ['braket:CreateJob'] },
  {
    service: 'datapipeline.amazonaws.com',
    actions: ['datapipeline:CreatePipeline', 'datapipeline:PutPipelineDefinition', 'datapipeline:ActivatePipeline'],
  },
  { service: EC2, actions: ['elasticmapreduce:RunJobFlow'], byProfile: true },
  { service: 'emr-serverless.amazonaws.com', actions: ['emr-serverless:CreateApplication', 'emr-serverless:StartJobRun'] },
  { service: 'emr-serverless.amazonaws.com', actions: ['emr-serverless:StartJobRun'], proviso: 'exists' },
  {
    service: EC2,
    actions: [
      'imagebuilder:CreateComponent',
      'imagebuilder:CreateImageRecipe',
      'imagebuilder:CreateInfrastructureConfiguration',
      'imagebuilder:CreateImage',
    ],
    byProfile: true,
  },
  {
    service: 'kinesisanalytics.amazonaws.com',
    actions: ['kinesisanalytics:CreateApplication', 'kinesisanalytics:StartApplication'],
  },
  { service: 'omics.amazonaws.com', actions: ['omics:CreateWorkflow', 'omics:StartRun'] },
  {
    service: 'gamelift.amazonaws.com',
    actions: ['gamelift:CreateBuild', 'gamelift:RequestUploadCredentials', 'gamelift:CreateFleet'],
  },
  { service: 'ssm.amazonaws.com', actions: ['ssm:CreateDocument', 'ssm:StartAutomationExecution'] },
  { service: 'states.amazonaws.com', actions: ['states:CreateStateMachine', 'states:StartExecution'] },
  { service: 'scheduler.amazonaws.com', actions: ['scheduler:CreateSchedule'] },
];
