import type { EscalationProviso } from './steps';

/** A service that runs code with a role, and what its caller must be allowed besides iam:PassRole, where it passes the role. */
export type ComputeService = {
  service: string;
  actions: readonly string[];
  /** EC2 takes roles by instance profiles alone. */
  byProfile?: true;
  /** What it takes that no policy says. */
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
 * By what somebody runs code of its own in what runs already, with the role that it has. AWS: of a function its code or its configuration
 * (layers, variables) and a call, by itself or by whoever calls it next; of an instance its user data and a start, a command, or a key to
 * sign in with.
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

/** By what somebody gives another role to what runs already, besides iam:PassRole. */
export const ROLE_CHANGED: readonly ComputeService[] = [
  { service: LAMBDA, actions: ['lambda:UpdateFunctionConfiguration', 'lambda:InvokeFunction'] },
  { service: EC2, actions: ['ec2:AssociateIamInstanceProfile'], byProfile: true },
  { service: EC2, actions: ['ec2:ReplaceIamInstanceProfileAssociation'], byProfile: true },
];

/**
 * By what somebody runs code of its own in what other services may run with a role already. Models have nothing of these services, so that it
 * is not known whether there is anything.
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
 * AWS: services whose callers choose the code and the role ("Granting a user permissions to pass a role to an AWS service"), each with the
 * fewest calls that run it. The ways are those of the public lists of privilege escalation in AWS.
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
  // Whoever may say who invokes it says that everybody does.
  { service: LAMBDA, actions: ['lambda:CreateFunction', 'lambda:AddPermission'] },
  { service: LAMBDA, actions: ['lambda:CreateFunction', 'lambda:CreateEventSourceMapping'] },
  { service: TASKS, actions: ['ecs:RegisterTaskDefinition', 'ecs:RunTask'] },
  { service: TASKS, actions: ['ecs:RegisterTaskDefinition', 'ecs:StartTask'] },
  { service: TASKS, actions: ['ecs:RegisterTaskDefinition', 'ecs:CreateService'] },
  // What a task definition says of role and command, whoever runs it can override.
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
