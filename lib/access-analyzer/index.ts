import type { AnyOperation } from '../core/operation';
import * as archiveRule from './analyzer/archive-rule-operations';
import * as analyzer from './analyzer/operations';
import * as tags from './analyzer/tag-operations';
import { GetAnalyzerFindingFix } from './finding/fix-operations';
import * as finding from './finding/operations';
import * as policyCheck from './policy-check/operations';
import * as policyGeneration from './policy-generation/operations';

/** The operations of IAM Access Analyzer, by name. */
export const accessAnalyzerOperations = {
  ...policyCheck,
  ...policyGeneration,
  ...analyzer,
  ...archiveRule,
  ...tags,
  ...finding,
} satisfies Readonly<Record<string, AnyOperation>>;

/** The operations about findings that only the console has. */
export const consoleOperations = { GetAnalyzerFindingFix };
