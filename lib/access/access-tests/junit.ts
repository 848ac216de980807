import type { FileResults } from './results';

/**
 * Results as the XML that Jenkins, GitLab and others read: a suite for each file, a failure for what does not hold, an error for what could not
 * be decided. Source: JUnit's format as Apache Ant writes it.
 */
export function junitOf(files: readonly FileResults[]): string {
  const suites = files.map(suiteOf);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="access tests">\n${suites.join('')}</testsuites>\n`;
}

function suiteOf({ Name, Issues, Results }: FileResults): string {
  const count = (status: string) => Results.filter(({ Status }) => Status === status).length;
  const counts = {
    tests: Results.length + Issues.length,
    failures: count('failed'),
    errors: count('undecided') + Issues.length,
  };
  const cases = [
    ...Issues.map(({ Message, Line, Column }) =>
      caseOf(Name, `line ${Line}, column ${Column}`, Line, { tag: 'error', lines: [Message] }),
    ),
    ...Results.map(({ Name: test, Line, Status, Why, More }) => {
      const lines = More > 0 ? [...Why, `and ${More} more`] : Why;
      return caseOf(Name, test, Line, Status === 'passed' ? null : { tag: Status === 'failed' ? 'failure' : 'error', lines });
    }),
  ];
  return `  <testsuite${attributes({ name: Name, ...counts })}>\n${cases.join('')}  </testsuite>\n`;
}

type Fault = { tag: 'failure' | 'error'; lines: readonly string[] };

function caseOf(file: string, name: string, line: number, fault: Fault | null): string {
  const open = `    <testcase${attributes({ classname: file, name, file, line })}`;
  if (!fault) return `${open}/>\n`;
  const { tag, lines } = fault;
  return `${open}><${tag}${attributes({ message: lines[0] ?? '' })}>${escaped(lines.join('\n'))}</${tag}></testcase>\n`;
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Control characters have no place in XML, not even escaped. */
function escaped(text: string): string {
  return text.replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '\ufffd').replace(/[&<>"]/g, (one) => ENTITIES[one] ?? one);
}
