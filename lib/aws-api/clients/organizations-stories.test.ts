import {
  AcceptHandshakeCommand,
  CreateGovCloudAccountCommand,
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  DescribeAccountCommand,
  DescribeCreateAccountStatusCommand,
  DescribeOrganizationCommand,
  DescribeResponsibilityTransferCommand,
  EnableAllFeaturesCommand,
  InviteAccountToOrganizationCommand,
  InviteOrganizationToTransferResponsibilityCommand,
  ListAccountsCommand,
  ListAWSServiceAccessForOrganizationCommand,
  ListHandshakesForAccountCommand,
  ListInboundResponsibilityTransfersCommand,
  ListOutboundResponsibilityTransfersCommand,
  ListParentsCommand,
  ListRootsCommand,
  ListTagsForResourceCommand,
  MoveAccountCommand,
  type OrganizationsClient,
  TerminateResponsibilityTransferCommand,
  UpdateResponsibilityTransferCommand,
} from '@aws-sdk/client-organizations';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApi, type TestApi } from '../testing/api';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());

async function newAccount(): Promise<{ id: string; organizations: OrganizationsClient }> {
  const keys = await api.rootKeys();
  return { id: keys.actor.accountId, organizations: api.clients(keys).organizations };
}

/** Returns the answer, or the code and reason of the refusal. */
const outcome = (call: Promise<unknown>) =>
  call.catch(({ name, Reason }: Error & { Reason?: string }) => [name, Reason].filter(Boolean).join(' '));

it('Terraform changes feature_set: the organization is read, all features are enabled, and members approve', async () => {
  const [payer, guest] = [await newAccount(), await newAccount()];
  const org = payer.organizations;
  const { Organization } = await org.send(new CreateOrganizationCommand({ FeatureSet: 'CONSOLIDATED_BILLING' }));
  expect(Organization).toMatchObject({ FeatureSet: 'CONSOLIDATED_BILLING', AvailablePolicyTypes: [] });
  const invited = await org.send(new InviteAccountToOrganizationCommand({ Target: { Id: guest.id, Type: 'ACCOUNT' } }));
  await guest.organizations.send(new AcceptHandshakeCommand({ HandshakeId: invited.Handshake?.Id }));
  // Terraform reads trusted access with all features only.
  await org.send(new DescribeOrganizationCommand({}));
  await org.send(new ListAccountsCommand({}));
  await org.send(new ListRootsCommand({}));
  expect(await outcome(org.send(new ListAWSServiceAccessForOrganizationCommand({})))).toBe(
    'ConstraintViolationException ORGANIZATION_NOT_IN_ALL_FEATURES_MODE',
  );

  const { Handshake } = await org.send(new EnableAllFeaturesCommand({}));
  expect(Handshake).toMatchObject({ Action: 'ENABLE_ALL_FEATURES', State: 'REQUESTED' });
  expect(await outcome(org.send(new EnableAllFeaturesCommand({})))).toBe(
    'HandshakeConstraintViolationException ORGANIZATION_IS_ALREADY_PENDING_ALL_FEATURES_MIGRATION',
  );
  const asked = await guest.organizations.send(
    new ListHandshakesForAccountCommand({ Filter: { ParentHandshakeId: Handshake?.Id } }),
  );
  expect(asked.Handshakes?.map(({ Action, State }) => [Action, State])).toEqual([['APPROVE_ALL_FEATURES', 'OPEN']]);
  await guest.organizations.send(new AcceptHandshakeCommand({ HandshakeId: asked.Handshakes?.[0]?.Id }));
  await org.send(new AcceptHandshakeCommand({ HandshakeId: Handshake?.Id }));
  const after = await org.send(new DescribeOrganizationCommand({}));
  expect(after.Organization?.FeatureSet).toBe('ALL');
  expect(await outcome(org.send(new EnableAllFeaturesCommand({})))).toBe(
    'HandshakeConstraintViolationException ORGANIZATION_ALREADY_HAS_ALL_FEATURES',
  );
});

it('Terraform creates an account with create_govcloud: the status gives both ids, and the account is moved and read', async () => {
  const { organizations: org } = await newAccount();
  await org.send(new CreateOrganizationCommand({}));
  const { Roots } = await org.send(new ListRootsCommand({}));
  const rootId = Roots?.[0]?.Id;
  const { OrganizationalUnit } = await org.send(new CreateOrganizationalUnitCommand({ ParentId: rootId, Name: 'Government' }));
  const { CreateAccountStatus: asked } = await org.send(
    new CreateGovCloudAccountCommand({ Email: 'gov@example.com', AccountName: 'gov', RoleName: 'Admin' }),
  );
  expect(asked).toMatchObject({ State: 'IN_PROGRESS', AccountName: 'gov' });
  expect(asked).not.toHaveProperty('GovCloudAccountId');
  const { CreateAccountStatus: done } = await org.send(
    new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: asked?.Id }),
  );
  expect(done).toMatchObject({
    State: 'SUCCEEDED',
    AccountId: expect.stringMatching(/^\d{12}$/),
    GovCloudAccountId: expect.stringMatching(/^\d{12}$/),
  });
  const AccountId = done?.AccountId;
  const { Parents } = await org.send(new ListParentsCommand({ ChildId: AccountId }));
  const move = { AccountId, SourceParentId: Parents?.[0]?.Id, DestinationParentId: OrganizationalUnit?.Id };
  await org.send(new MoveAccountCommand(move));
  const { Account } = await org.send(new DescribeAccountCommand({ AccountId }));
  expect(Account).toMatchObject({ Name: 'gov', Status: 'ACTIVE', State: 'ACTIVE', JoinedMethod: 'CREATED' });
  expect(Account?.Paths?.[0]).toMatch(new RegExp(`^o-\\w+/${rootId}/${OrganizationalUnit?.Id}/${AccountId}/$`));
  expect((await org.send(new ListTagsForResourceCommand({ ResourceId: AccountId }))).Tags).toEqual([]);
  const again = await org.send(new CreateGovCloudAccountCommand({ Email: 'gov@example.com', AccountName: 'gov' }));
  const failed = await org.send(
    new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: again.CreateAccountStatus?.Id }),
  );
  expect(failed.CreateAccountStatus).toMatchObject({ State: 'FAILED', FailureReason: 'EMAIL_ALREADY_EXISTS' });
  expect(failed.CreateAccountStatus).not.toHaveProperty('GovCloudAccountId');
});

it('a reseller pays the bill of a customer: invites, is accepted, renames and withdraws', async () => {
  const [reseller, customer] = [await newAccount(), await newAccount()];
  for (const { organizations } of [reseller, customer]) await organizations.send(new CreateOrganizationCommand({}));
  const now = new Date();
  const StartTimestamp = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 2, 1));
  const { Handshake } = await reseller.organizations.send(
    new InviteOrganizationToTransferResponsibilityCommand({
      Type: 'BILLING',
      Target: { Id: customer.id, Type: 'ACCOUNT' },
      StartTimestamp,
      SourceName: 'Customer 7',
    }),
  );
  const Id = Handshake?.Resources?.find(({ Type }) => Type === 'RESPONSIBILITY_TRANSFER')?.Value;
  await customer.organizations.send(new AcceptHandshakeCommand({ HandshakeId: Handshake?.Id }));
  const inbound = await reseller.organizations.send(new ListInboundResponsibilityTransfersCommand({ Type: 'BILLING' }));
  expect(inbound.ResponsibilityTransfers).toMatchObject([{ Id, Name: 'Customer 7', Status: 'ACCEPTED', StartTimestamp }]);
  const outbound = await customer.organizations.send(new ListOutboundResponsibilityTransfersCommand({ Type: 'BILLING' }));
  expect(outbound.ResponsibilityTransfers).toMatchObject([{ Id, Target: { ManagementAccountId: reseller.id } }]);
  await reseller.organizations.send(new UpdateResponsibilityTransferCommand({ Id, Name: 'Former customer' }));
  const ended = await customer.organizations.send(new TerminateResponsibilityTransferCommand({ Id }));
  // Without an end, the transfer ends with the month in which it begins.
  const EndTimestamp = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 3, 1) - 1);
  expect(ended.ResponsibilityTransfer).toMatchObject({ Status: 'WITHDRAWN', EndTimestamp });
  const { ResponsibilityTransfer } = await reseller.organizations.send(new DescribeResponsibilityTransferCommand({ Id }));
  expect(ResponsibilityTransfer).toMatchObject({ Name: 'Former customer', Status: 'WITHDRAWN' });
});
