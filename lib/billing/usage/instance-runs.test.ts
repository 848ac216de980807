import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { moveClock } from '../../clock/test-clock';
import type { Actor } from '../../core/test-world';
import type { OrganizationWorld } from '../../organizations/test-organization';
import { StartInstances, StopInstances, TerminateInstances } from '../../resources/ec2/instance-operations';
import { imagesIn } from '../../resources/ec2/resource';
import { RunInstances } from '../../resources/ec2/run-operations';
import { CreateTags } from '../../resources/ec2/tag-operations';
import { keepBills } from '../bill/issue/keep';
import { IssueBill } from '../bill/issue/operations';
import { GetBill, ListBillLines, ListBills } from '../bill/operations';
import { GetCostAndUsage } from '../cost-explorer/operations';
import { PutPriceList } from '../price-list/operations';
import { createBillingWorld } from '../test-billing';
import { activateTags } from '../test-usage';
import { type Run, usageOfRun } from './instance-runs';

const [image] = imagesIn('us-east-1');
const at = (time: string) => new Date(`2026-03-${time}:00Z`);

describe('usageOfRun', () => {
  const run: Run = {
    id: '1',
    accountId: '111122223333',
    instanceId: 'i-1',
    region: 'eu-central-1',
    instanceType: 't3.micro',
    operation: 'RunInstances',
    tags: '[{"Key":"team","Value":"blue"}]',
    startedAt: at('01T10:15'),
    from: at('01T10:15'),
    until: at('01T14:40'),
  };
  const hourOf = (time: string) => at(time).getTime() / 3_600_000;
  const used = (until: string, of = run) =>
    [...usageOfRun(of, { from: hourOf('01T00:00'), until: hourOf(until) })].map(({ hour, hours, quantity }) => [
      hour - hourOf('01T00:00'),
      hours,
      Number(quantity) / 1e9,
    ]);

  it('returns usage by the hour, with partial hours separately', () => {
    expect(used('02T00:00')).toEqual(
      [
        [10, 1, 0.75],
        [11, 3, 3],
        [14, 1, 2 / 3],
      ].map(([hour, hours, quantity]) => [hour, hours, expect.closeTo(quantity ?? 0, 8)]),
    );
  });

  it('continues up to the last full hour while the instance runs', () => {
    expect(used('01T13:00', { ...run, until: null })).toEqual([
      [10, 1, 0.75],
      [11, 2, 2],
    ]);
    expect(used('01T10:00', { ...run, until: null })).toEqual([]);
  });

  it('has the fields of an instance in AWS reports', () => {
    expect(usageOfRun(run, { from: 0, until: hourOf('02T00:00') }).next().value).toMatchObject({
      service: 'AmazonEC2',
      usageType: 'EUC1-BoxUsage:t3.micro',
      operation: 'RunInstances',
      resourceId: 'i-1',
      tags: { team: 'blue' },
    });
  });
});

describe('instances on a bill', () => {
  const Month = '2026-03';
  let world: OrganizationWorld;
  let bob: Actor;
  let susan: Actor;
  beforeEach(async () => {
    ({ world, bob, susan } = await createBillingWorld());
    await bob.run(PutPriceList, { Preset: 'current' });
  });
  afterEach(() => world.close());

  const launch = async (now: Date, InstanceType = 't3.micro') => {
    const { Instances } = await susan
      .with({ now })
      .run(RunInstances, { ImageId: image?.id ?? '', InstanceType, MinCount: 1, MaxCount: 1 });
    return Instances[0]?.InstanceId ?? '';
  };
  const hoursAt = async (now: Date) => {
    const { Services } = await bob.with({ now }).run(GetBill, { Month });
    return Services.flatMap(({ Regions }) => Regions).flatMap(({ Usage }) => Usage.map(({ Quantity }) => Quantity));
  };

  it('are charged for each past hour from their start to their stop', async () => {
    const id = await launch(at('10T10:30'));
    expect(await hoursAt(at('10T10:59'))).toEqual([]);
    expect(await hoursAt(at('10T11:00'))).toEqual(['0.5']);
    expect(await hoursAt(at('10T12:20'))).toEqual(['1.5']);
    await susan.with({ now: at('10T12:45') }).run(StopInstances, { InstanceIds: [id] });
    expect(await hoursAt(at('10T12:50'))).toEqual(['1.5']);
    expect(await hoursAt(at('11T00:00'))).toEqual(['2.25']);
    await susan.with({ now: at('11T01:00') }).run(StartInstances, { InstanceIds: [id] });
    await susan.with({ now: at('11T02:00') }).run(TerminateInstances, { InstanceIds: [id] });
    expect(await hoursAt(at('20T00:00'))).toEqual(['3.25']);
    const { Total } = await bob.with({ now: at('20T00:00') }).run(GetBill, { Month });
    expect(Total).toBe('0.0338');
  });

  it('appear with their IDs on bill lines of their account and of the payer', async () => {
    const id = await launch(at('10T10:00'));
    const now = at('10T12:00');
    for (const reader of [bob, susan]) {
      const { Lines } = await reader.with({ now }).run(ListBillLines, { Month });
      expect(Lines).toMatchObject([{ ResourceId: id, UsageType: 'BoxUsage:t3.micro', Quantity: '2' }]);
    }
  });

  it('have the tags of the time of usage', async () => {
    const id = await launch(at('10T10:00'));
    const tag = (now: Date, Value: string) =>
      susan.with({ now }).run(CreateTags, { Resources: [id], Tags: [{ Key: 'team', Value }] });
    await tag(at('10T10:30'), 'blue');
    await tag(at('10T12:00'), 'red');
    const payer = bob.with({ now: at('10T14:00') });
    await activateTags(payer, 'team');
    const { ResultsByTime } = await payer.run(GetCostAndUsage, {
      TimePeriod: { Start: '2026-03-01', End: '2026-04-01' },
      Granularity: 'MONTHLY',
      GroupBy: [{ Type: 'TAG', Key: 'team' }],
      Metrics: ['UsageQuantity'],
    });
    const hours = ResultsByTime[0]?.Groups?.map(({ Keys, Metrics }) => [Keys[0], Metrics.UsageQuantity?.Amount]);
    expect(hours).toEqual([
      ['team$', '0.5'],
      ['team$blue', '1.5'],
      ['team$red', '2'],
    ]);
  });

  it('are charged for at least one minute', async () => {
    const id = await launch(at('10T10:00'));
    await susan.with({ now: at('10T10:00') }).run(TerminateInstances, { InstanceIds: [id] });
    expect(await hoursAt(at('10T11:00'))).toEqual(['0.016666666']);
  });

  it('are unpriced if the price list has no price', async () => {
    await launch(at('10T10:00'), 'x9.huge');
    const { Unpriced } = await bob.with({ now: at('10T11:00') }).run(GetBill, { Month });
    expect(Unpriced).toMatchObject([{ UsageType: 'BoxUsage:x9.huge', Quantity: '1' }]);
  });

  it('run on while the clock is moved, and do not change an issued month', async () => {
    const id = await launch(at('31T10:00'));
    const moved = await moveClock(bob.with({ now: at('31T10:10') }), '2026-04-01T10:00:00Z');
    expect(await hoursAt(moved.now)).toEqual(['14']);
    const stopped = { InstanceIds: [id] };
    await susan.with(moved).run(StopInstances, stopped);
    expect(await hoursAt(moved.now)).toEqual(['14']);
    const { Bills } = await bob.with(moved).run(ListBills, {});
    expect(Bills.map((bill) => bill.Month)).toEqual(['2026-04', '2026-03']);
    await bob.with(moved).run(IssueBill, { Month });
    const restarted = new Date(moved.now.getTime() + 120_000);
    await susan.with({ ...moved, now: restarted }).run(StartInstances, stopped);
    expect(await hoursAt(moved.now)).toEqual(['14']);
  });

  it('cause every past month to be issued by the clock, even without other usage', async () => {
    await launch(at('10T10:00'));
    await moveClock(bob.with({ now: at('11T10:00') }), '2026-05-10T10:00:00Z');
    await keepBills(world.database, at('12T10:00'));
    const issued = await world.database.reader.bill.findMany({ where: { payerId: bob.accountId }, orderBy: { month: 'asc' } });
    expect(issued.map(({ month }) => month)).toEqual(['2026-03', '2026-04']);
  });
});
