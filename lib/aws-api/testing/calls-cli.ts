const json = (value: unknown) => JSON.stringify(value);
// Version 2 of the CLI expects bytes in base64.
const base64 = (value: unknown) => Buffer.from(json(value)).toString('base64');
const policy = (Action: string) => json({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
const trust = (Principal: object) =>
  json({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }] });
const deny = (Action: string) => json({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action, Resource: '*' }] });

/**
 * A command of the AWS CLI, without `aws` and without spaces in its arguments, and its expected result: a part of the output, or an error.
 * `<list-roots.Roots.0.Id>` stands for a value that an earlier command printed.
 */
export type CliCommand = readonly [command: string, expected?: { output?: string; error?: string }];

const notHere = (name: string) => ({ error: `${name} is not available in Gatehouse.` });

/** Independent chains, in which each command uses the earlier ones. Federation is in test-federation.ts. */
export const CLI_CHAINS: Readonly<Record<string, readonly CliCommand[]>> = {
  'users, groups and keys': [
    ['sts get-caller-identity', { output: '"Arn": "arn:aws:iam::<account>:root"' }],
    ['sts get-caller-identity --query Account --output text', { output: '<account>' }],
    ['iam create-user --user-name alice --path /staff/ --tags Key=team,Value=blue Key=cost,Value=7'],
    [
      'iam create-user --user-name alice',
      { error: '(EntityAlreadyExists) when calling the CreateUser operation: User with name alice already exists.' },
    ],
    ['iam wait user-exists --user-name alice'],
    ['iam get-user --user-name alice', { output: '"Value": "blue"' }],
    [
      'iam get-user --user-name nobody',
      { error: '(NoSuchEntity) when calling the GetUser operation: The user with name nobody cannot be found.' },
    ],
    ['iam create-user --user-name bob'],
    ['iam list-users --page-size 1 --query Users[].UserName --output text', { output: 'alice\nbob' }],
    ['iam list-users --max-items 1', { output: '"NextToken"' }],
    ['iam list-users --path-prefix /staff/'],
    ['iam list-user-tags --user-name alice'],
    ['iam tag-user --user-name bob --tags Key=a,Value=b'],
    ['iam untag-user --user-name bob --tag-keys a'],
    ['iam update-user --user-name bob --new-user-name robert'],
    ['iam create-group --group-name developers'],
    ['iam add-user-to-group --group-name developers --user-name alice'],
    ['iam get-group --group-name developers', { output: '"UserName": "alice"' }],
    ['iam list-groups-for-user --user-name alice'],
    ['iam attach-group-policy --group-name developers --policy-arn arn:aws:iam::aws:policy/ReadOnlyAccess'],
    ['iam list-attached-group-policies --group-name developers', { output: 'ReadOnlyAccess' }],
    [`iam put-user-policy --user-name alice --policy-name own --policy-document ${policy('s3:*')}`],
    ['iam get-user-policy --user-name alice --policy-name own', { output: '"Action": "s3:*"' }],
    ['iam put-user-policy --user-name alice --policy-name own --policy-document {', { error: '(MalformedPolicyDocument)' }],
    ['iam create-access-key --user-name alice', { output: '"SecretAccessKey"' }],
    ['iam list-access-keys --user-name alice'],
    ['iam get-access-key-last-used --access-key-id <create-access-key.AccessKey.AccessKeyId>'],
    ['iam update-access-key --user-name alice --access-key-id <create-access-key.AccessKey.AccessKeyId> --status Inactive'],
    [
      'iam create-login-profile --user-name alice --password Correct-horse-7-battery --password-reset-required',
      { output: '"PasswordResetRequired": true' },
    ],
    ['iam get-account-summary', { output: '"Users": 2' }],
    ['iam create-account-alias --account-alias cli-company'],
    ['iam list-account-aliases', { output: 'cli-company' }],
    ['iam update-account-password-policy --minimum-password-length 14 --require-symbols'],
    ['iam get-account-password-policy', { output: '"MinimumPasswordLength": 14' }],
    ['iam delete-user --user-name alice', { error: '(DeleteConflict)' }],
    ['iam get-account-authorization-details --filter User Group', { output: '"GroupName": "developers"' }],
  ],
  'the event history': [
    ['iam create-user --user-name alice --tags Key=team,Value=blue'],
    [
      'cloudtrail lookup-events --region us-east-1 --max-items 1 --query Events[].EventName --output text',
      { output: 'CreateUser' },
    ],
    [
      'cloudtrail lookup-events --region us-east-1 --lookup-attributes AttributeKey=ResourceName,AttributeValue=alice',
      { output: '"ResourceType": "AWS::IAM::User"' },
    ],
    ['cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=CreateUser', { output: '"Events": []' }],
    [
      'cloudtrail lookup-events --lookup-attributes AttributeKey=ReadOnly,AttributeValue=maybe',
      { error: '(InvalidLookupAttributesException) when calling the LookupEvents operation' },
    ],
    ['cloudtrail lookup-events --end-time 2026-01-01 --start-time 2026-01-02', { error: '(InvalidTimeRangeException)' }],
    ['cloudtrail lookup-events --max-results 51', { error: '(InvalidMaxResultsException)' }],
    ['cloudtrail lookup-events --next-token none', { error: '(InvalidNextTokenException)' }],
    ['cloudtrail describe-trails', { error: 'DescribeTrails is not available in Gatehouse.' }],
  ],
  'policy checks': [
    [
      `accessanalyzer check-no-new-access --policy-type IDENTITY_POLICY --existing-policy-document ${policy('s3:Get*')} --new-policy-document ${policy('s3:*')}`,
      { output: 'New access in the statement with index: 0.' },
    ],
    [
      `accessanalyzer check-access-not-granted --policy-type IDENTITY_POLICY --policy-document ${policy('s3:Get*')} --access actions=s3:PutObject`,
      { output: '"result": "PASS"' },
    ],
    [
      `accessanalyzer check-no-public-access --resource-type AWS::IAM::AssumeRolePolicyDocument --policy-document ${trust({ AWS: '*' })}`,
      { output: '"result": "FAIL"' },
    ],
    [
      `accessanalyzer validate-policy --policy-type IDENTITY_POLICY --policy-document ${policy('s3:Nothing')}`,
      { output: '"issueCode": "INVALID_ACTION"' },
    ],
    [
      'accessanalyzer check-no-public-access --resource-type AWS::EFS::FileSystem --policy-document {}',
      { error: '(InvalidParameterException) when calling the CheckNoPublicAccess operation' },
    ],
    [`iam create-role --role-name partner --assume-role-policy-document ${trust({ AWS: '999999999999' })}`],
    ['accessanalyzer create-analyzer --analyzer-name outside --type ACCOUNT --tags team=blue'],
    ['accessanalyzer create-analyzer --analyzer-name again --type ACCOUNT', { error: '(ServiceQuotaExceededException)' }],
    ['accessanalyzer get-analyzer --analyzer-name outside', { output: '"status": "ACTIVE"' }],
    ['accessanalyzer list-analyzers --query analyzers[].name --output text', { output: 'outside' }],
    [
      'accessanalyzer list-findings-v2 --analyzer-arn <create-analyzer.arn> --filter {"resource":{"contains":["role/partner"]}}',
      { output: '"resourceType": "AWS::IAM::Role"' },
    ],
    [
      'accessanalyzer get-finding-v2 --analyzer-arn <create-analyzer.arn> --id <list-findings-v2.findings.0.id>',
      { output: '"AWS": "999999999999"' },
    ],
    [
      'accessanalyzer update-findings --analyzer-arn <create-analyzer.arn> --status ARCHIVED --ids <list-findings-v2.findings.0.id>',
    ],
    [
      'accessanalyzer create-archive-rule --analyzer-name outside --rule-name roles --filter {"resourceType":{"eq":["AWS::IAM::Role"]}}',
    ],
    ['accessanalyzer list-archive-rules --analyzer-name outside', { output: '"ruleName": "roles"' }],
    ['accessanalyzer delete-analyzer --analyzer-name none', { error: '(ResourceNotFoundException)' }],
    ['accessanalyzer list-access-previews --analyzer-arn arn', { error: 'ListAccessPreviews is not available in Gatehouse.' }],
  ],
  'roles, policies and sessions': [
    [`iam create-policy --policy-name custom --policy-document ${policy('s3:GetObject')} --description Reads`],
    ['iam get-policy --policy-arn <create-policy.Policy.Arn>'],
    [`iam create-policy-version --policy-arn <create-policy.Policy.Arn> --policy-document ${policy('s3:Get*')} --set-as-default`],
    ['iam get-policy-version --policy-arn <create-policy.Policy.Arn> --version-id v2', { output: '"Action": "s3:Get*"' }],
    ['iam list-policy-versions --policy-arn <create-policy.Policy.Arn>'],
    ['iam list-policies --scope Local', { output: '"PolicyName": "custom"' }],
    ['iam list-policies --scope AWS --max-items 3'],
    [
      `iam create-role --role-name worker --assume-role-policy-document ${trust({ AWS: '<account>' })} --max-session-duration 7200`,
    ],
    ['iam wait role-exists --role-name worker'],
    ['iam attach-role-policy --role-name worker --policy-arn <create-policy.Policy.Arn>'],
    ['iam list-entities-for-policy --policy-arn <create-policy.Policy.Arn>', { output: '"RoleName": "worker"' }],
    ['iam get-role --role-name worker', { output: '"AWS": "<account>"' }],
    [`iam update-assume-role-policy --role-name worker --policy-document ${trust({ AWS: 'arn:aws:iam::<account>:root' })}`],
    ['iam list-roles --query Roles[].RoleName --output text', { output: 'worker' }],
    ['iam create-instance-profile --instance-profile-name machine'],
    ['iam add-role-to-instance-profile --instance-profile-name machine --role-name worker'],
    ['iam wait instance-profile-exists --instance-profile-name machine'],
    ['iam list-instance-profiles-for-role --role-name worker'],
    [
      'iam create-open-id-connect-provider --url https://idp.acme.example/cli --client-id-list web cli --tags Key=team,Value=blue',
      { output: '"OpenIDConnectProviderArn": "arn:aws:iam::<account>:oidc-provider/idp.acme.example/cli"' },
    ],
    [
      'iam create-open-id-connect-provider --url https://idp.acme.example/cli',
      {
        error:
          '(EntityAlreadyExists) when calling the CreateOpenIDConnectProvider operation: Provider with url https://idp.acme.example/cli already exists.',
      },
    ],
    [
      'iam get-open-id-connect-provider --open-id-connect-provider-arn <create-open-id-connect-provider.OpenIDConnectProviderArn>',
      { output: '"ThumbprintList": []' },
    ],
    ['iam list-open-id-connect-providers', { output: 'oidc-provider/idp.acme.example/cli' }],
    [
      'iam get-saml-provider --saml-provider-arn arn:aws:iam::<account>:saml-provider/none',
      { error: '(NoSuchEntity) when calling the GetSAMLProvider operation: Manifest not found for arn' },
    ],
    [
      `iam simulate-custom-policy --policy-input-list ${policy('s3:Get*')} --action-names s3:GetObject s3:PutObject`,
      { output: '"EvalDecision": "implicitDeny"' },
    ],
    ['iam simulate-principal-policy --policy-source-arn <create-role.Role.Arn> --action-names s3:GetObject'],
    [`iam get-context-keys-for-custom-policy --policy-input-list ${policy('s3:Get*')}`],
    [
      'sts assume-role --role-arn <create-role.Role.Arn> --role-session-name cli',
      { error: '(AccessDenied) when calling the AssumeRole operation: Roles may not be assumed by root accounts.' },
    ],
    ['sts get-session-token --duration-seconds 900', { output: '"AccessKeyId": "ASIA' }],
    [`sts get-federation-token --name guest --policy ${policy('s3:*')}`, { output: 'federated-user/guest' }],
    ['sts get-access-key-info --access-key-id <get-session-token.Credentials.AccessKeyId>', { output: '<account>' }],
    ['iam get-credential-report', { error: '(ReportNotPresent) when calling the GetCredentialReport operation: ' }],
    ['iam generate-credential-report', { output: '"State": "STARTED"' }],
    ['iam list-ssh-public-keys'],
    ['iam list-server-certificates'],
    [
      'iam get-server-certificate --server-certificate-name none',
      {
        error:
          '(NoSuchEntity) when calling the GetServerCertificate operation: The Server Certificate with name none cannot be found.',
      },
    ],
    ['iam generate-organizations-access-report --entity-path o-aaaaaaaaaa/r-aaaa', { error: '(AccessDenied)' }],
  ],
  // One service of each protocol.
  'S3 buckets and objects': [
    ['s3 mb s3://cli-<account>', { output: 'make_bucket: cli-<account>' }],
    ['s3api put-object --bucket cli-<account> --key folder/key --body package.json'],
    ['s3 cp package.json s3://cli-<account>/copy.json --quiet'],
    ['s3 ls s3://cli-<account> --recursive', { output: 'folder/key' }],
    ['s3 cp s3://cli-<account>/copy.json -', { output: '"gatehouse"' }],
    ['s3api head-object --bucket cli-<account> --key copy.json', { output: '"AcceptRanges": "bytes"' }],
    ['s3 cp s3://cli-<account>/copy.json s3://cli-<account>/second.json --quiet'],
    ['s3api put-object-tagging --bucket cli-<account> --key second.json --tagging TagSet=[{Key=a,Value=b}]'],
    ['s3api get-object-tagging --bucket cli-<account> --key second.json', { output: '"Key": "a"' }],
    ['s3api get-bucket-policy --bucket cli-<account>', { error: 'NoSuchBucketPolicy' }],
    ['s3api get-bucket-acl --bucket cli-<account>', { error: 'NotImplemented' }],
    ['s3 rm s3://cli-<account> --recursive --quiet'],
    ['s3 rb s3://cli-<account>', { output: 'remove_bucket: cli-<account>' }],
  ],
  'SQS queues and messages': [
    ['sqs create-queue --queue-name jobs --tags team=blue', { output: '/<account>/jobs' }],
    ['sqs send-message --queue-url <create-queue.QueueUrl> --message-body hello', { output: '"MD5OfMessageBody"' }],
    ['sqs receive-message --queue-url <create-queue.QueueUrl> --attribute-names All', { output: '"Body": "hello"' }],
    ['sqs delete-message --queue-url <create-queue.QueueUrl> --receipt-handle <receive-message.Messages.0.ReceiptHandle>'],
    ['sqs get-queue-attributes --queue-url <create-queue.QueueUrl> --attribute-names All', { output: '<account>:jobs' }],
    [`sqs set-queue-attributes --queue-url <create-queue.QueueUrl> --attributes ${json({ VisibilityTimeout: '45' })}`],
    ['sqs list-queues --page-size 1', { output: '/<account>/jobs' }],
    ['sqs list-queue-tags --queue-url <create-queue.QueueUrl>', { output: '"team": "blue"' }],
    ['sqs get-queue-url --queue-name none', { error: '(AWS.SimpleQueueService.NonExistentQueue)' }],
    ['sqs delete-queue --queue-url <create-queue.QueueUrl>'],
  ],
  'KMS keys': [
    ['kms create-key --description cli', { output: '"KeyState": "Enabled"' }],
    ['kms create-alias --alias-name alias/cli --target-key-id <create-key.KeyMetadata.KeyId>'],
    ['kms describe-key --key-id alias/cli', { output: '"KeyManager": "CUSTOMER"' }],
    ['kms encrypt --key-id alias/cli --plaintext aGVsbG8= --encryption-context a=b', { output: '"CiphertextBlob"' }],
    [
      'kms get-key-policy --key-id <create-key.KeyMetadata.KeyId> --policy-name default',
      { output: 'Enable IAM User Permissions' },
    ],
    ['kms describe-key --key-id alias/none', { error: '(NotFoundException)' }],
    ['kms schedule-key-deletion --key-id <create-key.KeyMetadata.KeyId>', { output: '"KeyState": "PendingDeletion"' }],
  ],
  'EC2 instances': [
    ['ec2 describe-images --owners amazon --filters Name=name,Values=*-linux-x86*', { output: '"ImageOwnerAlias": "amazon"' }],
    [
      'ec2 run-instances --image-id <describe-images.Images.0.ImageId> --tag-specifications ResourceType=instance,Tags=[{Key=team,Value=blue}]',
      { output: '"Name": "pending"' },
    ],
    ['ec2 describe-instances --filters Name=tag:team,Values=b*', { output: '"InstanceType": "m1.small"' }],
    ['ec2 describe-tags --filters Name=key,Values=team', { output: '"Value": "blue"' }],
    [
      'ec2 stop-instances --instance-ids <run-instances.Instances.0.InstanceId> --dry-run',
      {
        error:
          '(DryRunOperation) when calling the StopInstances operation: Request would have succeeded, but DryRun flag is set.',
      },
    ],
    ['ec2 terminate-instances --instance-ids <run-instances.Instances.0.InstanceId>', { output: '"Name": "shutting-down"' }],
    ['ec2 describe-vpcs', { error: '(NotImplemented)' }],
  ],
  'DynamoDB tables and items': [
    [
      'dynamodb create-table --table-name music --attribute-definitions AttributeName=artist,AttributeType=S AttributeName=year,AttributeType=N --key-schema AttributeName=artist,KeyType=HASH AttributeName=year,KeyType=RANGE --billing-mode PAY_PER_REQUEST',
      { output: '"TableStatus": "ACTIVE"' },
    ],
    ['dynamodb wait table-exists --table-name music'],
    [
      `dynamodb put-item --table-name music --item ${json({ artist: { S: 'Nina' }, year: { N: '1965' }, tags: { SS: ['jazz'] } })}`,
    ],
    [`dynamodb get-item --table-name music --key ${json({ artist: { S: 'Nina' }, year: { N: '1965' } })}`, { output: '"jazz"' }],
    [
      `dynamodb query --table-name music --key-condition-expression artist=:a --expression-attribute-values ${json({ ':a': { S: 'Nina' } })}`,
      { output: '"Count": 1' },
    ],
    ['dynamodb scan --table-name music --filter-expression artist=:a', { error: '(ValidationException)' }],
    [
      'dynamodb describe-table --table-name none',
      {
        error:
          '(ResourceNotFoundException) when calling the DescribeTable operation: Requested resource not found: Table: none not found',
      },
    ],
    ['dynamodb delete-table --table-name music', { output: '"TableStatus": "DELETING"' }],
  ],
  'Lambda functions': [
    [`iam create-role --role-name runs --assume-role-policy-document ${trust({ Service: 'lambda.amazonaws.com' })}`],
    [
      'lambda create-function --function-name resize --runtime python3.13 --handler index.handler --role <create-role.Role.Arn> --code S3Bucket=code,S3Key=resize.zip',
      { output: '"State": "Active"' },
    ],
    ['lambda wait function-active-v2 --function-name resize'],
    [
      `lambda invoke --function-name <create-function.FunctionArn> --payload ${base64({ calls: [{ action: 's3:ListAllMyBuckets' }] })} /dev/null`,
      { output: '"StatusCode": 200' },
    ],
    ['lambda invoke --function-name resize --invocation-type DryRun /dev/null', { output: '"StatusCode": 204' }],
    [
      'lambda add-permission --function-name resize --statement-id bucket --action lambda:InvokeFunction --principal s3.amazonaws.com --source-account <account>',
      { output: 'AWS:SourceAccount' },
    ],
    ['lambda get-policy --function-name resize', { output: 's3.amazonaws.com' }],
    ['lambda tag-resource --resource <create-function.FunctionArn> --tags team=blue'],
    ['lambda list-tags --resource <create-function.FunctionArn>', { output: '"team": "blue"' }],
    [
      'lambda get-function --function-name none',
      {
        error:
          '(ResourceNotFoundException) when calling the GetFunction operation: Function not found: arn:aws:lambda:eu-central-1:',
      },
    ],
    ['lambda delete-function --function-name resize'],
  ],
  'other services, which are not here': [
    ['route53 list-hosted-zones', notHere('route53')],
    ['apigateway get-rest-apis', notHere('apigateway')],
    ['cloudwatch list-metrics', notHere('ListMetrics')],
    ['autoscaling describe-auto-scaling-groups', notHere('DescribeAutoScalingGroups')],
    ['stepfunctions list-state-machines', notHere('ListStateMachines')],
    ['ssm describe-parameters', notHere('DescribeParameters')],
  ],
  'identity providers': [
    [
      'sts assume-role-with-web-identity --role-arn <federation.roleArn> --role-session-name cli --web-identity-token <federation.token>',
      { output: '"SubjectFromWebIdentityToken": "repo:acme/app:ref:refs/heads/main"' },
    ],
    [
      'sts assume-role-with-web-identity --role-arn <federation.roleArn> --role-session-name cli --web-identity-token none',
      {
        error:
          '(InvalidIdentityToken) when calling the AssumeRoleWithWebIdentity operation: The ID Token provided is not a valid',
      },
    ],
    [
      'sts assume-role-with-saml --role-arn <federation.roleArn> --principal-arn <federation.samlProvider> --saml-assertion <federation.assertion>',
      { output: '"Subject": "ana"' },
    ],
  ],
  'an organization': [
    ['organizations describe-organization', { error: '(AWSOrganizationsNotInUseException)' }],
    ['organizations create-organization --feature-set ALL'],
    ['organizations list-roots'],
    ['organizations create-organizational-unit --parent-id <list-roots.Roots.0.Id> --name Workloads'],
    ['organizations create-account --account-name member --email cli-member@example.com'],
    [
      'organizations describe-create-account-status --create-account-request-id <create-account.CreateAccountStatus.Id>',
      { output: '"State": "SUCCEEDED"' },
    ],
    ['organizations list-accounts --query Accounts[].Name --output text', { output: 'member' }],
    [
      'organizations move-account --account-id <describe-create-account-status.CreateAccountStatus.AccountId> --source-parent-id <list-roots.Roots.0.Id> --destination-parent-id <create-organizational-unit.OrganizationalUnit.Id>',
    ],
    [
      'organizations list-accounts-for-parent --parent-id <create-organizational-unit.OrganizationalUnit.Id>',
      { output: '"Name": "member"' },
    ],
    ['organizations list-parents --child-id <describe-create-account-status.CreateAccountStatus.AccountId>'],
    ['organizations enable-policy-type --root-id <list-roots.Roots.0.Id> --policy-type SERVICE_CONTROL_POLICY'],
    [`organizations create-policy --name no-s3 --description No --type SERVICE_CONTROL_POLICY --content ${deny('s3:*')}`],
    [
      'organizations attach-policy --policy-id <create-policy.Policy.PolicySummary.Id> --target-id <create-organizational-unit.OrganizationalUnit.Id>',
    ],
    [
      'organizations list-policies-for-target --target-id <create-organizational-unit.OrganizationalUnit.Id> --filter SERVICE_CONTROL_POLICY',
      { output: 'no-s3' },
    ],
    ['organizations list-targets-for-policy --policy-id <create-policy.Policy.PolicySummary.Id>'],
    ['organizations describe-policy --policy-id <create-policy.Policy.PolicySummary.Id>', { output: 's3:*' }],
    ['organizations tag-resource --resource-id <list-roots.Roots.0.Id> --tags Key=a,Value=b'],
    ['organizations list-tags-for-resource --resource-id <list-roots.Roots.0.Id>', { output: '"Key": "a"' }],
    ['iam list-organizations-features', { error: '(ServiceAccessNotEnabledException)' }],
    ['organizations enable-aws-service-access --service-principal iam.amazonaws.com'],
    ['iam enable-organizations-root-credentials-management', { output: '"RootCredentialsManagement"' }],
    ['iam list-organizations-features', { output: '"RootCredentialsManagement"' }],
    [
      'sts assume-root --target-principal <describe-create-account-status.CreateAccountStatus.AccountId> --task-policy-arn arn=arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials',
      { error: '(AccessDenied) when calling the AssumeRoot operation: Roles may not be assumed by root accounts.' },
    ],
    ['organizations delete-organization', { error: '(OrganizationNotEmptyException)' }],
  ],
};

const I = '--instance-arn <made.InstanceArn>';
const STORE = '--identity-store-id <made.IdentityStoreId>';
const SET = `${I} --permission-set-arn <create-permission-set.PermissionSet.PermissionSetArn>`;
const TARGET = '--target-id <made.memberId> --target-type AWS_ACCOUNT';
const GROUP = '--principal-type GROUP --principal-id <create-group.GroupId>';

/** The first day of an administrator of IAM Identity Center, in an organization whose instance is empty. */
export const IDENTITY_CENTER_COMMANDS: readonly CliCommand[] = [
  ['sso-admin list-instances', { output: '"InstanceArn": "<made.InstanceArn>"' }],
  [`identitystore create-group ${STORE} --display-name Auditors`],
  [
    `identitystore create-user ${STORE} --user-name ana --display-name Ana --name GivenName=Ana,FamilyName=Ruiz --emails Value=ana@example.com,Type=work,Primary=true`,
  ],
  [`identitystore create-group-membership ${STORE} --group-id <create-group.GroupId> --member-id UserId=<create-user.UserId>`],
  [
    `identitystore get-user-id ${STORE} --alternate-identifier ${json({ UniqueAttribute: { AttributePath: 'userName', AttributeValue: 'ana' } })}`,
    { output: '<create-user.UserId>' },
  ],
  [`sso-admin create-permission-set ${I} --name ReadOnlyAccess --session-duration PT2H --tags Key=team,Value=sec`],
  [`sso-admin attach-managed-policy-to-permission-set ${SET} --managed-policy-arn arn:aws:iam::aws:policy/ReadOnlyAccess`],
  [`sso-admin put-inline-policy-to-permission-set ${SET} --inline-policy ${deny('s3:GetObject')}`],
  [`sso-admin create-account-assignment ${SET} ${TARGET} ${GROUP}`, { output: '"Status": "IN_PROGRESS"' }],
  [
    `sso-admin describe-account-assignment-creation-status ${I} --account-assignment-creation-request-id <create-account-assignment.AccountAssignmentCreationStatus.RequestId>`,
    { output: '"Status": "SUCCEEDED"' },
  ],
  [`sso-admin detach-managed-policy-from-permission-set ${SET} --managed-policy-arn arn:aws:iam::aws:policy/ReadOnlyAccess`],
  [
    `sso-admin list-accounts-for-provisioned-permission-set ${SET} --provisioning-status LATEST_PERMISSION_SET_NOT_PROVISIONED`,
    { output: '<made.memberId>' },
  ],
  [`sso-admin provision-permission-set ${SET} --target-type ALL_PROVISIONED_ACCOUNTS`],
  [
    `sso-admin describe-permission-set-provisioning-status ${I} --provision-permission-set-request-id <provision-permission-set.PermissionSetProvisioningStatus.RequestId>`,
    { output: '"Status": "SUCCEEDED"' },
  ],
  [
    `sso-admin list-account-assignments-for-principal ${I} --principal-id <create-user.UserId> --principal-type USER`,
    { output: '"PrincipalId": "<create-group.GroupId>"' },
  ],
  [`sso-admin delete-account-assignment ${SET} ${TARGET} ${GROUP}`],
  [`sso-admin delete-permission-set ${SET}`],
  [`sso-admin describe-permission-set ${SET}`, { error: '(ResourceNotFoundException)' }],
];
