import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Actor } from '../../../core/test-world';
import { UpdateIAMAccessPreference } from '../../../iam/root-user/operations';
import { createOrganizationWorld, type OrganizationWorld, userWith } from '../../../organizations/test-organization';
import { RestoreSnapshot, SaveSnapshot } from '../../../snapshot/operations';
import { CreateReport, DeleteReport, DescribeReport, UpdateReport } from './report-operations';

let world: OrganizationWorld;
let bob: Actor;
beforeEach(async () => {
  world = await createOrganizationWorld();
  bob = world.management;
});
afterEach(() => world.close());

const View = {
  Range: 'LAST_3_MONTHS' as const,
  GroupBy: [{ Type: 'TAG' as const, Key: 'team' }],
  Filters: [{ Type: 'DIMENSION' as const, Key: 'REGION', Values: ['eu-central-1'], Exclude: true }],
};
const names = async (actor: Actor) => (await actor.run(DescribeReport, {})).Reports.map(({ Name }) => Name);

it('saves a report with defaults, lists it by name, renames, updates and deletes it', async () => {
  const { Report } = await bob.run(CreateReport, { Name: 'By team', View });
  expect(Report.View).toEqual({ ...View, Ahead: 'NONE', Granularity: 'MONTHLY', Metric: 'UnblendedCost', Chart: 'BARS' });
  expect(Report.CreatedBy).toBe(`arn:aws:iam::${bob.accountId}:root`);
  await bob.run(CreateReport, { Name: 'A first one', View: {} });
  expect(await names(bob)).toEqual(['A first one', 'By team']);
  const { ReportId } = Report;
  await bob.run(UpdateReport, { ReportId, Name: 'Teams' });
  await bob.run(UpdateReport, { ReportId, View: { ...View, Range: 'LAST_12_MONTHS' } });
  const [found] = (await bob.run(DescribeReport, { ReportId })).Reports;
  expect([found?.Name, found?.View.Range, found?.View.GroupBy]).toEqual(['Teams', 'LAST_12_MONTHS', View.GroupBy]);
  await bob.run(DeleteReport, { ReportId });
  expect(await names(bob)).toEqual(['A first one']);
});

it('requires unique report names and hides reports from other accounts', async () => {
  const { Report } = await bob.run(CreateReport, { Name: 'Mine', View });
  const other = await bob.run(CreateReport, { Name: 'Other', View });
  const again = await bob.fails(CreateReport, { Name: 'Mine', View });
  expect([again.shape, again.member]).toEqual(['EntityAlreadyExistsException', 'Name']);
  expect((await bob.fails(UpdateReport, { ReportId: other.Report.ReportId, Name: 'Mine' })).shape).toBe(
    'EntityAlreadyExistsException',
  );
  const susan = await world.member('susan');
  await susan.run(CreateReport, { Name: 'Mine', View });
  const { ReportId } = Report;
  expect((await susan.fails(DescribeReport, { ReportId })).shape).toBe('NoSuchEntityException');
  expect((await susan.fails(UpdateReport, { ReportId, Name: 'Hers' })).shape).toBe('NoSuchEntityException');
  expect((await susan.fails(DeleteReport, { ReportId })).shape).toBe('NoSuchEntityException');
  expect(await names(bob)).toEqual(['Mine', 'Other']);
});

it('refuses invalid views and blank names', async () => {
  const fails = async (Name: string, given: object) => (await bob.fails(CreateReport, { Name, View: given })).shape;
  expect(await fails(' ', {})).toBe('ValidationError');
  expect(await fails('x', { Range: 'CUSTOM' })).toBe('ValidationError');
  expect(await fails('x', { GroupBy: [1, 2, 3].map((Key) => ({ Type: 'TAG', Key: String(Key) })) })).toBe('ValidationError');
  const Values = Array.from({ length: 5 }, (_, at) => `${at}`.padEnd(1000, 'x'));
  expect(await fails('x', { Filters: [{ Type: 'TAG', Key: 'a', Values }] })).toBe('ValidationError');
});

it('requires a permission per operation, and snapshots restore reports', async () => {
  await bob.run(UpdateIAMAccessPreference, { IamUserAccessToBilling: 'ALLOW' });
  const writer = await userWith(world, bob, 'writer', [{ Effect: 'Allow', Action: 'ce:CreateReport', Resource: '*' }]);
  const { Report } = await writer.run(CreateReport, { Name: 'Kept', View });
  const { ReportId } = Report;
  expect((await writer.fails(DescribeReport, {})).message).toContain('ce:DescribeReport');
  expect((await writer.fails(UpdateReport, { ReportId, Name: 'x' })).message).toContain('ce:UpdateReport');
  expect((await writer.fails(DeleteReport, { ReportId })).message).toContain('ce:DeleteReport');
  await bob.run(SaveSnapshot, { Name: 'before' });
  await bob.run(DeleteReport, { ReportId });
  await bob.run(RestoreSnapshot, { Name: 'before' });
  expect(await names(bob)).toEqual(['Kept']);
});
