import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { findManagedPolicy, listManagedPolicies, managedPolicyDocument } from '@gatehouse/catalog/managed-policies';
import { describe, expect, it } from 'vitest';
import { validatePolicy } from './validate-policy';

const catalog = loadCatalog();
const findingsOf = (arn: string) => validatePolicy(managedPolicyDocument(arn) ?? '', 'identity', { catalog });
const codesOf = (name: string) => findingsOf(`arn:aws:iam::aws:policy/${name}`).map(({ issueCode }) => issueCode);

describe('AWS managed policies', () => {
  it('have the documented findings if they grant administrators everything', () => {
    // AWS: the pages of PASS_ROLE_… and CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE name these two policies.
    const codes = ['PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE', 'CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE'];
    expect(codesOf('AdministratorAccess')).toEqual(codes);
    expect(codesOf('IAMFullAccess')).toEqual(codes);
    // AWS: named on the page of CREATE_SLR_WITH_STAR_IN_RESOURCE.
    expect(codesOf('PowerUserAccess')).toEqual(['CREATE_SLR_WITH_STAR_IN_RESOURCE']);
  });

  it.each([
    'AmazonS3FullAccess',
    'AmazonS3ReadOnlyAccess',
    'AmazonEC2ReadOnlyAccess',
    'AmazonDynamoDBReadOnlyAccess',
    'AWSKeyManagementServicePowerUser',
    'AmazonSQSFullAccess',
    'IAMReadOnlyAccess',
    'IAMUserChangePassword',
    'AWSOrganizationsFullAccess',
    'CloudWatchLogsFullAccess',
    'service-role/AWSLambdaBasicExecutionRole',
  ])('have no findings: %s', (name) => {
    expect(findManagedPolicy(`arn:aws:iam::aws:policy/${name}`)).toBeDefined();
    expect(codesOf(name)).toEqual([]);
  });

  it('have no errors except known mistakes and removed services or actions', () => {
    const found = new Map<string, Set<string>>();
    for (const { arn } of listManagedPolicies()) {
      const text = managedPolicyDocument(arn) ?? '';
      for (const { findingType, issueCode, findingDetails, locations } of findingsOf(arn)) {
        if (findingType !== 'ERROR') continue;
        const [place] = locations;
        const written = text.slice(place?.span.start.offset, place?.span.end.offset).slice(1, -1);
        const culprits = found.get(issueCode) ?? new Set();
        found.set(issueCode, culprits.add(culpritOf(issueCode, written, findingDetails)));
      }
    }
    const sorted = [...found].map(([code, culprits]) => [code, [...culprits].sort()]);
    expect(Object.fromEntries(sorted)).toEqual(KNOWN_ERRORS);
    // Three megabytes of policies take seconds, and more on a busy machine.
  }, 120_000);
});

/** Returns the cause in short form: the service of an action or ARN, or the key. */
function culpritOf(code: string, written: string, details: string): string {
  if (code === 'INVALID_ARN_RESOURCE' || code === 'MISSING_ARN_ACCOUNT') return written.split(':')[2] ?? '';
  if (code === 'UNSUPPORTED_ACTION_FOR_CONDITION_KEY') return /never carry (\S+?)(?:\/\S+)?, so/.exec(details)?.[1] ?? details;
  if (code === 'MISSING_QUALIFIER') return /values of (\S+)\./.exec(details)?.[1] ?? details;
  return code === 'INVALID_SERVICE' || code === 'INVALID_ACTION' ? (written.split(':')[0] ?? '') : written;
}

const KNOWN_ERRORS = {
  // AWS has closed these services, or does not publish their actions.
  INVALID_SERVICE: [
    'builderid',
    'datazonecontrol',
    'deepcomposer',
    'deeplens',
    'deepracer',
    'elastic-inference',
    'iot1click',
    'iotroborunner',
    'mobilehub',
    'sagemaker-groundtruth-synthetic',
    'zocalo',
  ],
  // The Service Authorization Reference no longer lists these actions, or does not list them yet. AWS: "Invalid actions do not affect the permissions
  // granted by the policy", and lists some of its own policies with such actions.
  INVALID_ACTION: [
    'budgets',
    'cloud9',
    'cloudhsm',
    'memorydb',
    'organizations',
    'payments',
    'qapps',
    'route53-recovery-control-config',
    'securityagent',
  ],
  // These ARNs match no resource type. Reasons are letter case (states:statemachine for stateMachine), missing parts (cloudformation:stack/name
  // without its id, logs:/aws/lambda without log-group), wrong numbers of colons, and types missing in the reference.
  INVALID_ARN_RESOURCE: [
    'apigateway',
    'appflow',
    'aps',
    'autoscaling',
    'bedrock-agentcore',
    'cloudformation',
    'cloudwatch',
    'config',
    'ec2',
    'elasticloadbalancing',
    'grafana',
    'kms',
    'logs',
    'organizations',
    'pricingplanmanager',
    'profile',
    'quicksight',
    'redshift-serverless',
    'robomaker',
    'sagemaker',
    'secretsmanager',
    'securityagent',
    'states',
    'waf',
    'waf-regional',
  ],
  // arn:aws:kms:*::* names no account.
  MISSING_ARN_ACCOUNT: ['kms'],
  // Some actions of these statements do not support the key, such as ec2:ResourceTag with ec2:DescribeInstances.
  UNSUPPORTED_ACTION_FOR_CONDITION_KEY: [
    'a4b:amazonId',
    'a4b:filters_deviceType',
    'application-autoscaling:service-namespace',
    'aws-marketplace:AgreementType',
    'aws-marketplace:PartyType',
    'aws-marketplace:ProductId',
    'deadline:FarmMembershipLevels',
    'deadline:FleetMembershipLevels',
    'dms:task-tag',
    'ec2:ResourceTag',
    'ec2:Vpc',
    'glue:LakeFormationPermissions',
    'iottwinmaker:linkedServices',
    'nimble:ownedBy',
    'ram:ResourceShareName',
    'redshift-data:glue-catalog-arn',
  ],
  // The key is of type ArrayOfString in the reference, but the policies compare it without a qualifier.
  MISSING_QUALIFIER: ['events:detail-type'],
  // Only AWS's own service-linked role has this key.
  INVALID_GLOBAL_CONDITION_KEY: ['aws:PrincipalOrgMasterAccountId'],
  INVALID_SERVICE_CONDITION_KEY: ['lakeformation:GlueARN'],
};
