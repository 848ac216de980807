import { CommandError } from '../errors/command-error';
import type { CallRequest } from '../io';
import { loadService, type ServiceCommand } from '../model/commands';
import type { CliService } from '../model/model';
import { isList, toValue, type Value } from '../python/value';
import { compileQuery } from '../query/compile';
import { QuerySyntaxError } from '../query/syntax-error';
import type { Candidate } from './candidate';

/** A call that lists values, and the expression that finds them: texts, or lists of a text and its description. */
export type ListCall = {
  service: ServiceCommand;
  operation: string;
  input?: Readonly<Record<string, unknown>>;
  path: string;
};

/** The caller of list calls. */
export type ListCaller = {
  /** Makes one call as the identity of the command. Null: it was refused. @throws NotNow */
  call: (request: Omit<CallRequest, 'credentials' | 'userAgent' | 'region'>) => Promise<Readonly<Record<string, unknown>> | null>;
  /** The identity and the Region, as a key of stored answers. */
  identity: string;
  /** The word at the cursor. A refused call is not made again for it. */
  word: string;
  /** False: only stored answers count. */
  mayCall: boolean;
};

/** A call cannot be made now, for example as too many were made before. */
export class NotNow extends Error {
  override readonly name = 'NotNow';
}

/** The time for which an answer counts. */
const ANSWER_MS = 30_000;
const MOST_ANSWERS = 100;
const MOST_VALUES = 1000;

type Answer = { output: Promise<Readonly<Record<string, unknown>> | null>; until: number; isRefused: boolean; word: string };

/** The answers of the list calls of a shell. */
export class StoredLists {
  private readonly answers = new Map<string, Answer>();
  /** The profiles that got no credentials. */
  private readonly refusedProfiles = new Map<string, { until: number; word: string }>();
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  /** Forgets what may have changed. Refused calls stay refused for a while. */
  forget(): void {
    for (const [key, { isRefused }] of this.answers) if (!isRefused) this.answers.delete(key);
  }

  /** Returns the caller of a profile. One that got no credentials is not asked for again for the same word, and not at once. */
  async callerOf(profile: string, word: string, find: () => Promise<ListCaller | null>): Promise<ListCaller | null> {
    const refused = this.refusedProfiles.get(profile);
    if (refused && (refused.until > this.now() || refused.word === word)) return null;
    const caller = await find().catch(() => null);
    if (caller) this.refusedProfiles.delete(profile);
    else this.refusedProfiles.set(profile, { until: this.now() + ANSWER_MS, word });
    return caller;
  }

  /** Returns the values of one page. There are none if the call is refused. */
  async values({ service, operation, input = {}, path }: ListCall, caller: ListCaller): Promise<Candidate[]> {
    const model = await loadService(service);
    const request = { service: model.service, operation, input: { ...input, ...largestPage(model, operation) } };
    const output = await this.output(request, caller);
    return output === null ? [] : candidatesIn(path, output);
  }

  private output(request: Parameters<ListCaller['call']>[0], caller: ListCaller): Answer['output'] {
    const key = JSON.stringify([caller.identity, request]);
    const stored = this.answers.get(key);
    if (stored && (stored.until > this.now() || (stored.isRefused && stored.word === caller.word))) return stored.output;
    if (!caller.mayCall) return Promise.resolve(null);
    const output = caller.call(request).catch((error: unknown) => {
      if (!(error instanceof NotNow)) throw error;
      this.answers.delete(key);
      return null;
    });
    const answer: Answer = { output, until: this.now() + ANSWER_MS, isRefused: false, word: caller.word };
    this.answers.delete(key);
    this.answers.set(key, answer);
    for (const oldest of this.answers.keys()) {
      if (this.answers.size <= MOST_ANSWERS) break;
      this.answers.delete(oldest);
    }
    output.then(
      (found) => {
        answer.isRefused = found === null;
      },
      () => this.answers.delete(key),
    );
    return output;
  }
}

/** IAM has a hundred items on a page, if nothing else is asked for. */
function largestPage({ operations }: CliService, operation: string): Readonly<Record<string, unknown>> {
  const paginator = operations.find(({ name }) => name === operation)?.paginator;
  return paginator?.limitKey === 'MaxItems' ? { MaxItems: 1000 } : {};
}

function candidatesIn(path: string, output: Readonly<Record<string, unknown>>): Candidate[] {
  let found: Value;
  try {
    found = compileQuery(path).search(toValue(output));
  } catch (error) {
    if (error instanceof QuerySyntaxError || error instanceof CommandError) return [];
    throw error;
  }
  const candidates = new Map<string, Candidate>();
  for (const item of isList(found) ? found : [found]) {
    const [value, detail] = isList(item) ? item : [item];
    if (candidates.size === MOST_VALUES) break;
    if (typeof value !== 'string' || value === '' || candidates.has(value)) continue;
    candidates.set(value, { value, kind: 'value', ...(typeof detail === 'string' && detail !== '' && { detail }) });
  }
  return [...candidates.values()];
}
