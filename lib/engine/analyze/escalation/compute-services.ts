/** A service that runs code with a role it was passed, and what its caller must be allowed besides iam:PassRole. */
export type ComputeService = { service: string; actions: readonly string[] };

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
