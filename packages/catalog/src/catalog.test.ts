import { describe, expect, it } from 'vitest';
import { createCatalog } from './catalog';
import { loadCatalog, readServiceDescriptions } from './load-catalog';

const catalog = loadCatalog();

/**
 * The prefixes in the Organizations User Guide, "List of AWS services that support RCPs", in 2026. RCPs that name another service are
 * refused. A service that the guide and the catalog disagree on fails here.
 */
const RCP_SERVICES =
  'aoss appconfig appstream autoscaling autoscaling-plans budgets clouddirectory cloudfront cloudsearch cloudtrail-data codeartifact codebuild codecommit codepipeline cognito-identity cognito-idp comprehend comprehendmedical compute-optimizer cost-optimization-hub dax dsql dynamodb ecr ecr-public events firehose fis fms gamelift health inspector-scan kendra kinesisvideo kms logs memorydb networkmonitor notifications opensearch pca-connector-ad personalize polly pricing resource-groups rolesanywhere s3 secretsmanager servicediscovery signin sqs sts support swf textract timestream-influxdb transcribe transfer translate wafv2 workspaces xray';

describe('the catalog of services and actions', () => {
  it('contains every service and action of the data set, each once', () => {
    expect(catalog.services().length).toBeGreaterThanOrEqual(456);
    expect(catalog.actions().length).toBeGreaterThanOrEqual(22_000);
    expect(new Set(catalog.actions().map(({ service, name }) => `${service}:${name}`.toLowerCase())).size).toBe(
      catalog.actions().length,
    );
  });

  it('finds an action in any letter case, with its access level, resource types and condition keys', () => {
    const action = catalog.action('S3:getOBJECT');
    expect(action).toMatchObject({ service: 's3', name: 'GetObject', accessLevel: 'Read' });
    expect(action?.resourceTypes.map(({ name }) => name)).toContain('object');
    expect(action?.conditionKeys).toContain('s3:ExistingObjectTag/${TagKey}');
  });

  it('marks the required resource types of an action', () => {
    const types = catalog.action('ec2:RunInstances')?.resourceTypes ?? [];
    expect(types.find(({ name }) => name === 'instance')).toMatchObject({ required: true });
    expect(types.find(({ name }) => name === 'capacity-reservation')).toMatchObject({ required: false });
    expect(types.find(({ name }) => name === 'instance')?.conditionKeys).toContain('ec2:AvailabilityZone');
  });

  it('returns the access levels of the AWS tables', () => {
    expect(catalog.action('iam:AttachRolePolicy')?.accessLevel).toBe('Permissions management');
    expect(catalog.action('iam:TagUser')?.accessLevel).toBe('Tagging');
    expect(catalog.action('iam:ListUsers')?.accessLevel).toBe('List');
    expect(catalog.action('iam:CreateUser')?.accessLevel).toBe('Write');
  });

  it('returns an empty list for an action without resource types', () => {
    expect(catalog.action('s3:ListAllMyBuckets')?.resourceTypes).toEqual([]);
  });

  it('returns the ARN formats of resource types', () => {
    expect(catalog.resourceTypesOf('iam').find(({ name }) => name === 'user')?.arn).toMatch(
      /^arn:\$\{Partition\}:iam::\$\{Account\}:user\//,
    );
  });

  it('finds the resource types for the service of an ARN, including types of other services', () => {
    expect(catalog.resourceTypesOfArn('s3')?.map(({ name }) => name)).toContain('bucket');
    // Systems Manager and Amazon Q define these types, but ARNs use other names.
    expect(catalog.resourceTypesOfArn('ecs')?.map(({ service }) => service)).toContain('ssm');
    expect(catalog.resourceTypesOfArn('qdeveloper')?.map(({ service }) => service)).toContain('q');
    expect(catalog.resourceTypesOfArn('backup')?.map(({ name }) => name)).toContain('recoveryPoint');
    expect(catalog.resourceTypesOfArn('cloudformation')?.map(({ name }) => name)).toContain('transform');
    expect(catalog.resourceTypesOfArn('nothing')).toBeUndefined();
  });

  it('returns undefined or an empty list for unknown services and actions', () => {
    expect(catalog.action('s3:GetObjekt')).toBeUndefined();
    expect(catalog.action('GetObject')).toBeUndefined();
    expect(catalog.hasService('s4')).toBe(false);
    expect(catalog.actionsOf('s4')).toEqual([]);
    expect(catalog.service('__proto__')).toBeUndefined();
  });

  it('lists the services that support resource control policies', () => {
    expect([...catalog.rcpSupportedServices].sort()).toEqual(RCP_SERVICES.split(' '));
    expect(catalog.supportsRcp('S3')).toBe(true);
    expect(catalog.supportsRcp('ec2')).toBe(false);
  });

  it('returns the descriptions of one service', () => {
    expect(readServiceDescriptions('s3')?.actions.GetObject).toMatch(/Amazon S3/);
    expect(readServiceDescriptions('s4')).toBeUndefined();
  });
});

describe('the catalog of condition keys', () => {
  it('contains the 59 global keys', () => {
    expect(catalog.globalConditionKeys).toHaveLength(59);
    expect(new Set(catalog.globalConditionKeys.map(({ key }) => key)).size).toBe(59);
  });

  it.each([
    ['aws:TagKeys', 'String', true],
    ['aws:principalorgpaths', 'String', true],
    ['aws:PrincipalArn', 'ARN', false],
    ['aws:SourceIp', 'IPAddress', false],
    ['aws:MultiFactorAuthPresent', 'Bool', false],
    ['aws:RequestTag/cost center', 'String', false],
    ['s3:prefix', 'String', false],
    ['s3:ExistingObjectTag/class', 'String', false],
    ['kms:EncryptionContext:AppName', 'String', false],
    ['kms:GrantOperations', 'String', true],
    ['dynamodb:LeadingKeys', 'String', true],
    ['saml:aud', 'String', false],
    ['token.actions.githubusercontent.com:sub', 'String', false],
    ['oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF:sub', 'String', false],
    ['login.example.org:amr', 'String', true],
  ])('returns the type of %s and whether it is multivalued', (name, type, multivalued) => {
    expect(catalog.conditionKey(name)).toMatchObject({ type, multivalued });
    expect(catalog.isMultivalued(name)).toBe(multivalued);
  });

  it.each(['aws:Nothing', 'aws:RequestTag/', 's3:nothing', 'nothing', 's4:prefix', ''])(
    'returns undefined for the unknown key %s',
    (name) => {
      expect(catalog.conditionKey(name)).toBeUndefined();
    },
  );
});

describe('the suggestion for a misspelled name', () => {
  it.each([
    ['s3:GetObjekt', 's3:GetObject'],
    ['iam:CreatUser', 'iam:CreateUser'],
    ['s4:GetObject', 's3:GetObject'],
    ['ec2:DescribeInstanecs', 'ec2:DescribeInstances'],
  ])('corrects %s to %s', (written, meant) => {
    expect(catalog.suggestAction(written)).toBe(meant);
  });

  it('is undefined when no name is similar', () => {
    expect(catalog.suggestAction('s3:Xyzzy')).toBeUndefined();
    expect(catalog.suggestService('qqqqqqqqqqqq')).toBeUndefined();
  });

  it('corrects services and condition keys', () => {
    expect(catalog.suggestService('lamda')).toBe('lambda');
    expect(catalog.suggestConditionKey('aws:PrincipalOrgId2')).toBe('aws:PrincipalOrgID');
    expect(catalog.suggestConditionKey('s3:prefx')).toBe('s3:prefix');
  });
});

describe('completion', () => {
  it('puts services that start with the query first', () => {
    expect(catalog.findServices('lamb')[0]?.prefix).toBe('lambda');
    expect(catalog.findServices('s3')[0]?.prefix).toBe('s3');
    expect(catalog.findServices('dynamo')[0]?.prefix).toBe('dynamodb');
  });

  it('finds actions of one service, or of all services without a prefix', () => {
    const inS3 = catalog.findActions('s3:get', 500);
    expect(inS3.slice(0, 5).every(({ service, name }) => service === 's3' && name.startsWith('Get'))).toBe(true);
    expect(catalog.findActions('AssumeRoleWithSAML')[0]).toMatchObject({ service: 'sts' });
    expect(catalog.findActions('s4:get')).toEqual([]);
    expect(catalog.findActions('get', 10)).toHaveLength(10);
  });
});

describe('payload', () => {
  it('creates a copy with all services, but only the actions of the requested ones', () => {
    const { head, bodies } = JSON.parse(JSON.stringify(catalog.payload(['s3', 'IAM', 's4'])));
    expect(Object.keys(bodies)).toEqual(['s3', 'iam']);
    const copy = createCatalog(head, (prefix) => bodies[prefix]);
    expect(copy.action('s3:GetObject')).toEqual(catalog.action('s3:GetObject'));
    expect(copy.isLoaded('iam')).toBe(true);
    expect(copy.hasService('ec2')).toBe(true);
    expect(copy.isLoaded('ec2')).toBe(false);
    expect(copy.action('ec2:RunInstances')).toBeUndefined();
  });
});

describe('isRegion', () => {
  it('recognizes Regions of all partitions', () => {
    expect(catalog.isRegion('eu-central-1')).toBe(true);
    expect(catalog.isRegion('cn-north-1')).toBe(true);
    expect(catalog.isRegion('eu-central-9')).toBe(false);
  });
});
