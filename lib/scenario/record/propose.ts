import type { AttemptState } from '../attempt';
import { changesBetween } from '../checks/rows';
import { type Ask, Check, type Matcher } from '../format/checks';
import { isDocument } from '../format/documents';
import { MOST_CHECKS, MOST_ROWS } from '../format/limits';
import { comesFromOperation, referencesIn, textsIn } from '../format/references';
import type { PackOperation } from '../format/schema';
import type { Pack } from '../pack';
import { PackError } from '../run/world';
import { mutantsOf } from '../try/mutants';
import { type Game, look, newAttempt, play } from '../try/play';
import { looksLikeId } from './answers';
import { type Look, type Observation, observe } from './observe';
import { type AccessQuestion, questionsOf } from './questions';
import { putBack, standingsOf, unusedKey } from './references';

/** A proposed check that was already verified against the start and the solution. */
export type Proposal = {
  check: Check;
  role: 'goal' | 'guard';
  /** The reason for the author: what the check requires. It gives the solution away. */
  why: string;
  /** True if another right way may fail it, as with names that the student chooses. */
  isTight: boolean;
};

type Candidate = {
  body: Record<string, unknown>;
  name: string;
  say: string;
  /** The sentence if the check already holds at the start. */
  sayAsGuard?: string;
  why: string;
  isTight?: boolean;
  look?: string;
};

const MOST_ASKS = 8;

/**
 * Proposes checks that distinguish the start of a scenario from its solution: results of reads, decisions, and what must not
 * change.
 * @param options `against`: the name of a mutation that all checks of the pack miss; the proposals detect it
 * @returns the proposals, first those that other right ways also pass
 * @throws PackError if the setup or the solution fails
 */
export async function proposeChecks(game: Game, options: { against?: string | undefined } = {}): Promise<Proposal[]> {
  const bare = { ...game, pack: withChecks(game.pack, []) };
  const questions = questionsOf(game.pack);
  const attempt = await newAttempt(bare);
  const start = await observe(bare, attempt, questions);
  await play(bare, attempt, game.pack.scenario.solution);
  const solved = await observe(bare, attempt, questions);
  const mutant = options.against === undefined ? null : await mutantPlayed(bare, options.against);
  const other = mutant ? await observe(bare, mutant.attempt, questions) : null;
  const candidates = candidatesBetween(other ?? start, solved, attempt, game.pack);
  if (!other) candidates.push(...candidatesOfWhole(game.pack, start, solved));
  return verified(game, within(candidates, attempt), mutant?.operations ?? null);
}

/** Returns candidates up to the budget of one evaluation, without those that use references saved by a solution only. */
function within(candidates: readonly Candidate[], { references }: AttemptState): Candidate[] {
  let rows = 0;
  const usable = candidates.filter(({ body }) => {
    const names = [...textsIn(body)].flatMap(({ text }) => referencesIn(text));
    if (names.some((name) => comesFromOperation(name) && references[name] === undefined)) return false;
    const { ask = [] } = body as { ask?: Ask[] };
    rows += ask.reduce((sum, { action }) => sum + [action].flat().length, 0);
    return ask.length === 0 || rows <= MOST_ROWS;
  });
  return usable.slice(0, MOST_CHECKS);
}

async function mutantPlayed(game: Game, name: string) {
  const mutant = mutantsOf(game.pack).find((one) => one.name === name);
  if (!mutant) throw new PackError(`There is no change of the solution “${name}” any more.`);
  const attempt = await newAttempt(game);
  await play(game, attempt, mutant.operations);
  return { attempt, operations: mutant.operations };
}

function withChecks({ scenario, ...pack }: Pack, checks: readonly Check[]): Pack {
  const stand = { id: 'nothing', kind: 'unchanged', role: 'guard', allow: [], say: '-' } as const;
  const step = { id: 'proposed', title: 'proposed', do: '', checks: checks.length > 0 ? [...checks] : [{ ...stand, allow: [] }] };
  return { ...pack, scenario: { ...scenario, steps: [step] } };
}

/**
 * Verifies candidates against an untouched and a solved attempt. Candidates that neither change from failing to passing nor hold
 * in both are dropped.
 */
async function verified(
  game: Game,
  candidates: readonly Candidate[],
  mutant: readonly PackOperation[] | null,
): Promise<Proposal[]> {
  const used = new Set(game.pack.scenario.steps.flatMap(({ checks }) => checks.map(({ id }) => id)));
  const named = candidates.flatMap((candidate) => {
    const id = unusedKey(candidate.name, used);
    const common = { id, say: candidate.say, ...(candidate.look !== undefined && { look: candidate.look }) };
    const read = Check.safeParse({ ...common, ...candidate.body });
    if (!read.success) return [];
    used.add(id);
    return [{ candidate, check: read.data }];
  });
  if (named.length === 0) return [];
  const tried: Game = {
    ...game,
    pack: withChecks(
      game.pack,
      named.map(({ check }) => check),
    ),
  };
  const attempt = await newAttempt(tried);
  const before = await outcomesOf(tried, attempt, named);
  await play(tried, attempt, game.pack.scenario.solution);
  const after = await outcomesOf(tried, attempt, named);
  let wrong: ReadonlyMap<string, string> | null = null;
  if (mutant) {
    const changed = await newAttempt(tried);
    await play(tried, changed, mutant);
    wrong = await outcomesOf(tried, changed, named);
  }
  const proposals = named.flatMap(({ candidate, check }): Proposal[] => {
    if (after.get(check.id) !== 'pass' || (wrong && wrong.get(check.id) !== 'fail')) return [];
    const { why, isTight = false } = candidate;
    const outcome = before.get(check.id);
    if (outcome === 'fail') return [{ check, role: 'goal', why, isTight }];
    const say = candidate.sayAsGuard ?? check.say;
    return outcome === 'pass' ? [{ check: { ...check, role: 'guard', say }, role: 'guard', why, isTight }] : [];
  });
  return proposals.sort((a, b) => rank(a) - rank(b));
}

function rank({ role, isTight }: Proposal): number {
  return (role === 'goal' ? 0 : 1) + (isTight ? 2 : 0);
}

/** Evaluates checks one at a time, because each may need a whole budget. */
async function outcomesOf(
  game: Game,
  attempt: AttemptState,
  named: readonly { check: Check }[],
): Promise<ReadonlyMap<string, string>> {
  const outcomes = new Map<string, string>();
  for (const { check } of named) {
    const [outcome] = await look(game, attempt, {}, [check.id]);
    if (outcome) outcomes.set(check.id, outcome.outcome);
  }
  return outcomes;
}

function candidatesBetween(before: Observation, after: Observation, attempt: AttemptState, pack: Pack): Candidate[] {
  const standings = standingsOf(pack, attempt);
  const groups = new Set(
    [...before.looks.values()].flatMap(({ look: { read }, values }) => (read === 'iam:ListGroups' ? (values ?? []) : [])),
  );
  const looks = [...after.looks].flatMap(([key, { look: shown, values }]) => {
    const old = before.looks.get(key)?.values ?? null;
    // A student may give the group another name, or create none.
    const isOwnGroup = shown.read === 'iam:ListGroupsForUser' && (values ?? []).some((name) => !groups.has(name));
    const whole = isOwnGroup ? { ...shown, isChosen: true } : shown;
    return values === null ? [] : lookCandidates(whole, old, values, (value) => putBack(value, standings));
  });
  return [
    ...accessCandidates(before, after),
    ...looks.filter(({ isTight }) => !isTight),
    ...looks.filter(({ isTight }) => isTight),
  ];
}

function lookCandidates(
  shown: Look,
  old: readonly unknown[] | null,
  values: readonly unknown[],
  back: (value: unknown) => unknown,
): Candidate[] {
  const items = (all: readonly unknown[]): unknown[] => {
    const [only] = all;
    return all.length === 1 && Array.isArray(only) ? only : [...all];
  };
  const [now, then] = [items(values), items(old ?? [])];
  if (JSON.stringify(now) === JSON.stringify(then)) return [];
  const matcher = matcherFor(shown, then, now);
  if (!matcher || JSON.stringify(back(matcher)) === undefined) return [];
  const { account, read, input, pointer } = shown;
  const expect = { [pointer]: back(matcher) };
  if (holdsId(expect) || holdsId(input)) return [];
  return [
    {
      body: { kind: 'state', account, read, ...(Object.keys(input).length > 0 && { input }), expect },
      name: shown.told.replace(/^the /, ''),
      say: `${shown.told.charAt(0).toUpperCase()}${shown.told.slice(1)} are not as the task requires.`.replace(
        /^(The (?:boundary|password policy|root user|organization)|Where) (.*) are not/,
        '$1 $2 is not',
      ),
      why: `${read} shows of ${shown.told.replace(/^the /, 'the ')}: ${toldMatcher(back(matcher) as Matcher)}.`,
      ...(shown.look !== undefined && { look: shown.look }),
      isTight: shown.isChosen,
    },
  ];
}

function holdsId(value: unknown): boolean {
  if (typeof value === 'string') return looksLikeId(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsId);
}

/** Returns the simplest matcher that distinguishes the two results, or null. */
function matcherFor({ counted, pointer }: Look, then: readonly unknown[], now: readonly unknown[]): Matcher | null {
  if (counted) return then.length === now.length ? null : { count: now.length };
  if (!pointer.includes('*') && !pointer.endsWith('PolicyNames')) {
    const [value] = now;
    if (value === undefined) return { absent: true };
    // An absent value that is now false is not a change.
    if (value === false && then.length === 0) return null;
    const [old] = then;
    return typeof value === 'number' && typeof old === 'number' && value > 1 && value > old ? { min: value } : { equals: value };
  }
  const added = now.filter((value) => !then.includes(value));
  const gone = then.filter((value) => !now.includes(value));
  if (now.length === 0) return { count: 0 };
  if (added.length === 1 && gone.length === 0) return { contains: added[0] };
  if (gone.length === 1 && added.length === 0) return { not: { contains: gone[0] } };
  return added.length + gone.length === 0 ? null : { set: [...new Set(now)] };
}

function toldMatcher(matcher: Matcher): string {
  const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  if (matcher.contains !== undefined) return `${text(matcher.contains)} among them`;
  if (matcher.not?.contains !== undefined) return `${text(matcher.not.contains)} no longer among them`;
  if (matcher.set) return `exactly ${matcher.set.map(text).join(', ')}`;
  if (matcher.count !== undefined) return matcher.count === 0 ? 'none' : `${text(matcher.count)} of them`;
  if (matcher.min !== undefined) return `at least ${matcher.min}`;
  return matcher.absent ? 'nothing' : text(matcher.equals);
}

type Asked = { principal: string; question: AccessQuestion };

/** Returns candidates about access that principals gained or lost, and about what must stay denied or allowed beside it. */
function accessCandidates(before: Observation, after: Observation): Candidate[] {
  const principals = [...new Set([...after.access.values()].map(({ principal }) => principal))];
  const changed: Record<'gained' | 'lost' | 'denied' | 'allowed', Asked[]> = { gained: [], lost: [], denied: [], allowed: [] };
  for (const [key, { principal, question, allowed }] of after.access) {
    // Everything that is allowed to a new principal counts as gained.
    const was = before.access.get(key)?.allowed ?? false;
    changed[allowed ? (was ? 'allowed' : 'gained') : was ? 'lost' : 'denied'].push({ principal, question });
  }
  const isAbout = new Set([...changed.gained, ...changed.lost].map(({ question }) => question.action));
  const moved = new Set([...changed.gained, ...changed.lost].map(({ principal }) => principal));
  const resources = new Set([...changed.gained, ...changed.lost].map(({ question }) => question.action.split(':')[0]));
  return principals.flatMap((principal) => {
    const own = (asked: readonly Asked[]) => asked.filter((one) => one.principal === principal).map(({ question }) => question);
    const near = (questions: readonly AccessQuestion[]) => [
      ...questions.filter(({ action }) => isAbout.has(action)),
      ...questions.filter(({ action }) => !isAbout.has(action) && resources.has(action.split(':')[0])),
    ];
    const name = principal.replace(/^(?:user|role)\/(.+)@.+$/, '$1');
    const gained = own(changed.gained);
    const lost = own(changed.lost);
    // Administrators before and after the solution are no useful test.
    const stillDenied = own(changed.denied);
    const isAdministrator = stillDenied.length === 0 && lost.length === 0;
    return [
      ...decision(principal, gained, 'allowed', {
        name: `${name}-may`,
        say: `${name} cannot do what the task requires yet.`,
      }),
      ...decision(principal, lost, 'denied', {
        name: `${name}-may-not`,
        say: `${name} can still do what the task removes.`,
        sayAsGuard: `${name} can do more than the task requires.`,
      }),
      ...(isAdministrator
        ? []
        : decision(
            principal,
            moved.has(principal) ? stillDenied : near(stillDenied).filter(({ action }) => isAbout.has(action)),
            'denied',
            {
              name: `${name}-no-more`,
              say: `${name} can do more than the task requires.`,
            },
          )),
      ...(lost.length > 0
        ? decision(principal, near(own(changed.allowed)), 'allowed', {
            name: `${name}-works`,
            say: `${name} can no longer do what the work needs.`,
          })
        : []),
    ];
  });
}

function decision(
  principal: string,
  questions: readonly AccessQuestion[],
  expect: 'allowed' | 'denied',
  { name, say, sayAsGuard }: Pick<Candidate, 'name' | 'say' | 'sayAsGuard'>,
): Candidate[] {
  const asks = new Map<string, { action: string[]; rest: Omit<Ask, 'action'> }>();
  for (const { action, resource, context, withMfa } of questions) {
    const rest = {
      principal,
      ...(resource !== '*' && { resource }),
      ...(withMfa && {
        credential: principal.startsWith('role/') ? ('assumeRoleWithMfa' as const) : ('consoleWithMfa' as const),
      }),
      ...(Object.keys(context).length > 0 && { context }),
      expect,
    };
    const key = JSON.stringify(rest);
    const known = asks.get(key);
    if (known) known.action.push(action);
    else asks.set(key, { action: [action], rest });
  }
  if (asks.size === 0) return [];
  const ask = [...asks.values()].slice(0, MOST_ASKS).map(({ action, rest: { principal: who, ...rest } }) => ({
    principal: who,
    action: action.length === 1 ? action[0] : action.slice(0, MOST_ASKS),
    ...rest,
  }));
  const told = ask.map(({ action, resource, context, credential }) =>
    [
      [action].flat().join(', '),
      resource === undefined ? '' : ` on ${String(resource)}`,
      context === undefined ? '' : ` with ${JSON.stringify(context)}`,
      credential === undefined ? '' : ' with MFA',
    ].join(''),
  );
  const why = `${principal} ${expect === 'allowed' ? 'may' : 'may not'}: ${told.join('; ')}.`;
  return [{ body: { kind: 'decision', ask }, name, say, ...(sayAsGuard !== undefined && { sayAsGuard }), why }];
}

/**
 * Tables that can express the same thing in different ways, such as policies of any form, or SCPs. The student chooses the form;
 * decision checks test the result.
 */
const FAMILIES: readonly (readonly string[])[] = [
  ['Policy', 'PolicyVersion', 'PolicyAttachment', 'InlinePolicy', 'Group', 'GroupMembership'],
  ['OrganizationPolicy', 'OrganizationPolicyVersion', 'OrganizationPolicyAttachment'],
];

/** Returns the tables that a solution changes, extended by those in which another right solution may do the same. */
function withWholeFamilies(touched: readonly string[]): string[] {
  const families = FAMILIES.filter((family) => family.some((table) => touched.includes(table)));
  return [...new Set([...touched, ...families.flat()])];
}

/** Returns candidates about the whole scenario: unchanged tables, escalation, policy validation and events. */
function candidatesOfWhole(pack: Pack, start: Observation, solved: Observation): Candidate[] {
  const { solution, personas } = pack.scenario;
  const candidates: Candidate[] = [];
  const allow = [...changesBetween(start.digestsWithoutState, solved.digestsWithoutState).keys()];
  const withState = [...changesBetween(start.digests, solved.digests).keys()];
  const touched = withWholeFamilies([...allow, ...(withState.length > allow.length ? ['resource:state'] : [])]);
  candidates.push({
    body: { kind: 'unchanged', allow: touched },
    name: 'rest',
    say: 'Something outside the task was changed.',
    why: `Only the changes of the solution are made: ${touched.length === 0 ? 'nothing at all' : touched.join(', ')}.`,
  });
  const principals = [...new Set([...solved.access.values()].map(({ principal }) => principal))];
  const isFree = (principal: string) => [...solved.access.values()].every((one) => one.principal !== principal || one.allowed);
  for (const principal of principals.filter((one) => !isFree(one))) {
    const name = principal.replace(/^(?:user|role)\/(.+)@.+$/, '$1');
    candidates.push({
      body: { kind: 'noEscalation', principals: [principal] },
      name: `${name}-no-way-up`,
      say: `${name} is an administrator, or can become one.`,
      why: `${principal} is no administrator and cannot become one.`,
    });
  }
  const writes = solution.some(({ input }) => JSON.stringify(input ?? {}).match(/"Statement"|policies\//));
  if (writes)
    candidates.push({
      body: { kind: 'lint', policies: 'touched', none: ['ERROR', 'SECURITY_WARNING'] },
      name: 'well-written',
      say: 'A policy that was written has a finding.',
      why: 'No policy that was touched has an error or a security warning in the editor.',
    });
  for (const { as, do: name, input = {} } of solution) {
    const holder =
      typeof input.UserName === 'string'
        ? `user/${input.UserName}`
        : typeof input.RoleName === 'string'
          ? `role/${input.RoleName}`
          : null;
    const { PolicyDocument } = input;
    if (holder === null || !/^iam:Put(?:User|Role)Policy$/.test(name) || !isDocument(PolicyDocument)) continue;
    const principal = `${holder}@${as.split('@').at(-1)}`;
    candidates.push({
      body: { kind: 'minimal', principal, reference: PolicyDocument },
      name: `${holder.split('/')[1]}-only`,
      say: 'The policy allows more than the task needs.',
      why: `${principal} may nothing that the policy of the solution does not allow.`,
      isTight: true,
    });
  }
  const main = Object.values(personas).find((persona) => persona.main) ?? Object.values(personas)[0];
  const seen = new Set<string>();
  for (const { as, do: name, expect = 'success' } of solution) {
    if (as === main?.as || !as.startsWith('user/') || (expect !== 'success' && expect !== 'denied')) continue;
    const key = `${as} ${name} ${expect}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const who = as.replace(/^user\/(.+)@.+$/, '$1');
    candidates.push({
      body: { kind: 'event', by: as, name, outcome: expect === 'denied' ? 'Denied' : 'Success' },
      name: `${who}-${name.split(':')[1]}`,
      say: `${who} has not tried it as the task requires.`,
      why: `${as} has called ${name}, ${expect === 'denied' ? 'and was denied' : 'and it succeeded'}.`,
    });
  }
  return candidates;
}
