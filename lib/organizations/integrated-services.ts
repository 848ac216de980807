import type { RequestContext } from '@gatehouse/policy/evaluate';
import { invalidInput } from './errors';

/**
 * A service that works with an organization. Source: Organizations User Guide, "AWS services that you can use with AWS
 * Organizations".
 */
export type IntegratedService = {
  principal: string;
  name: string /** True if a member account can be its delegated administrator. */;
  delegatedAdministrator: boolean;
};

const services: readonly (readonly [principal: string, name: string, delegatedAdministrator: boolean])[] = [
  ['access-analyzer.amazonaws.com', 'IAM Access Analyzer', true],
  ['account.amazonaws.com', 'AWS Account Management', true],
  ['agentless.inspector2.amazonaws.com', 'Amazon Inspector agentless scanning', false],
  ['auditmanager.amazonaws.com', 'AWS Audit Manager', true],
  ['aws-artifact-account-sync.amazonaws.com', 'AWS Artifact', false],
  ['backup.amazonaws.com', 'AWS Backup', true],
  ['cloudtrail.amazonaws.com', 'AWS CloudTrail', true],
  ['compute-optimizer.amazonaws.com', 'AWS Compute Optimizer', true],
  ['config-multiaccountsetup.amazonaws.com', 'AWS Config multi-account setup', true],
  ['config.amazonaws.com', 'AWS Config', true],
  ['controltower.amazonaws.com', 'AWS Control Tower', false],
  ['cost-optimization-hub.bcm.amazonaws.com', 'AWS Cost Optimization Hub', true],
  ['detective.amazonaws.com', 'Amazon Detective', true],
  ['devops-guru.amazonaws.com', 'Amazon DevOps Guru', true],
  ['ds.amazonaws.com', 'AWS Directory Service', false],
  // A delegated administrator is not documented. Source: Organizations User Guide, "Getting started with EC2 policies".
  ['ec2.amazonaws.com', 'Amazon EC2', false],
  ['fms.amazonaws.com', 'AWS Firewall Manager', true],
  ['guardduty.amazonaws.com', 'Amazon GuardDuty', true],
  ['health.amazonaws.com', 'AWS Health', true],
  ['iam.amazonaws.com', 'IAM centralized root access', true],
  ['inspector2.amazonaws.com', 'Amazon Inspector', true],
  ['ipam.amazonaws.com', 'Amazon VPC IP Address Manager', true],
  ['license-management.marketplace.amazonaws.com', 'AWS Marketplace license management', false],
  ['license-manager-linux-subscriptions.amazonaws.com', 'AWS License Manager Linux subscriptions', true],
  ['license-manager.amazonaws.com', 'AWS License Manager', true],
  ['license-manager.member-account.amazonaws.com', 'AWS License Manager member accounts', false],
  ['macie.amazonaws.com', 'Amazon Macie', true],
  ['malware-protection.guardduty.amazonaws.com', 'Amazon GuardDuty malware protection', false],
  ['member.org.stacksets.cloudformation.amazonaws.com', 'AWS CloudFormation StackSets', true],
  ['mgn.amazonaws.com', 'AWS Application Migration Service', true],
  ['networkmanager.amazonaws.com', 'AWS Network Manager', true],
  ['observabilityadmin.amazonaws.com', 'Amazon CloudWatch telemetry', true],
  ['opsdatasync.ssm.amazonaws.com', 'AWS Systems Manager Explorer', false],
  ['private-marketplace.marketplace.amazonaws.com', 'AWS Private Marketplace', true],
  ['ram.amazonaws.com', 'AWS Resource Access Manager', false],
  ['reachabilityanalyzer.networkinsights.amazonaws.com', 'Amazon VPC Reachability Analyzer', true],
  ['reporting.trustedadvisor.amazonaws.com', 'AWS Trusted Advisor', true],
  ['resource-explorer-2.amazonaws.com', 'AWS Resource Explorer', true],
  ['security-ir.amazonaws.com', 'AWS Security Incident Response', true],
  ['securityhub.amazonaws.com', 'AWS Security Hub', true],
  ['securitylake.amazonaws.com', 'Amazon Security Lake', true],
  ['servicecatalog.amazonaws.com', 'AWS Service Catalog', true],
  ['servicequotas.amazonaws.com', 'Service Quotas', false],
  ['ssm.amazonaws.com', 'AWS Systems Manager', true],
  ['sso.amazonaws.com', 'AWS IAM Identity Center', true],
  ['stacksets.cloudformation.amazonaws.com', 'AWS CloudFormation StackSets roles', false],
  ['storage-lens.s3.amazonaws.com', 'Amazon S3 Storage Lens', true],
  ['tagpolicies.tag.amazonaws.com', 'Tag policies', true],
  ['wellarchitected.amazonaws.com', 'AWS Well-Architected Tool', false],
];

/** All services that support trusted access. */
export const INTEGRATED_SERVICES: readonly IntegratedService[] = services.map(([principal, name, delegatedAdministrator]) => ({
  principal,
  name,
  delegatedAdministrator,
}));

const UNRECOGNIZED = 'You specified an unrecognized service principal.';

/**
 * Returns a service that works with organizations.
 * @throws AwsError InvalidInput for other principals
 */
export function requireIntegratedService(principal: string): IntegratedService {
  const service = INTEGRATED_SERVICES.find((candidate) => candidate.principal === principal);
  if (!service) throw invalidInput('UNRECOGNIZED_SERVICE_PRINCIPAL', UNRECOGNIZED);
  return service;
}

/**
 * Returns a service that supports delegated administrators.
 * @throws AwsError InvalidInput for other principals
 */
export function requireDelegableService(principal: string): IntegratedService {
  const service = requireIntegratedService(principal);
  if (!service.delegatedAdministrator) throw invalidInput('UNRECOGNIZED_SERVICE_PRINCIPAL', UNRECOGNIZED);
  return service;
}

/**
 * Returns the most delegated administrators of a service. Source: IAM Identity Center User Guide, "Delegated administrator"; limits of
 * other services are not confirmed.
 */
export function mostAdministrators(principal: string): number {
  return principal === 'sso.amazonaws.com' ? 1 : Number.POSITIVE_INFINITY;
}

export function servicePrincipalContext(principal: string | undefined): RequestContext {
  return principal === undefined ? {} : { 'organizations:ServicePrincipal': principal };
}
