import type { StepTrace } from '@gatehouse/policy/evaluate';
import { classNames } from '../ui/class-names';
import { OUTCOME_INK, OUTCOME_WORDS, type Outcome, OutcomeIcon } from '../ui/outcome-icon';
import type { Intersection, Level } from './intersection';

type StepName = StepTrace['step'];

type LevelsPictureProps = {
  intersection: Intersection;
  /** A short form of the request. */
  request: string;
  /** The current step, whose levels are highlighted. Levels of later steps are faint. */
  current: StepName | null;
  /** Returns whether a step was already evaluated. Without a current step, all were. */
  seen: (step: StepName) => boolean;
  onChoose: (step: StepName) => void;
};

/** The border repeats the icon: closed if the request passes, dashed without an Allow, heavy with a Deny. */
const FENCES: Record<Outcome, string> = {
  allowed: 'border border-allow/55',
  'explicit-deny': 'border-2 border-deny',
  'implicit-deny': 'border-2 border-dashed border-line-control',
  limited: 'border border-limit',
  unknown: 'border-2 border-dotted border-line-control',
};

/** Shows levels as nested boxes: the grants are inside all limits, and the request goes as far in as they allow. */
export function LevelsPicture({ intersection, ...rest }: LevelsPictureProps) {
  return (
    <div className="rounded-lg bg-sunken p-2 sm:p-3">
      <Limits {...rest} intersection={intersection} at={0} />
    </div>
  );
}

type LimitsProps = LevelsPictureProps & { at: number };

function Limits(props: LimitsProps) {
  const { intersection, at, current, seen } = props;
  const level = intersection.limits[at];
  const here = at === reached(props);
  return (
    <>
      {here ? <Request name={props.request} state={stateAt(level, props)} /> : null}
      {level ? (
        <section
          aria-label={`${level.title}${level.place ? `, ${level.place}` : ''}`}
          className={classNames(
            'rounded-lg bg-surface p-1.5 sm:p-2.5',
            isSeen(level, seen) ? FENCES[level.outcome] : 'border border-line',
            here && 'mt-2',
            standsOut(level, current) && 'ring-2 ring-accent ring-offset-2 ring-offset-sunken',
          )}
        >
          <LevelHead level={level} faint={!isSeen(level, seen)} onChoose={props.onChoose} />
          <div className="mt-1.5 sm:mt-2.5">
            <Limits {...props} at={at + 1} />
          </div>
        </section>
      ) : (
        <Granting {...props} below={here} />
      )}
    </>
  );
}

function Granting({ intersection, current, seen, request, onChoose, below }: LimitsProps & { below: boolean }) {
  const { grants, grantsNeeded } = intersection;
  const granted = intersection.granted && !below;
  return (
    <section
      aria-label="Grants"
      className={classNames(
        'rounded-lg p-1.5 sm:p-2.5',
        granted ? 'border border-allow bg-allow-soft' : 'border border-line-strong border-dashed bg-sunken',
        below && 'mt-2',
      )}
    >
      {granted ? <Request name={request} state="in" /> : null}
      <div className={classNames('flex flex-wrap items-stretch gap-2', granted && 'mt-2')}>
        {grants.length === 0 ? (
          <p className="px-1 text-ink-2 text-sm">
            {intersection.limits[0]?.step === 'credential' ? 'The grants are not evaluated.' : 'No grant is required.'}
          </p>
        ) : null}
        {grants.map((level, at) => (
          <div key={level.id} className="contents">
            {at > 0 && grantsNeeded !== 'one' ? (
              <span className="self-center text-ink-2 text-sm">{grantsNeeded === 'both' ? 'and' : 'or'}</span>
            ) : null}
            <div
              className={classNames(
                'min-w-44 flex-1 rounded-md bg-surface p-1.5 sm:p-2',
                isSeen(level, seen) ? FENCES[level.outcome] : 'border border-line',
                standsOut(level, current) && 'ring-2 ring-accent ring-offset-2 ring-offset-sunken',
              )}
            >
              <LevelHead level={level} faint={!isSeen(level, seen)} onChoose={onChoose} />
            </div>
          </div>
        ))}
      </div>
    </section>
  );
}

/** Returns how far in the request is, after the evaluated steps. */
function reached({ intersection, seen }: LevelsPictureProps): number {
  const { limits, grants, granted } = intersection;
  const stop = limits.findIndex((level) => !isSeen(level, seen) || stops(level, intersection));
  if (stop >= 0) return stop;
  return granted && grants.every((level) => isSeen(level, seen)) ? -1 : limits.length;
}

function stateAt(level: Level | undefined, { intersection, seen }: LevelsPictureProps): RequestState {
  const looked = level ? isSeen(level, seen) : intersection.grants.every((grant) => isSeen(grant, seen));
  if (!looked) return 'here';
  return intersection.open ? 'open' : 'stopped';
}

/** Returns whether a level stops the request. Unknown policies stop it only if no known policy does. */
function stops({ outcome }: Level, { granted, open }: Intersection): boolean {
  if (granted || outcome === 'allowed') return false;
  return outcome !== 'unknown' || open;
}

function isSeen({ step, outcome }: Level, seen: LevelsPictureProps['seen']): boolean {
  return seen(step) || (outcome === 'explicit-deny' && seen('explicitDeny'));
}

/** Returns whether a level is highlighted. A Deny anywhere is a separate step, in which every denying level is. */
function standsOut({ step, outcome }: Level, current: StepName | null): boolean {
  return current === step || (current === 'explicitDeny' && outcome === 'explicit-deny');
}

type LevelHeadProps = { level: Level; faint: boolean; onChoose: (step: StepName) => void };

function LevelHead({ level, faint, onChoose }: LevelHeadProps) {
  const { title, place, outcome, words, step } = level;
  return (
    <button
      type="button"
      onClick={() => onChoose(step)}
      className="grid w-full grid-cols-[18px_minmax(0,1fr)] gap-x-2 rounded-sm text-left hover:underline"
    >
      {faint ? (
        <span aria-hidden className="mt-0.75 size-3.5 rounded-full bg-line" />
      ) : (
        <OutcomeIcon outcome={outcome} size={16} className="mt-0.5" />
      )}
      <span className="min-w-0">
        <span className={classNames('block break-words', faint ? 'text-ink-3' : 'font-medium')}>
          {title}
          {place ? <span className={classNames('font-normal', faint ? 'text-ink-3' : 'text-ink-2')}> · {place}</span> : null}
        </span>
        {faint ? (
          <span className="sr-only">not evaluated yet</span>
        ) : (
          <span className={classNames('block break-words text-sm', outcome === 'allowed' ? 'text-ink-2' : OUTCOME_INK[outcome])}>
            <span className="sr-only">{OUTCOME_WORDS[outcome]}: </span>
            {words}
          </span>
        )}
      </span>
    </button>
  );
}

type RequestState = 'here' | 'stopped' | 'open' | 'in';

const REQUEST: Record<RequestState, { box: string; dot: string; words: string }> = {
  here: { box: 'border-accent bg-accent-soft', dot: 'bg-accent', words: 'is evaluated here' },
  stopped: { box: 'border-deny bg-deny-soft', dot: 'bg-deny', words: 'is denied here' },
  open: { box: 'border-line-control bg-none-soft', dot: 'bg-none', words: 'depends on this level' },
  in: { box: 'border-allow bg-surface', dot: 'bg-allow', words: 'is allowed' },
};

function Request({ name, state }: { name: string; state: RequestState }) {
  const { box, dot, words } = REQUEST[state];
  return (
    <p className={classNames('flex w-fit max-w-full items-center gap-2 rounded-full border px-2.5 py-0.5 text-sm', box)}>
      <span aria-hidden className={classNames('size-2 shrink-0 rounded-full', dot)} />
      <span className="min-w-0 break-all font-mono text-xs">{name}</span> <span className="shrink-0 font-medium">{words}</span>
    </p>
  );
}
