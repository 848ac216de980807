/** A role that a service makes for itself. Facts from each service's page "Using service-linked roles". */
export type ServiceLinkedRole = { service: string; roleName: string; policyName: string; customSuffix: boolean };

// Service principal, what follows AWSServiceRoleFor in the role's name, and AWS's managed policy under /aws-service-role/.
const ROLES: readonly (readonly [service: string, name: string, policyName: string])[] = [
  ['access-analyzer.amazonaws.com', 'AccessAnalyzer', 'AccessAnalyzerServiceRolePolicy'],
  ['autoscaling.amazonaws.com', 'AutoScaling', 'AutoScalingServiceRolePolicy'],
  ['backup.amazonaws.com', 'Backup', 'AWSBackupServiceLinkedRolePolicyForBackup'],
  ['batch.amazonaws.com', 'Batch', 'BatchServiceRolePolicy'],
  ['cks.kms.amazonaws.com', 'KeyManagementServiceCustomKeyStores', 'AWSKeyManagementServiceCustomKeyStoresServiceRolePolicy'],
  ['cloudtrail.amazonaws.com', 'CloudTrail', 'CloudTrailServiceRolePolicy'],
  ['compute-optimizer.amazonaws.com', 'ComputeOptimizer', 'ComputeOptimizerServiceRolePolicy'],
  ['config.amazonaws.com', 'Config', 'AWSConfigServiceRolePolicy'],
  ['controltower.amazonaws.com', 'AWSControlTower', 'AWSControlTowerAccountServiceRolePolicy'],
  ['detective.amazonaws.com', 'Detective', 'AmazonDetectiveServiceLinkedRolePolicy'],
  [
    'dynamodb.application-autoscaling.amazonaws.com',
    'ApplicationAutoScaling_DynamoDBTable',
    'AWSApplicationAutoscalingDynamoDBTablePolicy',
  ],
  ['ecs.amazonaws.com', 'ECS', 'AmazonECSServiceRolePolicy'],
  ['ecs.application-autoscaling.amazonaws.com', 'ApplicationAutoScaling_ECSService', 'AWSApplicationAutoscalingECSServicePolicy'],
  ['eks.amazonaws.com', 'AmazonEKS', 'AmazonEKSServiceRolePolicy'],
  ['eks-fargate.amazonaws.com', 'AmazonEKSForFargate', 'AmazonEKSForFargateServiceRolePolicy'],
  ['eks-nodegroup.amazonaws.com', 'AmazonEKSNodegroup', 'AWSServiceRoleForAmazonEKSNodegroup'],
  ['elasticache.amazonaws.com', 'ElastiCache', 'ElastiCacheServiceRolePolicy'],
  ['elasticbeanstalk.amazonaws.com', 'ElasticBeanstalk', 'AWSElasticBeanstalkServiceRolePolicy'],
  ['elasticfilesystem.amazonaws.com', 'AmazonElasticFileSystem', 'AmazonElasticFileSystemServiceRolePolicy'],
  ['elasticloadbalancing.amazonaws.com', 'ElasticLoadBalancing', 'AWSElasticLoadBalancingServiceRolePolicy'],
  ['es.amazonaws.com', 'AmazonElasticsearchService', 'AmazonElasticsearchServiceRolePolicy'],
  ['fms.amazonaws.com', 'FMS', 'FMSServiceRolePolicy'],
  ['fsx.amazonaws.com', 'AmazonFSx', 'AmazonFSxServiceRolePolicy'],
  ['grafana.amazonaws.com', 'AmazonGrafana', 'AmazonGrafanaServiceLinkedRolePolicy'],
  ['guardduty.amazonaws.com', 'AmazonGuardDuty', 'AmazonGuardDutyServiceRolePolicy'],
  ['inspector2.amazonaws.com', 'AmazonInspector2', 'AmazonInspector2ServiceRolePolicy'],
  ['kafka.amazonaws.com', 'Kafka', 'KafkaServiceRolePolicy'],
  ['lexv2.amazonaws.com', 'LexV2Bots', 'AmazonLexV2BotPolicy'],
  ['macie.amazonaws.com', 'AmazonMacie', 'AmazonMacieServiceRolePolicy'],
  [
    'member.org.stacksets.cloudformation.amazonaws.com',
    'CloudFormationStackSetsOrgMember',
    'CloudFormationStackSetsOrgMemberServiceRolePolicy',
  ],
  ['network-firewall.amazonaws.com', 'NetworkFirewall', 'AWSNetworkFirewallServiceRolePolicy'],
  ['opensearchservice.amazonaws.com', 'AmazonOpenSearchService', 'AmazonOpenSearchServiceRolePolicy'],
  ['ops.apigateway.amazonaws.com', 'APIGateway', 'APIGatewayServiceRolePolicy'],
  ['organizations.amazonaws.com', 'Organizations', 'AWSOrganizationsServiceTrustPolicy'],
  ['ram.amazonaws.com', 'ResourceAccessManager', 'AWSResourceAccessManagerServiceRolePolicy'],
  ['rds.amazonaws.com', 'RDS', 'AmazonRDSServiceRolePolicy'],
  ['redshift.amazonaws.com', 'Redshift', 'AmazonRedshiftServiceLinkedRolePolicy'],
  ['replicator.lambda.amazonaws.com', 'LambdaReplicator', 'AWSLambdaReplicator'],
  ['resource-explorer-2.amazonaws.com', 'ResourceExplorer', 'AWSResourceExplorerServiceRolePolicy'],
  ['securityhub.amazonaws.com', 'SecurityHub', 'AWSSecurityHubServiceRolePolicy'],
  ['servicequotas.amazonaws.com', 'ServiceQuotas', 'ServiceQuotasServiceRolePolicy'],
  ['spot.amazonaws.com', 'EC2Spot', 'AWSEC2SpotServiceRolePolicy'],
  ['spotfleet.amazonaws.com', 'EC2SpotFleet', 'AWSEC2SpotFleetServiceRolePolicy'],
  ['ssm.amazonaws.com', 'AmazonSSM', 'AmazonSSMServiceRolePolicy'],
  ['sso.amazonaws.com', 'SSO', 'AWSSSOServiceRolePolicy'],
  [
    'stacksets.cloudformation.amazonaws.com',
    'CloudFormationStackSetsOrgAdmin',
    'CloudFormationStackSetsOrgAdminServiceRolePolicy',
  ],
  ['storage-lens.s3.amazonaws.com', 'S3StorageLens', 'S3StorageLensServiceRolePolicy'],
  ['support.amazonaws.com', 'Support', 'AWSSupportServiceRolePolicy'],
  ['transitgateway.amazonaws.com', 'VPCTransitGateway', 'AWSVPCTransitGatewayServiceRolePolicy'],
  ['trustedadvisor.amazonaws.com', 'TrustedAdvisor', 'AWSTrustedAdvisorServiceRolePolicy'],
  ['wafv2.amazonaws.com', 'WAFV2Logging', 'WAFV2LoggingServiceRolePolicy'],
];
/** AWS: only some services take several roles, told apart by a suffix. */
const WITH_SUFFIX: ReadonlySet<string> = new Set(['autoscaling.amazonaws.com', 'lexv2.amazonaws.com']);

const BY_SERVICE: ReadonlyMap<string, ServiceLinkedRole> = new Map(
  ROLES.map(([service, name, policyName]) => [
    service,
    { service, roleName: `AWSServiceRoleFor${name}`, policyName, customSuffix: WITH_SUFFIX.has(service) },
  ]),
);

/** The role that a service makes for itself, or undefined for services that make none (or none that is known here). */
export function findServiceLinkedRole(service: string): ServiceLinkedRole | undefined {
  return BY_SERVICE.get(service);
}

export function listServiceLinkedRoles(): readonly ServiceLinkedRole[] {
  return [...BY_SERVICE.values()];
}
