import type { Explanation, FixWay, PolicyRef, PolicyTrace, StatementRef } from '@gatehouse/policy/evaluate';
import type { ReactNode } from 'react';
import { classNames } from '../ui/class-names';
import { ExpandableSection } from '../ui/expandable-section';
import { OUTCOME_INK, OutcomeIcon } from '../ui/outcome-icon';
import { TextLink } from '../ui/text-link';
import { VERDICT } from '../ui/verdict-mark';
import { DecidingStatement } from './deciding-statement';
import { DecisionPath } from './decision-path';
import { type PolicyHref, PolicyLink } from './policy-link';
import { DECISION_OUTCOME, originText, outcomeOf, verdictSentence, verdictTitle } from './verdict-text';

/**
 * A change that would allow the denied request. Changes of one `alternative` belong together, one of each `step`. `document` is
 * the changed policy, if the reader can see it. `others` marks changes that somebody else must make.
 */
export type ShownFix = {
  alternative: number;
  step: number;
  sentence: string;
  policyId?: string;
  document?: string;
  way?: FixWay;
  others?: true;
};

type DecisionViewProps = {
  explanation: Explanation;
  /** The original documents, by policy ID. */
  documents: Readonly<Record<string, string>>;
  fixes?: readonly ShownFix[];
  /** Renders the actions of a change. `policy` is the policy to change, if it exists. */
  fixActions?: (fix: ShownFix, policy: PolicyRef | undefined) => ReactNode;
  /** Further actions, below the changes. */
  next?: ReactNode;
  href: PolicyHref;
  /** The page that shows the decision step by step. */
  wholeHref?: string;
  /** True for a denied call that was really made. */
  made?: boolean;
  /** Content between the verdict and the path. */
  children?: ReactNode;
};

type HiddenStatementProps = {
  trace: PolicyTrace;
  index: number;
  levels: Explanation['scpLevels'];
  href: PolicyHref;
};

const BAND = {
  allowed: 'bg-allow-soft',
  'explicit-deny': 'bg-deny-soft',
  'implicit-deny': 'bg-none-soft',
  limited: 'bg-limit-soft',
  unknown: 'bg-none-soft',
};

/** A decision with everything behind it: request, verdict, steps, deciding statements and fixes. */
export function DecisionView(props: DecisionViewProps) {
  const { explanation, documents, fixes, fixActions, next, made = false, children } = props;
  const href = shownHref(props);
  const outcome = made ? DECISION_OUTCOME[explanation.decision] : outcomeOf(explanation);
  const { action, resource, context } = explanation.request;
  return (
    <div className="rounded-lg border border-line bg-surface">
      <div className="border-line border-b px-4 py-3">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <h3 className="font-semibold text-ink-3 text-sm">Question</h3>
          {props.wholeHref ? (
            <TextLink href={props.wholeHref} className="text-sm">
              View step by step
            </TextLink>
          ) : null}
        </div>
        <p className="break-all font-mono text-sm">{action}</p>
        <p className="break-all font-mono text-ink-2 text-sm">{resource === '*' ? 'any resource (*)' : resource}</p>
      </div>
      <div
        role="status"
        {...VERDICT}
        className={classNames('flex items-start gap-2.5 border-line border-b px-4 py-3', BAND[outcome])}
      >
        <OutcomeIcon outcome={outcome} size={20} className="mt-px" />
        <div className="min-w-0">
          <p className={classNames('font-semibold', OUTCOME_INK[outcome])}>{verdictTitle(explanation, made)}</p>
          <p>{verdictSentence(explanation, made)}</p>
          {explanation.message && (made || outcome !== 'unknown') ? (
            <p className="mt-1.5 break-words font-mono text-ink-2 text-xs leading-4">{explanation.message}</p>
          ) : null}
        </div>
      </div>
      {children}
      <DecisionPath explanation={explanation} href={href} />
      <DecidingStatements explanation={explanation} documents={documents} href={href} />
      <WayOut explanation={explanation} fixes={fixes} fixActions={fixActions} next={next} />
      <div className="border-line border-t px-4 py-3">
        <ExpandableSection title="Request context">
          <ContextList context={context} missing={explanation.missingContextKeys} />
        </ExpandableSection>
      </div>
    </div>
  );
}

type WayOutProps = Pick<DecisionViewProps, 'explanation' | 'fixes' | 'fixActions' | 'next'>;

/** The changes that would allow the request, and the actions for them. */
export function WayOut({ explanation, fixes = [], fixActions, next }: WayOutProps) {
  return (
    <>
      {fixes.length > 0 ? <Fixes fixes={fixes} actions={fixActions} policies={policiesOf(explanation)} /> : null}
      {next ? <div className="border-line border-t px-4 py-3">{next}</div> : null}
    </>
  );
}

/** Returns links to policies for the reader. Policies of an organization are only readable in its management account. */
export function shownHref({ documents, href }: Pick<DecisionViewProps, 'documents' | 'href'>): PolicyHref {
  // AWS: policies of an organization are readable in its management account only, so others get no link.
  return (policy, statement) => (isElsewhere(policy, documents) ? undefined : href(policy, statement));
}

type DecidingStatementsProps = Pick<DecisionViewProps, 'explanation' | 'documents' | 'href'> & {
  /** The statements to show. Default: those that decided the whole. */
  refs?: readonly StatementRef[];
  className?: string;
};

/** The deciding statements, marked in their documents. */
export function DecidingStatements(props: DecidingStatementsProps) {
  const { explanation, documents, href, refs, className = 'space-y-4 border-line border-t px-4 py-3' } = props;
  const deciding = decidingStatements(explanation, refs);
  const levels = [...explanation.scpLevels, ...explanation.rcpLevels];
  if (deciding.length === 0) return null;
  return (
    <div className={className}>
      <h3 className="font-semibold text-base">{deciding.length === 1 ? 'Deciding statement' : 'Deciding statements'}</h3>
      {deciding.map(({ trace, index }) => {
        const statement = trace.statements.find((candidate) => candidate.index === index);
        const document = documents[trace.policy.id];
        if (document === undefined) {
          return <HiddenStatement key={`${trace.policy.id} ${index}`} trace={trace} index={index} levels={levels} href={href} />;
        }
        return statement ? (
          <DecidingStatement
            key={`${trace.policy.id} ${index}`}
            policy={trace.policy}
            statement={statement}
            document={document}
            where={originText(trace.policy, levels)}
            href={href}
          />
        ) : null;
      })}
    </div>
  );
}

/** The placeholder for a statement in a policy that the reader cannot read. */
function HiddenStatement({ trace, index, levels, href }: HiddenStatementProps) {
  return (
    <p className="text-sm">
      <PolicyLink policy={trace.policy} href={href} /> · statement {index + 1}{' '}
      <span className="text-ink-3">
        ({originText(trace.policy, levels)}).{' '}
        {isOfOrganization(trace.policy)
          ? 'Only the management account of the organization can view this policy.'
          : "You don't have permission to view this policy."}
      </span>
    </p>
  );
}

function isOfOrganization({ type }: PolicyRef): boolean {
  return type === 'scp' || type === 'rcp';
}

function isElsewhere(policy: PolicyRef, documents: Readonly<Record<string, string>>): boolean {
  return isOfOrganization(policy) && documents[policy.id] === undefined;
}

function policiesOf(explanation: Explanation): PolicyRef[] {
  const levels = [...explanation.scpLevels, ...explanation.rcpLevels];
  return [...explanation.policies, ...levels.flatMap(({ policies }) => policies)].map(({ policy }) => policy);
}

type FixesProps = {
  fixes: readonly ShownFix[];
  actions: DecisionViewProps['fixActions'];
  policies: readonly PolicyRef[];
};

/** Lists the changes. All were tested: with one of each step of an alternative, the call is allowed. */
function Fixes({ fixes, actions, policies }: FixesProps) {
  const alternatives = [...new Set(fixes.map(({ alternative }) => alternative))];
  return (
    <div className="border-line border-t px-4 py-3">
      <h3 className="font-semibold text-base">Smallest change that would allow it</h3>
      {alternatives.length > 1 ? <p className="mt-1 text-ink-2 text-sm">Each of these changes is enough.</p> : null}
      <div className="space-y-3">
        {alternatives.map((alternative, at) => {
          const own = fixes.filter((fix) => fix.alternative === alternative);
          return alternatives.length > 1 ? (
            <section key={alternative} aria-label={`Alternative ${at + 1}`}>
              <h4 className="mt-2 font-semibold text-ink-2 text-sm">Alternative {at + 1}</h4>
              <FixSteps fixes={own} actions={actions} policies={policies} />
            </section>
          ) : (
            <FixSteps key={alternative} fixes={own} actions={actions} policies={policies} />
          );
        })}
      </div>
    </div>
  );
}

function FixSteps({ fixes, actions, policies }: FixesProps) {
  const steps = [...new Set(fixes.map(({ step }) => step))];
  return (
    <>
      {steps.length > 1 ? <p className="mt-1 text-ink-2 text-sm">All of these changes are required:</p> : null}
      <ol className={classNames('mt-1 space-y-2', steps.length > 1 && 'list-decimal pl-5')}>
        {steps.map((step) => {
          const options = fixes.filter((fix) => fix.step === step);
          return (
            <li key={step}>
              {options.length > 1 ? (
                <p className="text-ink-2 text-sm">{steps.length > 1 ? 'One of these:' : 'Any one of these:'}</p>
              ) : null}
              <ul className={classNames('space-y-1', options.length > 1 && 'list-disc pl-5')}>
                {options.map((fix) => (
                  <li key={fix.sentence} className="break-words">
                    {fix.sentence}
                    {actions && !fix.others ? (
                      <div className="flex flex-wrap items-center gap-x-4 text-sm">
                        {actions(
                          fix,
                          policies.find(({ id }) => id === fix.policyId),
                        )}
                      </div>
                    ) : null}
                  </li>
                ))}
              </ul>
            </li>
          );
        })}
      </ol>
    </>
  );
}

function ContextList({ context, missing }: { context: Explanation['request']['context']; missing: readonly string[] }) {
  return (
    <dl className="grid grid-cols-1 gap-x-4 gap-y-1 text-sm sm:grid-cols-[minmax(0,14rem)_1fr]">
      {Object.entries(context)
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([key, value]) => (
          <div key={key} className="contents">
            <dt className="break-all font-mono text-ink-2">{key}</dt>
            <dd className="break-all font-mono max-sm:mb-1">{typeof value === 'string' ? value : value.join(', ')}</dd>
          </div>
        ))}
      {missing.map((key) => (
        <div key={key} className="contents">
          <dt className="break-all font-mono text-ink-2">{key}</dt>
          <dd className="text-ink-3 max-sm:mb-1">missing, but used in a policy</dd>
        </div>
      ))}
    </dl>
  );
}

/** Returns each deciding statement once, at the first policy that contains it. */
function decidingStatements(explanation: Explanation, refs = explanation.deciding): { trace: PolicyTrace; index: number }[] {
  const traces = [
    ...explanation.policies,
    ...[...explanation.scpLevels, ...explanation.rcpLevels].flatMap((level) => level.policies),
  ];
  const found = new Map<string, { trace: PolicyTrace; index: number }>();
  const add = ({ policyId, statementIndex }: StatementRef) => {
    const trace = traces.find(({ policy }) => policy.id === policyId);
    // FullAWSAccess is attached everywhere by AWS. It is left out because it would hide the deciding statements.
    const plain = trace && trace.policy.origin.kind === 'level' && trace.policy.arn?.includes('::aws:policy/');
    if (trace && !(plain && (refs !== explanation.deciding || explanation.decision === 'Allowed')))
      found.set(`${policyId} ${statementIndex}`, { trace, index: statementIndex });
  };
  for (const ref of refs) add(ref);
  return [...found.values()];
}
