import type { CredentialName } from '../limits';
import type { Question } from '../question';
import type { Assertion } from './format';
import type { FileIssue } from './read-file';

/** `undecided`: a name stands for nothing, or the answer hangs on something that whoever asks does not know. It is not good, either. */
export type TestStatus = 'passed' | 'failed' | 'undecided';

/** A question of a test as Ask takes it, for whoever wants to see all that decides it. */
export type TestQuestion = Question & { PrincipalArn: string; Credential?: CredentialName };

export type AccessTestResult = {
  Name: string;
  Assertion: Assertion;
  /** Where the test begins in its file, from 1. */
  Line: number;
  Status: TestStatus;
  /** Why it did not pass, at most `MOST_REASONS`; how many more there are. */
  Why: string[];
  More: number;
  /** The first question whose answer is not as it should be. */
  Question?: TestQuestion;
};

/** One fault of a test. */
export type Reason = { text: string; undecided?: boolean; question?: TestQuestion };

/** What came of one file: its faults, or the results of its tests in their order. */
export type FileResults = { Name: string; Issues: FileIssue[]; Results: AccessTestResult[] };
