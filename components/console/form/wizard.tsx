'use client';

import { Check, Pencil } from 'lucide-react';
import { createContext, type ReactNode, use, useEffect, useRef, useState } from 'react';
import { Alert } from '../../ui/alert';
import { Button, ButtonLink } from '../../ui/button';
import { classNames } from '../../ui/class-names';
import { Panel } from '../../ui/panel';
import type { ConsoleError } from '../page/console-error';
import { ErrorBox } from '../page/error-box';
import { type Breadcrumb, Breadcrumbs } from '../shell/breadcrumbs';
import { UnsavedChanges } from './unsaved-changes';

export type WizardStep = {
  id: string;
  title: string;
  description?: ReactNode;
  info?: ReactNode;
  optional?: boolean;
  /** Panels. Kept mounted only while current: keep what is entered outside, in one form or state. */
  content: ReactNode;
  /** Asked before going on. `true` goes on; `false` stays, the fields saying why; a text stays and is shown. */
  validate?: () => boolean | string | Promise<boolean | string>;
};

export type WizardProps = {
  /** The page's h1: "Create user". */
  title: string;
  breadcrumbs?: readonly Breadcrumb[];
  steps: readonly WizardStep[];
  submitLabel: string;
  onSubmit: () => void;
  cancelHref: string;
  pending?: boolean;
  dirty?: boolean;
  error?: ConsoleError | null;
};

type WizardState = { goTo: (stepId: string) => void };

const WizardContext = createContext<WizardState | null>(null);

/** Steps at the left, one at a time, the last a review; nothing happens before Submit. */
export function Wizard({
  title,
  breadcrumbs = [],
  steps,
  submitLabel,
  onSubmit,
  cancelHref,
  pending = false,
  dirty = false,
  error,
}: WizardProps) {
  const [index, setIndex] = useState(0);
  const [reached, setReached] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const [checking, setChecking] = useState(false);
  const heading = useFocusOnChange(index);
  const step = steps[index];
  const last = index === steps.length - 1;

  const show = (next: number) => {
    setProblem(null);
    setIndex(next);
    setReached((most) => Math.max(most, next));
  };
  const proceed = async () => {
    setChecking(true);
    const answer = (await step?.validate?.()) ?? true;
    setChecking(false);
    if (answer !== true) setProblem(answer || null);
    else if (last) onSubmit();
    else show(index + 1);
  };
  const goTo = (stepId: string) =>
    show(
      Math.max(
        0,
        steps.findIndex((each) => each.id === stepId),
      ),
    );
  if (!step) return null;

  return (
    <WizardContext value={{ goTo }}>
      <Breadcrumbs items={breadcrumbs} current={title} />
      <div className="grid grid-cols-1 items-start gap-x-8 gap-y-4 lg:grid-cols-[13rem_minmax(0,60rem)]">
        <StepList title={title} steps={steps} current={index} reached={reached} onShow={show} />
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (!pending && !checking) void proceed();
          }}
        >
          <header className="mb-4">
            <h2 ref={heading} tabIndex={-1} className="font-semibold text-xl tracking-tight outline-none">
              {step.title}
              {step.optional ? <span className="font-normal text-ink-3 italic"> - optional</span> : null} {step.info}
            </h2>
            {step.description ? <div className="text-ink-2">{step.description}</div> : null}
          </header>
          <div key={step.id} className="space-y-4">
            {step.content}
            {problem ? (
              <Alert kind="error" live>
                {problem}
              </Alert>
            ) : null}
            {error && last ? <ErrorBox error={error} live /> : null}
          </div>
          <div className="mt-4 flex flex-wrap justify-end gap-2">
            <ButtonLink variant="ghost" href={cancelHref}>
              Cancel
            </ButtonLink>
            {index > 0 ? <Button onClick={() => show(index - 1)}>Previous</Button> : null}
            <Button type="submit" variant="primary" loading={pending || checking}>
              {last ? submitLabel : 'Next'}
            </Button>
          </div>
        </form>
      </div>
      <UnsavedChanges dirty={dirty && !pending} />
    </WizardContext>
  );
}

// A new step begins at its heading, for the eye and for the screen reader.
function useFocusOnChange(index: number) {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(index);
  useEffect(() => {
    if (shown.current === index) return;
    shown.current = index;
    window.scrollTo({ top: 0 });
    heading.current?.focus({ preventScroll: true });
  }, [index]);
  return heading;
}

type StepListProps = {
  title: string;
  steps: readonly WizardStep[];
  current: number;
  reached: number;
  onShow: (index: number) => void;
};

function StepList({ title, steps, current, reached, onShow }: StepListProps) {
  return (
    <div className="lg:sticky lg:top-16">
      <h1 className="mb-3 font-semibold text-lg lg:min-h-7">{title}</h1>
      <ol aria-label="Steps" className="flex gap-x-4 gap-y-1 max-lg:flex-wrap lg:flex-col lg:gap-0">
        {steps.map((step, index) => (
          <li key={step.id} className="relative lg:pb-4 lg:last:pb-0">
            {index < steps.length - 1 ? (
              <span aria-hidden className="absolute top-6 bottom-0 left-2.75 w-px bg-line-strong max-lg:hidden" />
            ) : null}
            <button
              type="button"
              aria-current={index === current ? 'step' : undefined}
              disabled={index > reached}
              onClick={() => onShow(index)}
              className="flex items-start gap-2.5 rounded-md text-left text-ink-2 enabled:hover:text-accent disabled:text-ink-3 aria-[current=step]:font-semibold aria-[current=step]:text-ink"
            >
              <span
                className={classNames(
                  'flex size-6 shrink-0 items-center justify-center rounded-full border border-line-strong bg-surface font-medium text-xs tabular-nums',
                  index === current && 'border-accent bg-accent text-accent-ink',
                  index !== current && index < reached && 'border-accent text-accent',
                )}
              >
                {index !== current && index < reached ? <Check aria-hidden size={12} strokeWidth={3} /> : index + 1}
              </span>
              <span className="py-0.5">
                {step.title}
                {step.optional ? <span className="block font-normal text-ink-3 text-xs">Optional</span> : null}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}

type ReviewSectionProps = { title: string; stepId: string; flush?: boolean; children: ReactNode };

/** What one step holds, in the review step, with a way back to it. */
export function ReviewSection({ title, stepId, flush, children }: ReviewSectionProps) {
  const wizard = use(WizardContext);
  if (!wizard) throw new Error('ReviewSection belongs inside a Wizard');
  return (
    <Panel
      title={title}
      headingLevel={3}
      flush={flush}
      actions={
        <Button size="sm" aria-label={`Edit ${title}`} onClick={() => wizard.goTo(stepId)}>
          <Pencil aria-hidden size={14} />
          Edit
        </Button>
      }
    >
      {children}
    </Panel>
  );
}
