import { randomBytes } from 'node:crypto';
import { entityAlreadyExists, limitExceeded, noSuchEntity } from '../../../core/errors';
import type { Scope } from '../../../core/operation';
import { storedJson } from '../../../core/text/stored-json';
import type { Transaction } from '../../../db/client';
import { billingOperation } from '../../billing-operation';
import { principalArn } from '../../principal-arn';
import { CreateReportInput, DeleteReportInput, DescribeReportInput, UpdateReportInput } from './schema';
import type { CostView } from './view';

/** AWS's quota of saved reports per account. */
const MOST_REPORTS = 300;

/** A named view of costs. Everyone in the account who may see reports sees it. */
export type ReportAnswer = {
  ReportId: string;
  Name: string;
  View: CostView;
  CreatedAt: Date;
  /** The creator's ARN. */
  CreatedBy: string;
  UpdatedAt: Date;
};

type Row = NonNullable<Awaited<ReturnType<Transaction['costReport']['findUnique']>>>;

function reportAnswer({ id, name, view, createdAt, createdBy, updatedAt }: Row): ReportAnswer {
  const View = storedJson<CostView>(view);
  return { ReportId: id, Name: name, View, CreatedAt: createdAt, CreatedBy: createdBy, UpdatedAt: updatedAt };
}

const check = (action: string) => () => [{ action, resource: '*' }];

/**
 * Returns a report of the caller's account.
 * @throws AwsError NoSuchEntity
 */
async function requireReport({ db, accountId }: Scope, id: string): Promise<Row> {
  const row = await db.costReport.findUnique({ where: { id } });
  if (row?.accountId !== accountId) throw noSuchEntity(`There is no report ${id} in this account.`);
  return row;
}

/**
 * Refuses a taken name.
 * @throws AwsError EntityAlreadyExists
 */
async function requireNewName({ db, accountId }: Scope, name: string): Promise<void> {
  if (await db.costReport.findUnique({ where: { accountId_name: { accountId, name } } }))
    throw entityAlreadyExists(`A report named ${name} already exists.`, 'Name');
}

/** Saves a view as a report. AWS has no API for reports, but has these actions. */
export const CreateReport = billingOperation({
  service: 'ce',
  name: 'CreateReport',
  access: 'Write',
  input: CreateReportInput,
  checks: check('ce:CreateReport'),
  run: async ({ Name, View }, scope) => {
    const { db, accountId, now } = scope;
    await requireNewName(scope, Name);
    if ((await db.costReport.count({ where: { accountId } })) >= MOST_REPORTS)
      throw limitExceeded(`Cannot exceed quota for ReportsPerAccount: ${MOST_REPORTS}`);
    const id = `report-${randomBytes(8).toString('hex')}`;
    const data = { id, accountId, name: Name, view: JSON.stringify(View), createdAt: now, updatedAt: now };
    return { Report: reportAnswer(await db.costReport.create({ data: { ...data, createdBy: principalArn(scope) } })) };
  },
  touches: () => ({}),
});

/** Returns one report, or all by name. */
export const DescribeReport = billingOperation({
  service: 'ce',
  name: 'DescribeReport',
  access: 'Read',
  input: DescribeReportInput,
  checks: check('ce:DescribeReport'),
  run: async ({ ReportId }, scope) => {
    const { db, accountId } = scope;
    const rows =
      ReportId === undefined
        ? await db.costReport.findMany({ where: { accountId }, orderBy: { name: 'asc' } })
        : [await requireReport(scope, ReportId)];
    return { Reports: rows.map(reportAnswer) };
  },
});

/** Changes a report's name, view or both. */
export const UpdateReport = billingOperation({
  service: 'ce',
  name: 'UpdateReport',
  access: 'Write',
  input: UpdateReportInput,
  checks: check('ce:UpdateReport'),
  run: async ({ ReportId, Name, View }, scope) => {
    const { db, now } = scope;
    const { id, name } = await requireReport(scope, ReportId);
    if (Name !== undefined && Name !== name) await requireNewName(scope, Name);
    const data = { ...(Name !== undefined && { name: Name }), ...(View && { view: JSON.stringify(View) }), updatedAt: now };
    return { Report: reportAnswer(await db.costReport.update({ where: { id }, data })) };
  },
  touches: () => ({}),
});

export const DeleteReport = billingOperation({
  service: 'ce',
  name: 'DeleteReport',
  access: 'Write',
  input: DeleteReportInput,
  checks: check('ce:DeleteReport'),
  run: async ({ ReportId }, scope) => {
    const { id } = await requireReport(scope, ReportId);
    await scope.db.costReport.delete({ where: { id } });
    return {};
  },
  touches: () => ({}),
});
