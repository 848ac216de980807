'use server';

import { CreateReport, DeleteReport, UpdateReport } from '@/lib/billing/cost-explorer/views/report-operations';
import { consoleAction } from '@/lib/console/run-console';

export const createReport = consoleAction(CreateReport);
export const updateReport = consoleAction(UpdateReport);
export const deleteReport = consoleAction(DeleteReport);
