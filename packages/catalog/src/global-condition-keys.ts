import type { ConditionKeyType } from '@gatehouse/policy/validate';

export type GlobalConditionKey = {
  /** The key as AWS writes it. A key with `${TagKey}` is a family with one member per tag key. */
  key: string;
  type: ConditionKeyType;
  multivalued: boolean;
  /** The condition for a request to carry the key. */
  presentWhen: string;
};

type Row = readonly [key: string, type: ConditionKeyType, cardinality: 'single' | 'multi', presentWhen: string];

const ROWS: readonly Row[] = [
  ['aws:PrincipalArn', 'ARN', 'single', 'The request is signed'],
  ['aws:PrincipalAccount', 'String', 'single', 'Always (anonymous when the request is not signed)'],
  ['aws:PrincipalOrgID', 'String', 'single', "The principal's account is in an organization"],
  ['aws:PrincipalOrgPaths', 'String', 'multi', "The principal's account is in an organization"],
  ['aws:PrincipalTag/${TagKey}', 'String', 'single', 'The principal carries the tag (session tags win over role tags)'],
  ['aws:PrincipalIsAWSService', 'Bool', 'single', 'The request is signed'],
  ['aws:PrincipalServiceName', 'String', 'single', 'The caller is a service principal'],
  ['aws:PrincipalServiceNamesList', 'String', 'multi', 'The caller is a service principal'],
  ['aws:PrincipalType', 'String', 'single', 'Always'],
  ['aws:userid', 'String', 'single', 'Always'],
  ['aws:username', 'String', 'single', 'The caller is an IAM user'],
  ['aws:AssumedRoot', 'Bool', 'single', 'The credentials come from AssumeRoot'],
  ['aws:FederatedProvider', 'String', 'single', 'The role session came from OpenID Connect federation'],
  ['aws:TokenIssueTime', 'Date', 'single', 'The credentials are temporary'],
  ['aws:MultiFactorAuthAge', 'Numeric', 'single', 'The credentials are temporary and MFA was used'],
  ['aws:MultiFactorAuthPresent', 'Bool', 'single', 'The credentials are temporary'],
  ['aws:SourceIdentity', 'String', 'single', 'A source identity was set on the session'],
  ['aws:ChatbotSourceArn', 'ARN', 'single', 'A chat application created the session'],
  ['aws:Ec2InstanceSourceVpc', 'String', 'single', 'The credentials belong to an EC2 instance role'],
  ['aws:Ec2InstanceSourcePrivateIPv4', 'IPAddress', 'single', 'The credentials belong to an EC2 instance role'],
  ['ec2:RoleDelivery', 'Numeric', 'single', 'The credentials belong to an EC2 instance role'],
  ['ec2:SourceInstanceArn', 'ARN', 'single', 'The credentials belong to an EC2 instance role'],
  ['glue:RoleAssumedBy', 'String', 'single', 'Glue issued the credentials'],
  ['glue:CredentialIssuingService', 'String', 'single', 'Glue issued the credentials'],
  ['lambda:SourceFunctionArn', 'ARN', 'single', 'Lambda issued the credentials'],
  ['ssm:SourceInstanceArn', 'ARN', 'single', 'Systems Manager issued the credentials'],
  ['identitystore:UserId', 'String', 'single', 'The session belongs to an IAM Identity Center user'],
  ['aws:SourceIp', 'IPAddress', 'single', 'The request does not come through a VPC endpoint'],
  ['aws:SourceVpc', 'String', 'single', 'The request comes through a VPC endpoint'],
  ['aws:SourceVpcArn', 'ARN', 'single', 'The request comes through a VPC endpoint'],
  ['aws:SourceVpce', 'String', 'single', 'The request comes through a VPC endpoint'],
  ['aws:VpcSourceIp', 'IPAddress', 'single', 'The request comes through a VPC endpoint'],
  ['aws:VpceAccount', 'String', 'single', 'The request comes through a VPC endpoint of a supported service'],
  ['aws:VpceOrgID', 'String', 'single', 'The request comes through a VPC endpoint of a supported service'],
  ['aws:VpceOrgPaths', 'String', 'multi', 'The request comes through a VPC endpoint of a supported service'],
  ['aws:ResourceAccount', 'String', 'single', "The resource's owner is known"],
  ['aws:ResourceOrgID', 'String', 'single', "The resource owner's account is in an organization"],
  ['aws:ResourceOrgPaths', 'String', 'multi', "The resource owner's account is in an organization"],
  ['aws:ResourceTag/${TagKey}', 'String', 'single', 'The resource carries the tag and the service supports the key'],
  ['aws:CalledVia', 'String', 'multi', 'A service forwards the call of a principal'],
  ['aws:CalledViaFirst', 'String', 'single', 'A service forwards the call of a principal'],
  ['aws:CalledViaLast', 'String', 'single', 'A service forwards the call of a principal'],
  ['aws:ViaAWSService', 'Bool', 'single', 'Always'],
  ['aws:CalledViaAWSMCP', 'String', 'single', 'The call comes through an AWS MCP server'],
  ['aws:ViaAWSMCPService', 'Bool', 'single', 'The call comes through an AWS MCP server'],
  ['aws:IsMcpServiceAction', 'Bool', 'single', 'The call comes through an AWS MCP server'],
  ['aws:CurrentTime', 'Date', 'single', 'Always'],
  ['aws:EpochTime', 'Date', 'single', 'Always'],
  ['aws:referer', 'String', 'single', 'The request carries the header'],
  ['aws:RequestedRegion', 'String', 'single', 'Always (us-east-1 for global services)'],
  ['aws:RequestTag/${TagKey}', 'String', 'single', 'The request passes the tag'],
  ['aws:TagKeys', 'String', 'multi', 'The request passes tags'],
  ['aws:SecureTransport', 'Bool', 'single', 'Always'],
  ['aws:SourceArn', 'ARN', 'single', 'A service principal acts for a resource'],
  ['aws:SourceAccount', 'String', 'single', 'A service principal acts for a resource'],
  ['aws:SourceOrgID', 'String', 'single', 'A service principal acts for a resource of an organization'],
  ['aws:SourceOrgPaths', 'String', 'multi', 'A service principal acts for a resource of an organization'],
  ['aws:SourceOwner', 'String', 'single', 'A service principal acts for a resource (deprecated)'],
  ['aws:UserAgent', 'String', 'single', 'The request carries the header'],
];

/**
 * The condition keys that do not belong to a service, with type and cardinality. Source: IAM User Guide, "AWS global condition context
 * keys".
 */
export const GLOBAL_CONDITION_KEYS: readonly GlobalConditionKey[] = ROWS.map(([key, type, cardinality, presentWhen]) => ({
  key,
  type,
  multivalued: cardinality === 'multi',
  presentWhen,
}));
