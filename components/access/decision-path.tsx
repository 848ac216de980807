'use client';

import type { Explanation, LevelTrace, PolicyTrace, StatementTrace, StepTrace } from '@gatehouse/policy/evaluate';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { classNames } from '../ui/class-names';
import { OUTCOME_INK, OutcomeIcon } from '../ui/outcome-icon';
import { ConditionTable } from './condition-table';
import { OUTCOMES, shownStep } from './decision-steps';
import { type PolicyHref, PolicyLink } from './policy-link';
import { originText, PRINCIPAL_REASON_WORDS, STEP_WORDS } from './verdict-text';

type DecisionPathProps = { explanation: Explanation; href: PolicyHref };

/** Lists the steps of the evaluation in order. Each opens to its policies and statements. */
export function DecisionPath({ explanation, href }: DecisionPathProps) {
  return (
    <ol aria-label="Steps of the evaluation" className="px-4 py-2">
      {explanation.steps.map((step, index) => (
        <Step key={step.step} step={step} first={index === 0} explanation={explanation} href={href} />
      ))}
    </ol>
  );
}

function Step({
  step,
  first,
  explanation,
  href,
}: {
  step: StepTrace;
  first: boolean;
  explanation: Explanation;
  href: PolicyHref;
}) {
  const [open, setOpen] = useState(false);
  const { outcome, word, detail, policies, levels, opens } = shownStep(step, explanation);
  const head = (
    <>
      <OutcomeIcon outcome={outcome} size={18} className="mt-px" />
      <span className="min-w-0 text-left">
        <span className="block font-medium">
          {STEP_WORDS[step.step]}
          {opens ? (
            <ChevronRight
              aria-hidden
              size={14}
              className={classNames('ml-1 inline text-ink-3 transition-transform', open && 'rotate-90')}
            />
          ) : null}
        </span>
        <span className="block text-ink-2 text-sm">{detail}</span>
        {levels.length > 0 && step.outcome !== 'Skipped' ? <LevelLine levels={levels} /> : null}
      </span>
      <span className={classNames('whitespace-nowrap font-medium', OUTCOME_INK[outcome])}>{word}</span>
    </>
  );
  const row = 'grid w-full grid-cols-[20px_1fr_auto] gap-2.5 py-2';
  return (
    <li className={classNames('relative', step.outcome === 'Skipped' && 'text-ink-3')}>
      {first ? null : <span aria-hidden className="absolute -top-1.5 left-[9px] h-3 w-px bg-line-strong" />}
      {opens ? (
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className={classNames(row, 'rounded-md hover:bg-hover')}
        >
          {head}
        </button>
      ) : (
        <div className={row}>{head}</div>
      )}
      {open ? (
        <div className="mb-2 ml-7.5 space-y-3 border-line border-l pl-3">
          {levels.map((level) => (
            <LevelDetail key={level.id} level={level} href={href} />
          ))}
          {policies.map((trace) => (
            <PolicyDetail key={trace.policy.id} trace={trace} where={originText(trace.policy, [])} href={href} />
          ))}
        </div>
      ) : null}
    </li>
  );
}

/** Shows `Root ✓ Workloads ✗ Production ✓`, in words for screen readers. */
function LevelLine({ levels }: { levels: readonly LevelTrace[] }) {
  return (
    <span className="mt-0.5 flex flex-wrap gap-x-3 gap-y-0.5 text-sm">
      {levels.map((level) => {
        const { outcome, word } = OUTCOMES[level.outcome];
        return (
          <span key={level.id} className="inline-flex items-center gap-1">
            <OutcomeIcon outcome={outcome} size={12} />
            {level.kind === 'root' ? 'Root' : level.name}
            <span className="sr-only">: {word}</span>
          </span>
        );
      })}
    </span>
  );
}

export function LevelDetail({ level, href }: { level: LevelTrace; href: PolicyHref }) {
  const { outcome, word } = OUTCOMES[level.outcome];
  return (
    <div className="space-y-1.5">
      <p className="flex items-center gap-1.5 font-medium text-sm">
        <OutcomeIcon outcome={outcome} size={14} /> {level.kind === 'root' ? 'Root' : level.name}
        <span className="font-normal text-ink-3">{word}</span>
      </p>
      {level.policies.length === 0 ? (
        <p className="text-ink-3 text-sm">No policy is attached here, so nothing is allowed.</p>
      ) : null}
      {level.policies.map((trace) => (
        <PolicyDetail key={trace.policy.id} trace={trace} where="" href={href} />
      ))}
    </div>
  );
}

export function PolicyDetail({ trace, where, href }: { trace: PolicyTrace; where: string; href: PolicyHref }) {
  const { outcome } = OUTCOMES[trace.outcome];
  const applied = trace.statements.filter((statement) => statement.applies);
  return (
    <div className="text-sm">
      <p className="flex items-start gap-1.5">
        <OutcomeIcon outcome={outcome} size={14} className="mt-0.75" />
        <span>
          <PolicyLink policy={trace.policy} href={href} />
          {where ? <span className="text-ink-3"> {where}</span> : null}
          <span className="block text-ink-3">
            {trace.statements.length === 0
              ? "You don't have permission to view its statements"
              : `${applied.length} of ${trace.statements.length} ${trace.statements.length === 1 ? 'statement applies' : 'statements apply'}`}
          </span>
        </span>
      </p>
      <ul className="mt-1 ml-5 space-y-1">
        {trace.statements.slice(0, 20).map((statement) => (
          <StatementLine key={statement.index} statement={statement} />
        ))}
        {trace.statements.length > 20 ? (
          <li className="text-ink-3">and {trace.statements.length - 20} more do not apply</li>
        ) : null}
      </ul>
    </div>
  );
}

function StatementLine({ statement }: { statement: StatementTrace }) {
  const failed = statement.elements.find((element) => !element.matched);
  const named = statement.elements.find((element) => element.reason !== undefined && (statement.applies || element === failed));
  const unmet = statement.conditions.filter((condition) => !condition.matched);
  const why = statement.applies
    ? 'applies'
    : failed
      ? `${failed.element} does not match`
      : unmet.length > 0
        ? `${unmet.map(({ key }) => key).join(', ')} not met`
        : 'does not apply';
  return (
    <li>
      <span
        className={
          statement.applies ? (statement.effect === 'Deny' ? 'font-medium text-deny' : 'font-medium text-allow') : 'text-ink-2'
        }
      >
        {statement.effect} {statement.sid ?? `statement ${statement.index + 1}`}: {why}
        {named?.reason ? ` (${PRINCIPAL_REASON_WORDS[named.reason]})` : null}
      </span>
      {statement.conditions.length > 0 && !failed ? <ConditionTable conditions={statement.conditions} /> : null}
    </li>
  );
}
