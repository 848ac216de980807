import { z } from 'zod';
import { AHEAD, CHARTS, KEY_TYPES, RANGES, VIEW_METRICS } from '../limits';

// AWS has no API for these. The limits are Gatehouse's own, except for AWS's 300 reports per account.

/** A view is part of an address, which limits its length. */
const MOST_CHARACTERS = 4_000;

const text = z.string().max(1024);
/** Returns whether a text such as `2026-02-30` is a day of the calendar. */
function isDay(text: string): boolean {
  const time = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
}

const Day = z
  .string()
  .regex(/^2[01]\d\d-\d\d-\d\d$/)
  .refine(isDay, 'is not a day');
const Key = { Type: z.enum(KEY_TYPES), Key: text.min(1) };

export const View = z
  .object({
    Range: z.enum(RANGES).default('LAST_6_MONTHS'),
    Start: Day.optional(),
    End: Day.optional(),
    Ahead: z.enum(AHEAD).default('NONE'),
    Granularity: z.enum(['DAILY', 'MONTHLY']).default('MONTHLY'),
    Metric: z.enum(VIEW_METRICS).default('UnblendedCost'),
    GroupBy: z.array(z.object(Key)).max(2).default([]),
    Filters: z
      .array(z.object({ ...Key, Values: z.array(text).min(1).max(200), Exclude: z.boolean().default(false) }))
      .max(20)
      .default([]),
    Chart: z.enum(CHARTS).default('BARS'),
  })
  .refine(({ Range, Start = '', End = '' }) => Range !== 'CUSTOM' || (Start !== '' && Start < End), {
    message: 'A custom range requires a Start and a later End',
  })
  .refine((view) => JSON.stringify(view).length <= MOST_CHARACTERS, {
    message: `A view has at most ${MOST_CHARACTERS} characters`,
  });

const ReportId = z.string().regex(/^report-[0-9a-f]{16}$/);
const Name = z
  .string()
  .min(1)
  .max(50)
  .regex(/^(?!\s)\P{Cc}*(?<!\s)$/u);

export const ExploreCostsInput = z.object({
  View,
  /** The page of groups, largest amounts first. */
  Page: z.number().int().min(1).max(100_000).default(1),
  PageSize: z.number().int().min(1).max(1000).default(25),
});
export const ExportCostsInput = z.object({ View });
export const ForecastCostsInput = z.object({ View });
export const ListCostLinesInput = z.object({ View, MaxResults: z.number().int().min(1).max(200).default(50) });

export const CreateReportInput = z.object({ Name, View });
export const DescribeReportInput = z.object({ ReportId: ReportId.optional() });
export const UpdateReportInput = z.object({ ReportId, Name: Name.optional(), View: View.optional() });
export const DeleteReportInput = z.object({ ReportId });
