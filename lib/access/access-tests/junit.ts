import type { FileResults } from './results';

/**
 * Writes results as JUnit XML, which Jenkins and GitLab read. A file is a suite, a failed test is a failure, and an undecided test is an
 * error. Source: the JUnit format of Apache Ant.
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
  const [message = ''] = lines;
  return `${open}><${tag}${attributes({ message })}>${escaped(lines.join('\n'))}</${tag}></testcase>\n`;
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Escapes text for XML. Control characters are not allowed in XML, even escaped, so they are replaced. */
function escaped(text: string): string {
  return text.replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '\ufffd').replace(/[&<>"]/g, (one) => ENTITIES[one] ?? one);
}
