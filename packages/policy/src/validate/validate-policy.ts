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
 * Validates a policy document before it is saved. Returns findings in document order and never throws. `parsePolicy` accepts a document
 * without ERROR findings of the parser. Conversely, some faults do not prevent saving (`policy/open-points.ts`). Checks that need data run
 * if `options.catalog` is given. Source: IAM User Guide, "IAM policy validation check reference". Codes that start with GATEHOUSE_ are
 * ours.
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

/** Returns the faults that the parser refuses or only reports. */
function parserIssues(text: string, kind: PolicyKind, { catalog, saving }: ValidatePolicyOptions): readonly PolicyIssue[] {
  const parsed = parsePolicy(text, kind, {
    saving,
    rcpServices: catalog && kind === 'rcp' ? rcpServicesNamed(text, catalog.supportsRcp) : undefined,
    isServicePrincipal: catalog?.isServicePrincipal,
  });
  return parsed.ok ? parsed.tolerated : [...parsed.issues, ...parsed.tolerated];
}

/** Returns the services that the text could name and that support RCPs. The parser needs a set, and these are enough. */
function rcpServicesNamed(text: string, supportsRcp: (prefix: string) => boolean): ReadonlySet<string> {
  // A look-ahead for the colon would take quadratic time in a long run of letters.
  const words = text.toLowerCase().match(/[a-z0-9-]+:?/g) ?? [];
  return new Set(words.flatMap((word) => (word.endsWith(':') && supportsRcp(word.slice(0, -1)) ? [word.slice(0, -1)] : [])));
}

/** The cost of a check per character of the document. */
const OF_A_CHECK = 2;

/** The most findings of one kind. Each can carry a fix as long as its text. */
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

/** Returns the positions of errors by checks that are not general. General checks add nothing there. */
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

/** Returns the parser's refusals that no row names. */
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
