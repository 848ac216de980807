import type { ActionIndex } from '../actions/action-index';
import { type ActionSet, countBits, isEmpty } from '../actions/action-set';
import type { AccessModel } from '../model/access-model';
import type { Steps } from '../steps';
import type { PrincipalDiff } from './principal-diff';

export type AccountDiff = {
  accountId: string;
  name: string;
  /** The numbers of principals that lose or gain something, exactly or under conditions. */
  lose: number;
  gain: number;
  /** The services with the most changed actions over all principals, at most ten. */
  services: readonly { service: string; lose: number; gain: number }[];
};

/** Counts. `loseOf` and `gainOf` count the principals that share a set, because principals under the same policies share one. */
type Tally = { lose: number; gain: number; loseOf: Map<ActionSet, number>; gainOf: Map<ActionSet, number> };

/** Sums up the changes of principals by account, in the order of the models. Names come from the later model. */
export function* accountDiffs(
  models: readonly AccessModel[],
  index: ActionIndex,
  principals: readonly PrincipalDiff[],
): Steps<readonly AccountDiff[]> {
  const tallies = new Map<string, Tally>();
  for (const { accountId, lost, narrowed, gained, widened } of principals) {
    const tally = tallies.get(accountId) ?? newTally();
    tallies.set(accountId, tally);
    tally.lose += isEmpty(lost) && isEmpty(narrowed) ? 0 : 1;
    tally.gain += isEmpty(gained) && isEmpty(widened) ? 0 : 1;
    for (const set of [lost, narrowed]) tally.loseOf.set(set, (tally.loseOf.get(set) ?? 0) + 1);
    for (const set of [gained, widened]) tally.gainOf.set(set, (tally.gainOf.get(set) ?? 0) + 1);
  }
  const names = new Map(models.flatMap(({ accounts }) => accounts.map(({ accountId, name }) => [accountId, name])));
  const order = [...names].filter(([accountId]) => tallies.has(accountId));
  const diffs: AccountDiff[] = [];
  for (const [accountId, name] of order) {
    yield;
    diffs.push(toDiff(index, accountId, name, tallies.get(accountId) ?? newTally()));
  }
  return diffs;
}

function newTally(): Tally {
  return { lose: 0, gain: 0, loseOf: new Map(), gainOf: new Map() };
}

/** Counts the actions of all sets by service, each multiplied by its number of principals. */
function countedServices(index: ActionIndex, sets: ReadonlyMap<ActionSet, number>): Float64Array {
  const counts = new Float64Array(index.services.length);
  for (const [set, times] of sets) countServices(index, set, times, counts);
  return counts;
}

/** Counts a set's actions by service. Most words belong to one service and are counted at once. */
function countServices({ serviceOf, actions }: ActionIndex, { at, bits }: ActionSet, times: number, counts: Float64Array): void {
  let service = 0;
  let run = 0;
  for (let i = 0; i < at.length; i += 1) {
    const from = (at[i] ?? 0) << 5;
    const word = bits[i] ?? 0;
    const own = serviceOf[from] ?? 0;
    if (own !== serviceOf[Math.min(from + 31, actions.length - 1)]) countOneByOne(serviceOf, from, word, times, counts);
    else if (own === service) run += countBits(word) * times;
    else {
      counts[service] = (counts[service] ?? 0) + run;
      service = own;
      run = countBits(word) * times;
    }
  }
  counts[service] = (counts[service] ?? 0) + run;
}

function countOneByOne(serviceOf: Uint16Array, from: number, word: number, times: number, counts: Float64Array): void {
  for (let rest = word; rest !== 0; rest &= rest - 1) {
    const service = serviceOf[from + 31 - Math.clz32(rest & -rest)] ?? 0;
    counts[service] = (counts[service] ?? 0) + times;
  }
}

const LISTED_SERVICES = 10;

function toDiff(index: ActionIndex, accountId: string, name: string, { lose, gain, ...tally }: Tally): AccountDiff {
  const { services } = index;
  const [loseOf, gainOf] = [countedServices(index, tally.loseOf), countedServices(index, tally.gainOf)];
  const most: { service: number; touched: number }[] = [];
  for (let service = 0; service < services.length; service += 1) {
    const touched = (loseOf[service] ?? 0) + (gainOf[service] ?? 0);
    if (touched === 0 || (most.length === LISTED_SERVICES && touched <= (most[most.length - 1]?.touched ?? 0))) continue;
    const at = most.findIndex((one) => one.touched < touched);
    most.splice(at < 0 ? most.length : at, 0, { service, touched });
    if (most.length > LISTED_SERVICES) most.pop();
  }
  return {
    accountId,
    name,
    lose,
    gain,
    services: most.flatMap(({ service: at }) => {
      const service = services[at];
      return service ? [{ service: service.prefix, lose: loseOf[at] ?? 0, gain: gainOf[at] ?? 0 }] : [];
    }),
  };
}
