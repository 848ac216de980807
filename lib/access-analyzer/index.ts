import type { AnyOperation } from '../core/operation';
import * as policyCheck from './policy-check/operations';

/** The operations of IAM Access Analyzer, by name. */
export const accessAnalyzerOperations = { ...policyCheck } satisfies Readonly<Record<string, AnyOperation>>;
