import { accountWideFormat } from '../../evaluate/account-wide';
import { decide } from '../../evaluate/decide';
import { isOpen } from '../../evaluate/is-open';
import type { PreparedPolicy } from '../../evaluate/record';
import { isKmsKey, isRole, type PreparedRequest, prepareRequest } from '../../evaluate/request';
import { requestedRegionOf } from '../../evaluate/requested-region';
import type { AuthorizationRequest, Blocker, PolicySet, StatementRef } from '../../evaluate/types';
import { ONE_IN_SEGMENT, plainGlob, RUN_IN_SEGMENT } from '../../match/glob';
import { resourcePattern } from '../../match/match-resource';
import { codesOf, literalCodes } from '../text/codes';
import { overlaps } from '../text/compare';
import { type KnownContext, withRegion } from './known-context';
import { type AskedResource, KnownRecord } from './known-record';

/** The result over all requests that agree with the known values: all, some or none are allowed. */
export type Access = 'always' | 'sometimes' | 'never';

export type AccessAnswer = {
  access: Access;
  /** The granting statements. For `sometimes` they are those of the favorable case. */
  deciding: readonly StatementRef[];
  /** For `never`: the reasons. */
  blockedBy: readonly Blocker[];
  /** For `sometimes`: it depends on an unknown policy. */
  open?: true;
};

/** The resources whose policies must name the caller, see `mustBeNamed` of the decision flow. */
const NAMED_SHAPES = ['arn:aws:iam::*:role/*', 'arn:aws:kms:*:*:key/*'].map((shape) => ({
  shape,
  codes: codesOf(plainGlob(shape)),
}));

/** Parses an ARN or a pattern of ARNs as in a Resource element. */
export function askedResource(text: string): AskedResource {
  if (text === '*' || !/[*?]/.test(text)) return { text, pattern: null, shapes: [text] };
  const { pattern: read } = resourcePattern(text, false);
  const pattern = read.kind === 'fixed' ? codesOf(read.glob) : null;
  if (pattern === null || isRole(text) || isKmsKey(text)) return { text, pattern, shapes: [text] };
  const named = NAMED_SHAPES.filter(({ codes }) => codes !== null && overlaps(pattern, codes));
  return { text, pattern, shapes: [text, ...named.map(({ shape }) => shape)] };
}

/**
 * Returns what Resource elements are compared with for `*`: the ARN with which the service names everything in the account, in any Region
 * if none is known.
 */
export function comparedAsked(asked: AskedResource, { request, resource }: PreparedRequest, known: KnownContext): AskedResource {
  if (asked.text !== '*' || resource === '*') return asked;
  const format = accountWideFormat(request.action);
  if (!format?.includes('${Region}') || known.isDecided('aws:requestedregion')) return { ...asked, text: resource };
  const [head = '', tail = ''] = splitAt(resource, ':*:');
  return {
    ...asked,
    text: resource,
    pattern: [...literalCodes(`${head}:`), ONE_IN_SEGMENT, RUN_IN_SEGMENT, ...literalCodes(`:${tail}`)],
  };
}

function splitAt(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return [text.slice(0, at), text.slice(at + separator.length)];
}

/**
 * Decides a request with a partly known context by the decision flow itself: once with everything uncertain against the caller, and on
 * failure once with everything in its favor.
 */
export function askKnown(
  request: Omit<AuthorizationRequest, 'context' | 'resource'>,
  asked: AskedResource,
  set: PolicySet<PreparedPolicy>,
  known: KnownContext,
): AccessAnswer {
  const all = withRegion(known, requestedRegionOf(request.action, asked.text, partitionOf(request)));
  const answers = asked.shapes.map((shape) => askShape({ ...request, resource: shape }, asked, set, all));
  const [first = NEVER] = answers;
  if (answers.every(({ access }) => access === first.access)) return first;
  return { ...(answers.find(({ access }) => access !== 'never') ?? first), access: 'sometimes' };
}

/** Returns the caller's partition, which its ARN names. */
function partitionOf({ principal }: Pick<AuthorizationRequest, 'principal'>): string | undefined {
  return 'arn' in principal ? principal.arn.split(':', 2)[1] : undefined;
}

const NEVER: AccessAnswer = { access: 'never', deciding: [], blockedBy: [] };

function askShape(
  request: Omit<AuthorizationRequest, 'context'>,
  asked: AskedResource,
  set: PolicySet<PreparedPolicy>,
  known: KnownContext,
): AccessAnswer {
  const prepared = prepareRequest({ ...request, context: known.index.context }, set.boundary !== undefined);
  const compared = comparedAsked(asked, prepared, known);
  const strict = new KnownRecord(prepared, compared, known, 'deny');
  const worst = decide(prepared, set, strict, null);
  if (worst.decision === 'Allowed') return { access: 'always', deciding: worst.deciding, blockedBy: [] };
  const best = strict.open ? decide(prepared, set, new KnownRecord(prepared, compared, known, 'allow'), null) : worst;
  if (best.decision === 'Allowed') return { access: 'sometimes', deciding: best.deciding, blockedBy: [] };
  if (isOpen(best)) return { access: 'sometimes', deciding: [], blockedBy: [], open: true };
  return { access: 'never', deciding: [], blockedBy: best.blockedBy };
}
