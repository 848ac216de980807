'use server';

import { CreateArchiveRule, DeleteArchiveRule } from '@/lib/access-analyzer/analyzer/archive-rule-operations';
import { CreateAnalyzer, DeleteAnalyzer } from '@/lib/access-analyzer/analyzer/operations';
import { ApplyArchiveRule, UpdateFindings } from '@/lib/access-analyzer/finding/operations';
import { consoleAction } from '@/lib/console/run-console';

export const createAnalyzer = consoleAction(CreateAnalyzer);
export const deleteAnalyzer = consoleAction(DeleteAnalyzer);
export const createArchiveRule = consoleAction(CreateArchiveRule);
export const deleteArchiveRule = consoleAction(DeleteArchiveRule);
export const applyArchiveRule = consoleAction(ApplyArchiveRule);
export const updateFindings = consoleAction(UpdateFindings);
