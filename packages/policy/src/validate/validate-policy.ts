import { spend } from '../budget/count';
import { parseJson } from '../json/parse-json';
import type { JsonNode } from '../json/types';
import { parsePolicy } from '../policy/parse-policy';
import type { PolicyIssue, PolicyKind } from '../policy/types';
import { at, type Check, type CheckContext, type Report } from './check';
import { CHECKS, LEGACY_CHECKS } from './checks/all-checks';
import { isNamed } from './checks/grammar';
import { toDraftPolicy } from './draft';
import type { Finding, Location, ValidatePolicyOptions } from './types';

/**
 * Everything there is to say about a policy document before it is saved. Text in, findings out in document order; no input makes it
 * throw. A document without an ERROR that the parser names is one that `parsePolicy` accepts. The other way round there are faults that
 * saving takes all the same (`policy/open-points.ts`).
 * Checks that need data run when `options.catalog` is given.
 * Source: IAM User Guide, "IAM policy validation check reference"; codes that start with GATEHOUSE_ are ours.
 */
export function validatePolicy(text: string, kind: PolicyKind, options: ValidatePolicyOptions = {}): readonly Finding[] {
  const json = parseJson(text);
  const context: CheckContext = {
    text,
    kind,
    options,
    draft: toDraftPolicy(json.ok ? json.value : NO_DOCUMENT),
    issues: parserIssues(text, kind, options),
  };
  const checks = json.ok
    ? [...CHECKS, ...(options.legacyLimits ? LEGACY_CHECKS : [])]
    : CHECKS.filter(({ code }) => code === 'JSON_SYNTAX_ERROR');
  const found = checks.flatMap((check) => run(check, context).map((report) => ({ check, report })));
  const covered = coveredPlaces(found);
  const findings = found
    .filter(({ check, report }) => !check.general || !covered.has(placeOf(report.locations[0])))
    .map(({ check, report }) => toFinding(check, report));
  return [...findings, ...unnamed(context)].sort((a, b) => offsetOf(a) - offsetOf(b));
}

const START = { offset: 0, line: 1, column: 1 };
const NO_DOCUMENT: JsonNode = { kind: 'null', span: { start: START, end: START } };

/** What the parser refuses, and what it calls wrong without refusing it. */
function parserIssues(text: string, kind: PolicyKind, { catalog, saving }: ValidatePolicyOptions): readonly PolicyIssue[] {
  const parsed = parsePolicy(text, kind, {
    saving,
    rcpServices: catalog && kind === 'rcp' ? rcpServicesNamed(text, catalog.supportsRcp) : undefined,
    isServicePrincipal: catalog?.isServicePrincipal,
  });
  return parsed.ok ? parsed.tolerated : [...parsed.issues, ...parsed.tolerated];
}

/** The parser asks for a set; of all services those that the text could name are enough. */
function rcpServicesNamed(text: string, supportsRcp: (prefix: string) => boolean): ReadonlySet<string> {
  // A look-ahead for the colon would try every end of a long run of letters from every start of it.
  const words = text.toLowerCase().match(/[a-z0-9-]+:?/g) ?? [];
  return new Set(words.flatMap((word) => (word.endsWith(':') && supportsRcp(word.slice(0, -1)) ? [word.slice(0, -1)] : [])));
}

/** What it takes a check to go through a document, by its characters. */
const OF_A_CHECK = 2;

/** Nobody reads more of one kind; each can carry a fix as long as what it is in. */
const MOST_FINDINGS = 500;

function run(check: Check, context: CheckContext): readonly Report[] {
  const { catalog } = context.options;
  spend(OF_A_CHECK * context.text.length);
  if (check.kinds && !check.kinds.includes(context.kind)) return [];
  const reports = check.needs === 'grammar' ? check.run(context) : catalog ? check.run(context, catalog) : [];
  const taken: Report[] = [];
  for (const report of reports) {
    taken.push(report);
    if (taken.length >= MOST_FINDINGS) break;
  }
  return taken;
}

type Found = { check: Check; report: Report };

/** Where checks that are not general report errors: a general one has nothing to add there. */
function coveredPlaces(found: readonly Found[]): ReadonlySet<string> {
  const errors = found.filter(({ check }) => !check.general && check.findingType === 'ERROR');
  return new Set(errors.flatMap(({ report }) => report.locations.map(placeOf)));
}

function placeOf(location: Location | undefined): string {
  return location === undefined ? '' : `${location.span.start.offset} ${location.span.end.offset}`;
}

function toFinding({ code, findingType }: Check, { details, locations, fix }: Report): Finding {
  const learnMoreLink = `policy-checks#${code.toLowerCase().replaceAll('_', '-')}`;
  return { findingType, issueCode: code, findingDetails: details, locations, learnMoreLink, ...(fix ? { fix } : {}) };
}

/** What the parser refuses and no row of the table names. */
function unnamed(context: CheckContext): readonly Finding[] {
  return context.issues
    .filter((issue) => !isNamed(issue, context))
    .slice(0, MOST_FINDINGS)
    .map(({ code, message, path, span }) =>
      toFinding(
        { code, findingType: 'ERROR', needs: 'grammar', run: () => [] },
        { details: message, locations: [at({ path, span })] },
      ),
    );
}

const offsetOf = ({ locations: [place] }: Finding) => place?.span.start.offset ?? 0;
