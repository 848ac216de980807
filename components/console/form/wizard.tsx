'use client';

import { Check, Pencil } from 'lucide-react';
import { parseAsString, useQueryState } from 'nuqs';
import { createContext, type ReactNode, use, useEffect, useRef, useState } from 'react';
import type { FieldValues, Path } from 'react-hook-form';
import { Alert } from '../../ui/alert';
import { Button, ButtonLink } from '../../ui/button';
import { classNames } from '../../ui/class-names';
import { Panel } from '../../ui/panel';
import type { ConsoleError } from '../page/console-error';
import { ErrorBox } from '../page/error-box';
import { type Breadcrumb, Breadcrumbs } from '../shell/breadcrumbs';
import { BottomBar } from './bottom-bar';
import { UnsavedChanges } from './unsaved-changes';
import type { KeptForm } from './use-kept-form';
import { firstIncompleteStep, shownStep, stepOfField } from './wizard-steps';

export type WizardStep = {
  id: string;
  title: string;
  description?: ReactNode;
  info?: ReactNode;
  optional?: boolean;
  /** The paths of the parts of the form that the step asks for. The next step opens when they are valid. */
  fields: readonly string[];
  /** The paths of parts whose problems no field shows. The step shows them. */
  notes?: readonly string[];
  /** The step's panels, mounted only while the step is current. */
  content: ReactNode;
};

export type WizardProps<Form extends FieldValues> = {
  /** The page's h1: "Create user". */
  title: string;
  breadcrumbs?: readonly Breadcrumb[];
  form: KeptForm<Form>;
  steps: readonly WizardStep[];
  submitLabel: string;
  /** Called after all steps are valid. */
  onSubmit: () => void;
  cancelHref: string;
  pending?: boolean;
  error?: ConsoleError | null;
  /** The paths of the form by the input members that they fill. An error that names a member is shown at its field. */
  members?: Readonly<Record<string, Path<Form>>>;
};

type WizardState = { goTo: (stepId: string) => void };

const WizardContext = createContext<WizardState | null>(null);

/** Renders a form in steps. The last step is a review with the submit button. The URL names the current step. */
export function Wizard<Form extends FieldValues>(props: WizardProps<Form>) {
  const { title, breadcrumbs, form, steps, submitLabel, onSubmit, cancelHref, pending = false, error, members } = props;
  const { index, reached, show } = useShownStep(form, steps);
  const heading = useFocusOnChange(index);
  const fieldOfError = useFieldOfError(form, steps, show, error, members);
  const step = steps[index];
  const last = index === steps.length - 1;

  /** Goes to a step, or to the first step before it that has a problem. */
  const goTo = (target: number) => {
    const incomplete = steps.slice(0, target).findIndex(({ fields }) => !form.check(fields));
    const next = incomplete < 0 ? target : incomplete;
    if (next === steps.length) onSubmit();
    else if (next !== index) show(next);
  };
  if (!step) return null;
  const problems = (step.notes ?? []).flatMap((field) => form.problemAt(field) ?? []);

  return (
    <WizardContext value={{ goTo: (id) => goTo(steps.findIndex((each) => each.id === id)) }}>
      {breadcrumbs ? <Breadcrumbs items={breadcrumbs} current={title} /> : null}
      <div className="grid grid-cols-1 items-start gap-x-8 gap-y-4 lg:grid-cols-[13rem_minmax(0,60rem)]">
        <StepList title={title} steps={steps} current={index} reached={reached} onShow={goTo} />
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (!pending) goTo(index + 1);
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
            {problems.map((problem) => (
              <Alert key={problem} kind="error" live>
                {problem}
              </Alert>
            ))}
            {error && last && !fieldOfError ? <ErrorBox error={error} live /> : null}
          </div>
          {/* In sight while a step is longer than the window, so that what loads above does not move it. */}
          <BottomBar className="mt-4 bg-bg py-2.5">
            <ButtonLink variant="ghost" href={cancelHref}>
              Cancel
            </ButtonLink>
            {index > 0 ? <Button onClick={() => show(index - 1)}>Previous</Button> : null}
            <Button type="submit" variant="primary" loading={pending}>
              {last ? submitLabel : 'Next'}
            </Button>
          </BottomBar>
        </form>
      </div>
      <UnsavedChanges dirty={form.dirty && !pending} kept onLeave={form.discard} />
    </WizardContext>
  );
}

/** Returns the step in the URL, or an earlier incomplete one. A step can become incomplete when a reload loses its secret. */
function useShownStep<Form extends FieldValues>(form: KeptForm<Form>, steps: readonly WizardStep[]) {
  const [named, setNamed] = useQueryState('step', parseAsString.withOptions({ history: 'push' }));
  const [visited, setVisited] = useState(0);
  const index = form.ready ? shownStep(steps, named, firstIncompleteStep(steps, form.issues)) : 0;
  const idOf = (step: number) => (step === 0 ? null : (steps[step]?.id ?? null));
  const refused = form.ready && named !== idOf(index);
  const { id, fields } = steps[index] ?? { id: '', fields: [] };
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs once each time that the URL names a step that can't be shown
  useEffect(() => {
    if (!refused) return;
    void setNamed(idOf(index), { history: 'replace' });
    if (form.restored) form.check(fields);
  }, [refused, id]);
  return {
    index,
    reached: Math.max(index, visited),
    show: (step: number) => {
      setVisited(Math.max(index, visited, step));
      void setNamed(idOf(step));
    },
  };
}

/** Shows an error that concerns one part of the form at its field, in the field's step. */
function useFieldOfError<Form extends FieldValues>(
  form: KeptForm<Form>,
  steps: readonly WizardStep[],
  show: (step: number) => void,
  error: ConsoleError | null | undefined,
  members: Readonly<Record<string, Path<Form>>> = {},
): Path<Form> | undefined {
  const field = error?.member !== undefined && Object.hasOwn(members, error.member) ? members[error.member] : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs once for each error
  useEffect(() => {
    if (!field || !error) return;
    form.say(field, error.message);
    show(Math.max(0, stepOfField(steps, field)));
  }, [error]);
  return field;
}

// Moves the view and the focus to the heading of a new step.
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

/** Renders the values of one step in the review, with a button that opens the step. */
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
