import { type DeclarativeIssue, type DeclarativePolicyType, readDeclarativePolicy } from '@gatehouse/policy/organization';
import { countedCharacters, type Finding } from '@gatehouse/policy/validate';

/**
 * Returns the faults of a declarative policy in the order of its text.
 * @param most the quota of characters, which does not count white space outside of strings, because the console removes it
 */
export function declarativeIssues(type: DeclarativePolicyType, text: string, most: number): readonly DeclarativeIssue[] {
  const excess = text.length - countedCharacters(text);
  const result = readDeclarativePolicy(type, text, { maxCharacters: most + excess });
  return result.ok ? [] : result.issues;
}

/** Returns faults as findings of the editor. */
export function toFindings(issues: readonly DeclarativeIssue[]): readonly Finding[] {
  return issues.map(({ code, message, path, span }) => ({
    findingType: 'ERROR',
    issueCode: code,
    findingDetails: message,
    locations: [{ path: path.map((name) => (typeof name === 'number' ? { index: name } : { value: name })), span }],
    learnMoreLink: '',
  }));
}

/** Returns why a document cannot be saved, in one sentence, or undefined. */
export function declarativeProblem(type: DeclarativePolicyType, text: string, most: number): string | undefined {
  const [issue] = declarativeIssues(type, text, most);
  return issue && `Line ${issue.span.start.line}, column ${issue.span.start.column}: ${issue.message}`;
}
