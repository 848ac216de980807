import { canonicalBase64 } from '../../condition/base64';
import { parseDate } from '../../condition/date';
import { parseDecimal } from '../../condition/decimal';
import type { OperatorFamily } from '../../condition/operators';
import { isSavedDate } from '../../policy/parse-statement';
import {
  at,
  type Check,
  type CheckContext,
  type ClauseInPlace,
  clausesOf,
  hasVariable,
  hasWildcard,
  keyIs,
  listed,
} from '../check';
import type { DraftEntry } from '../draft';
import { replaceString } from '../edits';
import type { Fix } from '../types';
import { renameOperator } from './condition-shape';

type InClause = ClauseInPlace & { value: DraftEntry };

function* valuesOf(context: CheckContext): Iterable<InClause> {
  for (const place of clausesOf(context)) for (const value of place.clause.values) yield { ...place, value };
}

/** Yields values that are not of their operator's type. */
function* unreadable(context: CheckContext, family: OperatorFamily, readable: (text: string) => boolean): Iterable<InClause> {
  for (const place of valuesOf(context)) {
    if (place.operator?.base.family === family && !hasVariable(place.value.text) && !readable(place.value.text)) yield place;
  }
}

const isBoolean = (text: string) => /^(?:true|false)$/i.test(text);
const isEpoch = (text: string) => /^\d{5,15}(?:\.\d+)?$/.test(text);

/** Returns a fix that writes epoch seconds as a date, except for years that the format lacks. */
function dateForm({ text, span }: DraftEntry): { fix?: Fix } {
  const moment = new Date(Number(text) * 1000);
  const iso = Number.isNaN(moment.getTime()) ? '' : moment.toISOString().replace(/\.000Z$/, 'Z');
  if (parseDate(iso) !== parseDate(text)) return {};
  return { fix: { title: `Write ${iso}`, edits: [replaceString(span, iso)] } };
}

const LIKE: Readonly<Record<string, string>> = { StringEquals: 'StringLike', StringNotEquals: 'StringNotLike' };

function likeForm({ statement, clause, operator }: ClauseInPlace): Fix | undefined {
  if (operator === null) return undefined;
  const base = operator.base.name;
  const like = LIKE[base];
  const edits = like && renameOperator(statement, clause, clause.operator.replace(base, like));
  return edits ? { title: `Use ${like}`, edits } : undefined;
}

const VPC_KEYS = ['aws:SourceVpc', 'aws:Ec2InstanceSourceVpc'];

/** The keys whose values name a service as `service.amazonaws.com`. */
const SERVICE_PRINCIPAL_KEYS = [
  'aws:CalledVia',
  'aws:CalledViaFirst',
  'aws:CalledViaLast',
  'aws:PrincipalServiceName',
  'aws:PrincipalServiceNamesList',
  'iam:AWSServiceName',
  'iam:PassedToService',
  'organizations:ServicePrincipal',
  'sts:AWSServiceName',
];

const DOMAIN = /(?:amazonaws\.com(?:\.cn)?|aws\.internal|amazon\.com)/.source;
const SERVICE_PRINCIPAL = new RegExp(`^[a-z0-9-]+(?:\\.[a-z0-9-]+)*\\.${DOMAIN}$`);
const VIA_SERVICE = new RegExp(`^[a-z0-9-]+(?:\\.[a-z0-9-]+)*\\.[a-z]{2,}-[a-z-]+-\\d+\\.${DOMAIN}$`);

/** Tests for `service.amazonaws.com` in lower case. Wildcards and variables pass. */
export const isServicePrincipal = (text: string) => SERVICE_PRINCIPAL.test(text);

export const CONDITION_VALUE_CHECKS: readonly Check[] = [
  {
    code: 'WILDCARD_WITHOUT_LIKE_OPERATOR',
    findingType: 'WARNING',
    needs: 'grammar',
    *run(context) {
      for (const place of clausesOf(context)) {
        const { clause, operator } = place;
        if (operator?.base.family !== 'String' || operator.base.wildcards) continue;
        const found = clause.values.filter(({ text }) => hasWildcard(text));
        if (found.length === 0) continue;
        const details = `${clause.operator} takes * and ? literally. If wildcards are meant in ${listed(found.map(({ text }) => `"${text}"`))}, use the Like form of the operator.`;
        const fix = likeForm(place);
        yield { details, locations: found.map(at), ...(fix ? { fix } : {}) };
      }
    },
  },
  {
    code: 'TYPE_MISMATCH_BOOLEAN',
    findingType: 'WARNING',
    needs: 'grammar',
    *run(context) {
      for (const family of ['Bool', 'Null'] as const)
        for (const { clause, value } of unreadable(context, family, isBoolean)) {
          yield {
            details: `${clause.operator} compares with true or false; "${value.text}" is neither.`,
            locations: [at(value)],
          };
        }
    },
  },
  {
    code: 'TYPE_MISMATCH_NUMBER',
    findingType: 'WARNING',
    needs: 'grammar',
    *run(context) {
      for (const { clause, value } of unreadable(context, 'Numeric', (text) => parseDecimal(text) !== null)) {
        yield { details: `${clause.operator} compares numbers; "${value.text}" is none.`, locations: [at(value)] };
      }
    },
  },
  {
    code: 'TYPE_MISMATCH_DATE',
    findingType: 'WARNING',
    needs: 'grammar',
    *run(context) {
      for (const { clause, value } of unreadable(context, 'Date', (text) => parseDate(text) !== null)) {
        // Saving refuses it with an error of its own.
        if (context.options.saving && !isSavedDate(value.text)) continue;
        const details = `${clause.operator} compares dates; "${value.text}" is none. Write YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ.`;
        yield { details, locations: [at(value)] };
      }
    },
  },
  {
    code: 'INVALID_DATE_VALUE',
    findingType: 'WARNING',
    needs: 'grammar',
    *run(context) {
      for (const { operator, value } of valuesOf(context)) {
        if (operator?.base.family !== 'Date' || !isEpoch(value.text)) continue;
        const details = `"${value.text}" is read as seconds since 1970, which readers of the policy will not see. Write YYYY-MM-DD instead.`;
        yield { details, locations: [at(value)], ...dateForm(value) };
      }
    },
  },
  {
    code: 'TYPE_MISMATCH_STRING',
    findingType: 'WARNING',
    needs: 'grammar',
    *run(context) {
      for (const { clause, value } of unreadable(context, 'Binary', (text) => canonicalBase64(text) !== null)) {
        yield { details: `${clause.operator} compares base64 text; "${value.text}" is none.`, locations: [at(value)] };
      }
    },
  },
  {
    code: 'INVALID_REGION',
    findingType: 'ERROR',
    needs: 'catalog',
    *run(context, catalog) {
      for (const { clause, operator, value } of valuesOf(context)) {
        if (!keyIs(clause, 'aws:RequestedRegion', 'ec2:Region') || operator?.base.family !== 'String') continue;
        if (hasWildcard(value.text) || hasVariable(value.text) || catalog.isRegion(value.text)) continue;
        const lower = value.text.toLowerCase();
        const fix = { title: `Write ${lower}`, edits: [replaceString(value.span, lower)] };
        yield {
          details: `"${value.text}" is not an AWS Region.`,
          locations: [at(value)],
          ...(catalog.isRegion(lower) ? { fix } : {}),
        };
      }
    },
  },
  {
    code: 'INVALID_VPC_FORMAT',
    findingType: 'ERROR',
    needs: 'grammar',
    run: (context) => malformedIds(context, VPC_KEYS, 'vpc'),
  },
  {
    code: 'INVALID_VPCE_FORMAT',
    findingType: 'ERROR',
    needs: 'grammar',
    run: (context) => malformedIds(context, ['aws:SourceVpce'], 'vpce'),
  },
  {
    code: 'INVALID_SERVICE_PRINCIPAL_FORMAT',
    findingType: 'ERROR',
    needs: 'grammar',
    *run(context) {
      for (const { clause, operator, value } of valuesOf(context)) {
        if (operator?.base.family !== 'String' || hasWildcard(value.text) || hasVariable(value.text)) continue;
        const viaService = keyIs(clause, 'kms:ViaService');
        if (!viaService && !keyIs(clause, ...SERVICE_PRINCIPAL_KEYS)) continue;
        if ((viaService ? VIA_SERVICE : SERVICE_PRINCIPAL).test(value.text)) continue;
        const expected = viaService ? 'service.region.amazonaws.com' : 'service.amazonaws.com';
        const lower = value.text.toLowerCase();
        const fixable = (viaService ? VIA_SERVICE : SERVICE_PRINCIPAL).test(lower);
        yield {
          details: `"${value.text}" does not name a service for ${clause.key}. Write ${expected}, in lower case.`,
          locations: [at(value)],
          ...(fixable ? { fix: { title: 'Write it in lower case', edits: [replaceString(value.span, lower)] } } : {}),
        };
      }
    },
  },
  {
    code: 'INVALID_KMS_KEY_VALUE',
    findingType: 'ERROR',
    needs: 'grammar',
    *run(context) {
      for (const { clause, operator, value } of valuesOf(context)) {
        if (!keyIs(clause, 's3:x-amz-server-side-encryption-aws-kms-key-id')) continue;
        if (operator?.base.family === 'Null' || hasWildcard(value.text) || hasVariable(value.text)) continue;
        if (/^arn:[^:]+:kms:[^:]+:\d{12}:key\/[A-Za-z0-9-]+$/.test(value.text)) continue;
        yield {
          details: `${clause.key} is compared with the ARN of a KMS key; "${value.text}" is none.`,
          locations: [at(value)],
        };
      }
    },
  },
];

function* malformedIds(context: CheckContext, keys: readonly string[], prefix: string) {
  const form = new RegExp(`^${prefix}-(?:[0-9a-z]{8}|[0-9a-z]{17})$`);
  for (const { clause, operator, value } of valuesOf(context)) {
    if (!keyIs(clause, ...keys) || operator?.base.family !== 'String') continue;
    if (form.test(value.text) || hasWildcard(value.text) || hasVariable(value.text)) continue;
    yield {
      details: `"${value.text}" is not an id of the form ${prefix}- and 8 or 17 letters and digits.`,
      locations: [at(value)],
    };
  }
}
