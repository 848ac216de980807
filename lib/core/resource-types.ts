/** What the ARN of a resource of a type looks like: the service, and what follows the account. */
type Form = { service: string; rest: RegExp };

const form = (service: string, rest: RegExp): Form => ({ service, rest });

/** The types of the resources that are here, by AWS's names. Source: AWS CloudFormation User Guide, "AWS resource and property types reference". */
const FORMS: Readonly<Record<string, Form>> = {
  'AWS::IAM::User': form('iam', /^user\//),
  'AWS::IAM::Group': form('iam', /^group\//),
  'AWS::IAM::Role': form('iam', /^role\//),
  'AWS::IAM::Policy': form('iam', /^policy\//),
  'AWS::IAM::InstanceProfile': form('iam', /^instance-profile\//),
  'AWS::IAM::OIDCProvider': form('iam', /^oidc-provider\//),
  'AWS::IAM::SAMLProvider': form('iam', /^saml-provider\//),
  'AWS::IAM::ServerCertificate': form('iam', /^server-certificate\//),
  'AWS::IAM::VirtualMFADevice': form('iam', /^mfa\//),
  'AWS::STS::AssumedRole': form('sts', /^assumed-role\//),
  'AWS::STS::FederatedUser': form('sts', /^federated-user\//),
  'AWS::Organizations::Organization': form('organizations', /^organization\//),
  'AWS::Organizations::Account': form('organizations', /^account\//),
  'AWS::Organizations::OrganizationalUnit': form('organizations', /^ou\//),
  'AWS::Organizations::Policy': form('organizations', /^policy\//),
  'AWS::Organizations::ResourcePolicy': form('organizations', /^resourcepolicy\//),
  'AWS::AccessAnalyzer::Analyzer': form('access-analyzer', /^analyzer\//),
  'AWS::CE::CostCategory': form('ce', /^costcategory\//),
  'AWS::Budgets::Budget': form('budgets', /^budget\//),
  'AWS::S3::Object': form('s3', /^[^/]+\//),
  'AWS::S3::Bucket': form('s3', /^[^/]+$/),
  'AWS::KMS::Key': form('kms', /^key\//),
  'AWS::KMS::Alias': form('kms', /^alias\//),
  'AWS::SQS::Queue': form('sqs', /^/),
  'AWS::SNS::Topic': form('sns', /^/),
  'AWS::Lambda::Function': form('lambda', /^function:/),
  'AWS::DynamoDB::Table': form('dynamodb', /^table\//),
  'AWS::SecretsManager::Secret': form('secretsmanager', /^secret:/),
  'AWS::EC2::Instance': form('ec2', /^instance\//),
};

/** AWS's name of the type of what an ARN names: `AWS::IAM::User`; undefined for what has none here. */
export function resourceTypeOf(arn: string): string | undefined {
  const [, , service, , , ...rest] = arn.split(':');
  const part = rest.join(':');
  return Object.keys(FORMS).find((type) => FORMS[type]?.service === service && FORMS[type]?.rest.test(part));
}

/** The service that has resources of a type: `iam`; undefined for a type that is not here. */
export function serviceOfType(type: string): string | undefined {
  return Object.hasOwn(FORMS, type) ? FORMS[type]?.service : undefined;
}
