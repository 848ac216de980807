import { at, type Check, type CheckContext, clausesOf } from '../check';
import type { DraftEntry, DraftStatement } from '../draft';
import { addMember, replaceString } from '../edits';
import type { Fix, Location } from '../types';

/** A policy variable. AWS: IAM policy elements: Variables and tags. */

type Variable = {
  entry: DraftEntry;
  /** The text as written with `${`, without the brace if it is missing. */
  text: string;
  /** The text between the braces. */
  body: string;
  closed: boolean;
  start: number;
};

/** Finds variables in one pass, so that no brace is searched twice. */
function* variablesIn(entry: DraftEntry): Iterable<Variable> {
  let start = entry.text.indexOf('${');
  let end = start;
  while (start >= 0) {
    const next = entry.text.indexOf('${', start + 2);
    if (end >= 0 && end <= start) end = entry.text.indexOf('}', start);
    const closed = end >= 0 && (next < 0 || end < next);
    const text = closed ? entry.text.slice(start, end + 1) : entry.text.slice(start, next < 0 ? undefined : next);
    yield { entry, text, body: text.slice(2, closed ? -1 : undefined), closed, start };
    start = next;
  }
}

function* entriesOf({ principal, action, sid }: DraftStatement): Iterable<DraftEntry> {
  if (sid) yield sid;
  yield* principal?.entries ?? [];
  yield* action?.entries ?? [];
}

function* variablesWhereSupported({ draft }: CheckContext): Iterable<Variable> {
  for (const statement of draft.statements) {
    for (const entry of statement.resource?.entries ?? []) yield* variablesIn(entry);
    for (const { values } of statement.clauses) for (const entry of values) yield* variablesIn(entry);
  }
}

function place({ entry, text, start }: Variable): Location {
  const whole = at(entry);
  return { path: [...whole.path, { substring: { start, length: text.length } }], span: whole.span };
}

function rewrite(variable: Variable, text: string, title: string): Fix {
  const { entry, start } = variable;
  const after = entry.text.slice(0, start) + text + entry.text.slice(start + variable.text.length);
  return { title, edits: [replaceString(entry.span, after)] };
}

/** Returns the default of `${key, 'default'}` as written, or undefined. */
const defaultOf = ({ body }: Variable) => /^[^,]*,(.*)$/s.exec(body)?.[1]?.trim();
const nameOf = ({ body }: Variable) => body.replace(/,.*$/s, '');

const VARIABLE_OPERATORS = 'String, Arn and Bool operators';

export const VARIABLE_CHECKS: readonly Check[] = [
  {
    code: 'MISSING_BRACE_IN_VARIABLE',
    findingType: 'ERROR',
    needs: 'grammar',
    *run(context) {
      for (const variable of variablesWhereSupported(context)) {
        if (variable.closed) continue;
        const name = /^[\w:./-]+/.exec(variable.body)?.[0];
        yield {
          details: `The policy variable ${variable.text} has no closing brace.`,
          locations: [place(variable)],
          ...(name ? { fix: rewrite(variable, `\${${name}}${variable.body.slice(name.length)}`, 'Close the variable') } : {}),
        };
      }
    },
  },
  {
    code: 'MISSING_QUOTE_IN_VARIABLE',
    findingType: 'ERROR',
    needs: 'grammar',
    *run(context) {
      for (const variable of variablesWhereSupported(context)) {
        const fallback = defaultOf(variable);
        if (!variable.closed || fallback === undefined || (fallback.length >= 2 && /^'.*'$/s.test(fallback))) continue;
        const plain = fallback.replace(/^'|'$/g, '');
        const fix = rewrite(variable, `\${${nameOf(variable).trim()}, '${plain}'}`, 'Quote the default value');
        yield {
          details: `The default value in ${variable.text} must stand between single quotes.`,
          locations: [place(variable)],
          fix,
        };
      }
    },
  },
  {
    code: 'UNSUPPORTED_SPACE_IN_VARIABLE',
    findingType: 'ERROR',
    needs: 'grammar',
    *run(context) {
      for (const variable of variablesWhereSupported(context)) {
        const name = nameOf(variable);
        if (!variable.closed || !hasStraySpace(name)) continue;
        const rest = variable.body.slice(name.length);
        const fix = rewrite(variable, `\${${name.replace(/\s+/g, '')}${rest}}`, 'Remove the space');
        yield {
          details: `The name in the policy variable ${variable.text} must not contain spaces.`,
          locations: [place(variable)],
          fix,
        };
      }
    },
  },
  {
    code: 'EMPTY_VARIABLE',
    findingType: 'ERROR',
    needs: 'grammar',
    *run(context) {
      for (const variable of variablesWhereSupported(context)) {
        if (!variable.closed || variable.body.trim() !== '') continue;
        yield {
          details: 'The policy variable names nothing. Write a condition key between the braces, or remove it.',
          locations: [place(variable)],
        };
      }
    },
  },
  {
    code: 'VARIABLE_UNSUPPORTED_IN_ELEMENT',
    findingType: 'ERROR',
    needs: 'grammar',
    *run({ draft }) {
      for (const statement of draft.statements)
        for (const entry of entriesOf(statement))
          for (const variable of variablesIn(entry)) {
            const details = `Policy variables are replaced in Resource and Condition only: ${variable.text} is taken literally here.`;
            yield { details, locations: [place(variable)] };
          }
    },
  },
  {
    code: 'VARIABLE_UNSUPPORTED_IN_VERSION',
    findingType: 'ERROR',
    needs: 'grammar',
    *run(context) {
      const { version, root } = context.draft;
      if (version?.text === '2012-10-17') return;
      const variables = [...variablesWhereSupported(context)].filter(({ closed }) => closed);
      if (variables.length === 0) return;
      const edits = version ? [replaceString(version.span, '2012-10-17')] : addMember(root, 'Version', '2012-10-17');
      yield {
        details: 'Without "Version": "2012-10-17", policy variables are not replaced but taken literally.',
        locations: variables.map(place),
        fix: { title: 'Use version 2012-10-17', edits },
      };
    },
  },
  {
    code: 'INVALID_VARIABLE_FOR_OPERATOR',
    findingType: 'ERROR',
    needs: 'grammar',
    *run(context) {
      for (const { clause, operator } of clausesOf(context)) {
        if (!operator || operator.base.variables) continue;
        const variables = clause.values.flatMap((value) => [...variablesIn(value)]);
        if (variables.length === 0) continue;
        const details = `${clause.operator} does not replace policy variables; only ${VARIABLE_OPERATORS} do.`;
        yield { details, locations: variables.map(place) };
      }
    },
  },
];

/** Tests for a misplaced space. Tag keys may contain spaces: `${aws:PrincipalTag/cost center}` is valid. */
function hasStraySpace(name: string): boolean {
  const slash = name.indexOf('/');
  const stem = slash < 0 ? name : name.slice(0, slash);
  return name.trim() !== '' && (/\s/.test(stem) || /^\s|\s$/.test(name));
}
