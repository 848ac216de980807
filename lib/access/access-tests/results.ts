import type { CredentialName } from '../limits';
import type { DecisionQuestion } from '../question';
import type { TestAssertion } from './format';
import type { FileIssue } from './read-file';

/**
 * The outcome of a test. `undecided` means that a name matches nothing, or that the answer depends on facts the caller may not see. It does
 * not count as passed.
 */
export type TestStatus = 'passed' | 'failed' | 'undecided';

/** A test's question in the form of the permissions page, for viewers who open the full decision. */
export type TestQuestion = DecisionQuestion & { PrincipalArn: string; Credential?: CredentialName };

export type AccessTestResult = {
  Name: string;
  Assertion: TestAssertion;
  /** The line where the test begins in its file, from 1. */
  Line: number;
  Status: TestStatus;
  /** The reasons why the test did not pass, at most `MOST_REASONS`, and the number of further ones. */
  Why: string[];
  More: number;
  /** The first question with a wrong answer. */
  Question?: TestQuestion;
};

/** A reason why a test did not pass. */
export type TestReason = { text: string; undecided?: boolean; question?: TestQuestion };

/** The outcome of one file: its faults, or the results of its tests in order. */
export type FileResults = { Name: string; Issues: FileIssue[]; Results: AccessTestResult[] };
