/** A service that runs code with a role it was passed, and what its caller must be allowed besides iam:PassRole. */
export type ComputeService = { service: string; actions: readonly string[] };

/**
 * By what somebody runs code of its own in what runs already, with the role that it has. AWS: of a function its code or its configuration
 * (layers, variables) and a call; of an instance its user data and a start, a command, or a key to sign in with.
 */
export const TAKEN_OVER: readonly ComputeService[] = [
  { service: 'lambda.amazonaws.com', actions: ['lambda:UpdateFunctionCode', 'lambda:InvokeFunction'] },
  { service: 'lambda.amazonaws.com', actions: ['lambda:UpdateFunctionConfiguration', 'lambda:InvokeFunction'] },
  { service: 'ec2.amazonaws.com', actions: ['ssm:SendCommand'] },
  { service: 'ec2.amazonaws.com', actions: ['ssm:StartSession'] },
  { service: 'ec2.amazonaws.com', actions: ['ec2-instance-connect:SendSSHPublicKey'] },
  { service: 'ec2.amazonaws.com', actions: ['ec2-instance-connect:SendSerialConsoleSSHPublicKey'] },
  { service: 'ec2.amazonaws.com', actions: ['ec2:ModifyInstanceAttribute', 'ec2:StopInstances', 'ec2:StartInstances'] },
];

/** By what somebody gives another role to what runs already, besides iam:PassRole. */
export const ROLE_CHANGED: readonly ComputeService[] = [
  { service: 'lambda.amazonaws.com', actions: ['lambda:UpdateFunctionConfiguration', 'lambda:InvokeFunction'] },
  { service: 'ec2.amazonaws.com', actions: ['ec2:AssociateIamInstanceProfile'] },
  { service: 'ec2.amazonaws.com', actions: ['ec2:ReplaceIamInstanceProfileAssociation'] },
];

/**
 * AWS: services whose callers choose the code and the role ("Granting a user permissions to pass a role to an AWS service"), each with the
 * fewest calls that run it. The ways are those of the public lists of privilege escalation in AWS.
 */
export const COMPUTE_SERVICES: readonly ComputeService[] = [
  { service: 'ec2.amazonaws.com', actions: ['ec2:RunInstances'] },
  { service: 'ec2.amazonaws.com', actions: ['ec2:RequestSpotInstances'] },
  { service: 'ec2.amazonaws.com', actions: ['autoscaling:CreateLaunchConfiguration', 'autoscaling:CreateAutoScalingGroup'] },
  { service: 'lambda.amazonaws.com', actions: ['lambda:CreateFunction', 'lambda:InvokeFunction'] },
  // Whoever may say who invokes it says that everybody does.
  { service: 'lambda.amazonaws.com', actions: ['lambda:CreateFunction', 'lambda:AddPermission'] },
  { service: 'lambda.amazonaws.com', actions: ['lambda:CreateFunction', 'lambda:CreateEventSourceMapping'] },
  { service: 'ecs-tasks.amazonaws.com', actions: ['ecs:RegisterTaskDefinition', 'ecs:RunTask'] },
  { service: 'ecs-tasks.amazonaws.com', actions: ['ecs:RegisterTaskDefinition', 'ecs:StartTask'] },
  { service: 'ecs-tasks.amazonaws.com', actions: ['ecs:RegisterTaskDefinition', 'ecs:CreateService'] },
  { service: 'ecs-tasks.amazonaws.com', actions: ['batch:RegisterJobDefinition', 'batch:SubmitJob'] },
  { service: 'cloudformation.amazonaws.com', actions: ['cloudformation:CreateStack'] },
  { service: 'cloudformation.amazonaws.com', actions: ['cloudformation:UpdateStack'] },
  { service: 'cloudformation.amazonaws.com', actions: ['cloudformation:CreateChangeSet', 'cloudformation:ExecuteChangeSet'] },
  { service: 'cloudformation.amazonaws.com', actions: ['cloudformation:CreateStackSet', 'cloudformation:CreateStackInstances'] },
  { service: 'codebuild.amazonaws.com', actions: ['codebuild:CreateProject', 'codebuild:StartBuild'] },
  { service: 'codebuild.amazonaws.com', actions: ['codebuild:CreateProject', 'codebuild:StartBuildBatch'] },
  { service: 'codebuild.amazonaws.com', actions: ['codebuild:UpdateProject', 'codebuild:StartBuild'] },
  { service: 'glue.amazonaws.com', actions: ['glue:CreateJob', 'glue:StartJobRun'] },
  { service: 'glue.amazonaws.com', actions: ['glue:CreateJob', 'glue:CreateTrigger'] },
  { service: 'glue.amazonaws.com', actions: ['glue:UpdateJob', 'glue:StartJobRun'] },
  { service: 'glue.amazonaws.com', actions: ['glue:CreateDevEndpoint'] },
  { service: 'glue.amazonaws.com', actions: ['glue:CreateSession', 'glue:RunStatement'] },
  {
    service: 'sagemaker.amazonaws.com',
    actions: ['sagemaker:CreateNotebookInstance', 'sagemaker:CreatePresignedNotebookInstanceUrl'],
  },
  { service: 'sagemaker.amazonaws.com', actions: ['sagemaker:CreateTrainingJob'] },
  { service: 'sagemaker.amazonaws.com', actions: ['sagemaker:CreateProcessingJob'] },
  { service: 'tasks.apprunner.amazonaws.com', actions: ['apprunner:CreateService'] },
  { service: 'tasks.apprunner.amazonaws.com', actions: ['apprunner:UpdateService'] },
  {
    service: 'bedrock-agentcore.amazonaws.com',
    actions: [
      'bedrock-agentcore:CreateCodeInterpreter',
      'bedrock-agentcore:StartCodeInterpreterSession',
      'bedrock-agentcore:InvokeCodeInterpreter',
    ],
  },
  {
    service: 'datapipeline.amazonaws.com',
    actions: ['datapipeline:CreatePipeline', 'datapipeline:PutPipelineDefinition', 'datapipeline:ActivatePipeline'],
  },
  { service: 'elasticmapreduce.amazonaws.com', actions: ['elasticmapreduce:RunJobFlow'] },
  { service: 'emr-serverless.amazonaws.com', actions: ['emr-serverless:StartJobRun'] },
  { service: 'ssm.amazonaws.com', actions: ['ssm:CreateDocument', 'ssm:StartAutomationExecution'] },
  { service: 'states.amazonaws.com', actions: ['states:CreateStateMachine', 'states:StartExecution'] },
  { service: 'scheduler.amazonaws.com', actions: ['scheduler:CreateSchedule'] },
];
