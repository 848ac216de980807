import type { Page } from '@playwright/test';
import { COUNTED } from '../app/(console)/_client/policies/counted-policies';
import { paths } from '../lib/console/paths';
import { expect } from './fixtures';
import { expectWholePage } from './good-page';

const isFirstOfMonth = new Date().getUTCDate() === 1;

/** Texts of the demo organization on the administrator's pages. Null for pages without content at first. */
export const SHOWN: Readonly<Record<string, readonly string[] | null>> = {
  [paths.home]: ['admin @ acme', 'AdministratorAccess', 'The root user has no MFA'],
  [paths.iamDashboard]: ['acme', 'of 5,000'],
  [paths.secureAccount]: ['Leave the root user without access keys', 'Create an administrator who signs in with MFA'],
  [paths.restoreAccess]: ['Can change permissions', 'admin'],
  [paths.groups]: ['Administrators', 'Billing', 'Helpdesk'],
  [paths.users]: ['admin', 'finn', 'kim'],
  [paths.roles]: ['AWSServiceRoleForOrganizations'],
  [paths.policies]: ['AWS managed'],
  [paths.identityProviders]: ['No identity providers'],
  [paths.serverCertificates]: ['No server certificates'],
  [paths.hardwareTokens]: ['No hardware tokens'],
  [paths.delegationRequests]: ['No delegation requests'],
  [paths.securityCredentials]: ['Access keys (1)'],
  [paths.accountSettings]: ['acme', 'This account'],
  [paths.iamAccountSettings]: ['Default password policy'],
  [paths.authorizationApi]: ['GATEHOUSE_AUTHORIZE_TOKEN'],
  [paths.clock]: ['real time'],
  [paths.quotas]: ['UsersPerAccount', '5,000'],
  [paths.importIdentities]: ['get-account-authorization-details'],
  [paths.exportOf()]: ['No export yet'],
  [paths.snapshots]: null,
  [paths.rootAccess]: ['Enabled', 'Not present', 'Present'],
  [paths.credentialReport]: ['No report yet'],
  [paths.access()]: null,
  [paths.ask()]: null,
  [paths.whoCan()]: ['SCPs and RCPs of both sides, and the resource policy'],
  [paths.compare()]: [COUNTED.principals],
  [paths.accessChanges()]: ['users and roles changed'],
  [paths.accessGraph()]: ['escalates to', 'is administrator of', COUNTED.everybody],
  [paths.escalation]: ['Change the console password of admin', COUNTED.everybody],
  [paths.fromActivity()]: null,
  [paths.accessTests]: ['No access tests'],
  [paths.createAccessTests]: ['Results', '1 failed'],
  [paths.externalAccess]: ['No analyzers'],
  [paths.policyChecks]: null,
  [paths.predict()]: ['Question 1 of 30', 'What is the result?'],
  [paths.tryIt()]: null,
  [paths.simulator()]: ['only this policy and without guardrails'],
  [paths.events()]: ['CreateBudget', 'AssumeRole'],
  [paths.troubleshooter()]: null,
  [paths.posture()]: ['of 100', 'The root user has no MFA'],
  [paths.unusedAccess]: ['not enough data', 'Never used'],
  [paths.responsibility()]: ['Security in the cloud: yours begins here', 'Who may open ports'],
  [paths.billingHome()]: [
    'Month to date',
    'Elastic Compute Cloud (EC2)',
    'Why is one consolidated bill lower than separate bills?',
  ],
  [paths.costAnomalies()]: ['No cost anomalies'],
  // A month has no charges on its first day. The account with the highest cost depends on the day.
  [paths.bills()]: isFirstOfMonth
    ? ['Pending (estimated)']
    : ['Pending (estimated)', 'Elastic Compute Cloud (EC2)', 'Highest account cost'],
  [paths.savings()]: ['Consolidated billing savings'],
  [paths.costExplorer()]: ['AWS Data Transfer', 'Show lines'],
  [paths.reservations()]: ['3 × m5.large', 'production'],
  [paths.savingsPlans()]: ['Compute, $0.05 an hour'],
  [paths.credits]: ['$150.00', 'Elastic Compute Cloud (EC2)'],
  [paths.budgets]: ['All of Acme', 'Production'],
  [paths.outbox()]: ['Gatehouse sends nothing'],
  [paths.usage]: ['Demo', 'Generated'],
  [paths.priceList()]: ['Current list prices (sample)'],
  [paths.whatIf()]: ['Add change'],
  [paths.billingPreferences]: ['apply to the whole bill for', 'development', 'No changes yet'],
  [paths.costCategories]: ['Department', 'Central'],
  [paths.costAllocationTags()]: ['environment', 'project', 'Active'],
  [paths.resources]: ['S3 buckets', 'DynamoDB tables'],
  [paths.resourcesOf('buckets')]: ['No buckets'],
  [paths.resourcesOf('instances')]: ['No instances'],
  [paths.resourcesOf('keys')]: ['No keys'],
  [paths.resourcesOf('queues')]: ['No queues'],
  [paths.resourcesOf('topics')]: ['No topics'],
  [paths.resourcesOf('secrets')]: ['No secrets'],
  [paths.resourcesOf('functions')]: ['No functions'],
  [paths.resourcesOf('tables')]: ['No tables'],
  [paths.ec2Settings]: ['Settings of the account for us-east-1', 'Block new public sharing'],
  [paths.s3Settings]: ['All four are off for a new account'],
  [paths.moduleMap]: ['Shared responsibility', 'Groups and job functions', 'Sort 30 controls'],
  [paths.scenarios]: ['Groups and job functions', 'Users and groups'],
  [paths.apiCoverage]: null,
  [paths.accounts]: ['Security', 'Workloads', 'Sandbox', 'audit', 'production', 'payments', 'development', 'RegionLimit'],
  [paths.organizationDiagram]: ['5 OUs · 6 accounts'],
  [paths.organizationPolicies]: ['Service control policies'],
  [paths.tagCompliance]: ['Nothing to correct'],
  [paths.invitations]: null,
  [paths.billingTransfers]: ['No inbound billing', 'No outbound billing'],
  [paths.organizationServices]: ['IAM centralized root access'],
  [paths.delegationPolicy]: ['No delegation policy'],
  [paths.organizationSettings]: ['All features'],
  [paths.identityCenter]: ['AWS access portal', 'us-east-1'],
  [paths.storeUsers]: ['ana.ruiz', 'david.lee'],
  [paths.storeGroups]: ['Auditors', 'Developers', 'Platform'],
  [paths.assignments]: ['PowerUserAccess', 'Developers'],
  [paths.effectiveAccess]: ['Ana Ruiz', 'sandbox'],
  [paths.permissionSets]: ['AdministratorAccess', 'ViewOnlyAccess'],
  [paths.applications]: ['Build server', 'All users'],
  [paths.migrateUsers()]: ['No account chosen'],
  [paths.identityCenterSettings]: ['Identity Center directory'],
};

/** Pages with a parameter. */
export const DETAILS: Readonly<Record<string, readonly string[]>> = {
  [paths.user('kim')]: ['ResetPasswords'],
  [paths.group('Billing')]: ['finn'],
  [paths.costCategory({ name: 'Department' })]: ['Shops', 'Engineering', 'Proportional to costs'],
  [paths.editCostCategory({ name: 'Department' })]: ['Workloads / Production', 'Central'],
  [paths.organizationPolicyType('SERVICE_CONTROL_POLICY')]: ['DenyLeavingOrganization', 'ProtectAuditRole', 'SandboxLimit'],
  [paths.whoCan({ action: 'iam:UpdateLoginProfile', resource: '*' })]: ['kim', 'admin'],
};

/** Texts of the development account's pages, for the administrator who switched to it. */
export const IN_DEVELOPMENT: Readonly<Record<string, readonly string[]>> = {
  [paths.iamDashboard]: ['acme-dev'],
  [paths.users]: ['user-1', 'user-2', 'user-3', 'dana', 'newcomer'],
  [paths.user('dana')]: ['PowerUserAccess', 'OwnBucket', 'DeveloperBoundary'],
  [paths.groups]: ['S3-Support', 'EC2-Support', 'EC2-Admin'],
  [paths.roles]: ['OrganizationAccountAccessRole', 'OrganizationAuditRole', 'PreviewPipeline'],
  [paths.identityProviders]: ['oidc.gatehouse.internal', 'Ready'],
  [paths.tokenIssuer()]: ['Trusted by this account'],
  [paths.role('OrganizationAuditRole')]: ['SecurityAudit'],
  [paths.events()]: ['CreateLoginProfile'],
  [paths.resourcesOf('buckets')]: ['acme-dev-', 'eu-central-1'],
  [paths.resourcesOf('instances')]: ['lab-server', 'eu-central-1'],
};

/** Expects a complete page with these texts. */
export async function expectShown(page: Page, href: string, texts: readonly string[] | null | undefined): Promise<void> {
  await expectWholePage(page, href);
  await expectWords(page, href, texts);
}

/** Expects these texts on the current page. */
export async function expectWords(page: Page, href: string, texts: readonly string[] | null | undefined): Promise<void> {
  expect(texts, `what ${href} shows is known`).toBeDefined();
  for (const text of texts ?? []) await expect(page.getByRole('main').getByText(text).first(), `${href}: ${text}`).toBeVisible();
}

/** Switches the administrator to the account "development". */
export async function switchInto(page: Page, account: string): Promise<void> {
  await page.goto(paths.switchRole({ account, roleName: 'OrganizationAccountAccessRole', displayName: 'development' }));
  await page.getByRole('button', { name: 'Switch role' }).click();
  await page.waitForURL('**/home');
}
