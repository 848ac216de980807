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
  { service: 'ec2.amazonaws.com', actions: ['ec2-instance-connect:SendSSHPublicKey'] },
  { service: 'ec2.amazonaws.com', actions: ['ec2:ModifyInstanceAttribute', 'ec2:StopInstances', 'ec2:StartInstances'] },
];

/** By what somebody gives another role to what runs already, besides iam:PassRole. */
export const ROLE_CHANGED: readonly ComputeService[] = [
  { service: 'lambda.amazonaws.com', actions: ['lambda:UpdateFunctionConfiguration', 'lambda:InvokeFunction'] },
  { service: 'ec2.amazonaws.com', actions: ['ec2:AssociateIamInstanceProfile'] },
];

/** AWS: services whose callers choose the code and the role ("Granting a user permissions to pass a role to an AWS service"). */
export const COMPUTE_SERVICES: readonly ComputeService[] = [
  { service: 'ec2.amazonaws.com', actions: ['ec2:RunInstances'] },
  { service: 'lambda.amazonaws.com', actions: ['lambda:CreateFunction', 'lambda:InvokeFunction'] },
  { service: 'ecs-tasks.amazonaws.com', actions: ['ecs:RegisterTaskDefinition', 'ecs:RunTask'] },
  { service: 'cloudformation.amazonaws.com', actions: ['cloudformation:CreateStack'] },
  { service: 'codebuild.amazonaws.com', actions: ['codebuild:CreateProject', 'codebuild:StartBuild'] },
  { service: 'glue.amazonaws.com', actions: ['glue:CreateJob', 'glue:StartJobRun'] },
  {
    service: 'sagemaker.amazonaws.com',
    actions: ['sagemaker:CreateNotebookInstance', 'sagemaker:CreatePresignedNotebookInstanceUrl'],
  },
];
