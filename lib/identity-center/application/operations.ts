import { requestTagContext } from '../../core/authorization/context';
import { defineOperation } from '../../core/operation';
import { applicationContext, applicationOperation, requireApplicationsOf } from '../application-operation';
import { conflict, invalid, notFound } from '../errors';
import { instanceOperation, lastPartOf } from '../operation';
import { pageFrom, pageStart } from '../paging';
import { tagInstanceResource } from '../tags';
import { PROVIDERS, providerArn, providerOf } from './providers';
import { applicationArn, deleteApplications, insertApplication, portalColumns, toApplication } from './rows';
import {
  CreateApplicationInput,
  DeleteApplicationInput,
  DescribeApplicationInput,
  DescribeApplicationProviderInput,
  GetApplicationAssignmentConfigurationInput,
  ListApplicationProvidersInput,
  ListApplicationsInput,
  PutApplicationAssignmentConfigurationInput,
  UpdateApplicationInput,
} from './schema';

/** AWS answers at most so many applications at once. Source: IAM Identity Center API Reference, "ListApplications". */
const MOST_APPLICATIONS = 50;

/**
 * Creates an OAuth 2.0 application of the caller's account. As in AWS, a call that is repeated with its token creates nothing, and SAML 2.0
 * needs the console. AWS names the error of another input with the same token IdempotentParameterMismatch, which its SDKs do not have.
 */
export const CreateApplication = instanceOperation({
  name: 'CreateApplication',
  access: 'Write',
  callers: 'member',
  ofAccountInstances: true,
  input: CreateApplicationInput,
  context: ({ Tags }) => requestTagContext(Tags),
  // The application has no id yet, so permission is checked for every application of the account in the instance.
  checks: ({ InstanceArn, ApplicationProviderArn, Tags }, _inside, _target, { accountId, partition }) => {
    const instanceId = lastPartOf(InstanceArn);
    const resource = applicationArn(partition, { accountId, instanceId, id: '*' });
    const tagging = Tags && Tags.length > 0 ? [{ action: 'sso:TagResource', resource }] : [];
    return [{ resource }, { resource: ApplicationProviderArn }, ...tagging];
  },
  run: async ({ ApplicationProviderArn, Tags, ...input }, scope) => {
    const { db, instance, partition, accountId } = scope;
    const provider = providerOf(ApplicationProviderArn);
    if (!provider) throw notFound(`Could not find the application provider with the ARN ${ApplicationProviderArn}`);
    if (provider !== 'custom')
      throw invalid('SAML 2.0 applications can be created in the console only.', 'ApplicationProviderArn');
    const creation = input.ClientToken !== undefined && {
      clientToken: input.ClientToken,
      input: JSON.stringify({ ApplicationProviderArn, Tags, ...input }),
    };
    const earlier =
      creation &&
      (await db.identityCenterApplication.findFirst({
        where: { instanceId: instance.id, clientToken: creation.clientToken, accountId },
      }));
    if (earlier && earlier.creation !== creation.input)
      throw conflict('The ClientToken was used with other parameters.', 'ClientToken');
    const row = earlier || (await insertApplication(scope, { provider, ...input, ...(creation && { creation }) }));
    if (!earlier && Tags) await tagInstanceResource(scope, row.id, Tags);
    const { ApplicationArn, InstanceArn, IdentityStoreArn } = toApplication(partition, instance, row);
    return { ApplicationArn, InstanceArn, IdentityStoreArn };
  },
});

export const DescribeApplication = applicationOperation({
  name: 'DescribeApplication',
  access: 'Read',
  input: DescribeApplicationInput,
  run: async (_input, { partition, instance }, row) => toApplication(partition, instance, row),
});

/** Changes the members that are sent. Sign-in options replace the earlier ones. */
export const UpdateApplication = applicationOperation({
  name: 'UpdateApplication',
  access: 'Write',
  input: UpdateApplicationInput,
  run: async ({ Name, Description, Status, PortalOptions }, { db }, { id }) => {
    const data = {
      ...(Name !== undefined && { name: Name }),
      ...(Description !== undefined && { description: Description }),
      ...(Status !== undefined && { status: Status }),
      ...(PortalOptions?.SignInOptions && portalColumns(PortalOptions)),
    };
    await db.identityCenterApplication.update({ where: { id }, data });
    return {};
  },
});

/** Deletes an application with its assignments. */
export const DeleteApplication = applicationOperation({
  name: 'DeleteApplication',
  access: 'Write',
  input: DeleteApplicationInput,
  run: async (_input, { db }, { id }) => {
    await deleteApplications(db, [id]);
    return {};
  },
});

/** Lists applications by id. Member accounts must ask for their own, as in AWS. */
export const ListApplications = instanceOperation({
  name: 'ListApplications',
  access: 'List',
  callers: 'member',
  ofAccountInstances: true,
  onEverything: true,
  input: ListApplicationsInput,
  context: ({ Filter }) => applicationContext(Filter?.ApplicationAccount),
  run: async ({ InstanceArn, Filter, ...paging }, scope) => {
    const { db, instance, partition } = scope;
    await requireApplicationsOf(scope, 'sso:ListApplications', InstanceArn, Filter?.ApplicationAccount);
    const { ApplicationAccount: accountId, ApplicationProvider: provider } = Filter ?? {};
    const list = ['ListApplications', instance.id, accountId, provider].join(':');
    const MaxResults = Math.min(paging.MaxResults ?? MOST_APPLICATIONS, MOST_APPLICATIONS);
    const { after = '', take, limit } = pageStart(list, { ...paging, MaxResults });
    const rows = await db.identityCenterApplication.findMany({
      where: {
        instanceId: instance.id,
        id: { gt: after },
        ...(accountId !== undefined && { accountId }),
        ...(provider !== undefined && { provider: providerOf(provider) ?? '' }),
      },
      orderBy: { id: 'asc' },
      take,
    });
    const { items, ...page } = pageFrom(list, rows, limit, ({ id }) => id);
    return { Applications: items.map((row) => toApplication(partition, instance, row)), ...page };
  },
});

export const GetApplicationAssignmentConfiguration = applicationOperation({
  name: 'GetApplicationAssignmentConfiguration',
  access: 'Read',
  input: GetApplicationAssignmentConfigurationInput,
  run: async (_input, _scope, { assignmentRequired }) => ({ AssignmentRequired: assignmentRequired }),
});

/** Gives an application to all users, or only to those who are assigned to it. Assignments stay. */
export const PutApplicationAssignmentConfiguration = applicationOperation({
  name: 'PutApplicationAssignmentConfiguration',
  access: 'Write',
  input: PutApplicationAssignmentConfigurationInput,
  run: async ({ AssignmentRequired }, { db }, { id }) => {
    await db.identityCenterApplication.update({ where: { id }, data: { assignmentRequired: AssignmentRequired } });
    return {};
  },
});

const PROVIDER_NAMES = Object.keys(PROVIDERS).sort();

/** Lists the providers of customer managed applications. */
export const ListApplicationProviders = defineOperation({
  service: 'sso',
  name: 'ListApplicationProviders',
  access: 'List',
  input: ListApplicationProvidersInput,
  checks: (_input, { partition }) => [{ action: 'sso:ListApplicationProviders', resource: providerArn(partition, '*') }],
  run: async (input, { partition }) => {
    const list = 'ListApplicationProviders';
    const { after = '', limit } = pageStart(list, input);
    const { items, ...page } = pageFrom(
      list,
      PROVIDER_NAMES.filter((name) => name > after),
      limit,
      (name) => name,
    );
    return { ApplicationProviders: items.map((name) => toProvider(providerArn(partition, name))), ...page };
  },
});

export const DescribeApplicationProvider = defineOperation({
  service: 'sso',
  name: 'DescribeApplicationProvider',
  access: 'Read',
  input: DescribeApplicationProviderInput,
  checks: ({ ApplicationProviderArn }) => [{ action: 'sso:DescribeApplicationProvider', resource: ApplicationProviderArn }],
  run: async ({ ApplicationProviderArn }) => toProvider(ApplicationProviderArn),
});

/** @throws AwsError ResourceNotFoundException */
function toProvider(arn: string) {
  const name = providerOf(arn);
  if (!name) throw notFound(`Could not find the application provider with the ARN ${arn}`);
  return { ApplicationProviderArn: arn, ...PROVIDERS[name] };
}
