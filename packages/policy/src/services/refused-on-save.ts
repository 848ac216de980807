import { canMatchType } from '../analyze/actions/resource-types-of-text';
import type { Span } from '../json/types';
import { matchGlob, plainGlob } from '../match/glob';
import { resourcePattern } from '../match/match-resource';
import type { ConditionClause, Policy, PolicyElement, PolicyEntry, PolicyIssue, Statement } from '../policy/types';
import { actionsNamed } from '../validate/action-patterns';
import type { CatalogAction, CatalogResourceType, PolicyCatalog } from '../validate/catalog';
import type { Path } from '../validate/draft';
import type { PolicyResourceType } from './resource-types';

/** The reason why a service refuses to save a policy: its own message, and the position in question. */
export type SaveRefusal = { sentence: string; path: Path; span: Span };

/** A policy parsed by `parsePolicy`. */
export type ReadPolicy =
  | { ok: true; policy: Policy; tolerated: readonly PolicyIssue[] }
  | { ok: false; issues: readonly PolicyIssue[] };

type Asked = { policy: Policy; catalog: PolicyCatalog; arn: string | undefined };
type Rules = {
  /** Returns the message for an invalid document. */
  malformed: (issue: PolicyIssue, text: string) => string;
  /** The message for a principal that cannot exist. */
  principal: string;
  /** Returns the message for an action that its policies cannot name, where actions are named one by one. */
  refusesAction?: (action: string) => string | undefined;
  /** Yields the service's own faults in the order of the statements. */
  faults?: (statement: Statement, asked: Asked) => Iterable<SaveRefusal>;
};

/**
 * Returns the first reason for which a service refuses to save a resource policy, or undefined if it saves it. AWS reports only one.
 * Policies that AWS is not known to refuse are saved.
 * @param read the text parsed by `parsePolicy` for the kind `resource`
 * @param arn the ARN of the resource. Undefined for a new one, whose statements' resources are not checked
 */
export function refusedOnSave(
  type: PolicyResourceType,
  text: string,
  read: ReadPolicy,
  { catalog, arn }: { catalog: PolicyCatalog; arn?: string | undefined },
): SaveRefusal | undefined {
  const rules = RULES[type];
  if (rules === undefined) return undefined;
  const [issue] = read.ok ? read.tolerated.filter(isAboutPrincipals) : read.issues;
  if (issue) {
    const sentence = isAboutPrincipals(issue) ? rules.principal : rules.malformed(issue, text);
    return { sentence, path: issue.path, span: issue.span };
  }
  if (!read.ok) return undefined;
  for (const statement of read.policy.statements) {
    for (const fault of rules.faults?.(statement, { policy: read.policy, catalog, arn }) ?? []) return fault;
  }
  return undefined;
}

/** Returns the message of the service for an action that its resource policies cannot name, or undefined. */
export function refusedAction(type: PolicyResourceType, action: string): string | undefined {
  return RULES[type]?.refusesAction?.(action);
}

function isAboutPrincipals({ code }: PolicyIssue): boolean {
  return code === 'INVALID_PRINCIPAL_FORMAT' || code === 'UNSUPPORTED_PRINCIPAL';
}

/** Source: SNS Developer Guide, "Valid Amazon SNS policy actions", and an action of earlier default policies. */
const TOPIC_ACTIONS: ReadonlySet<string> = new Set(
  [
    'AddPermission',
    'DeleteTopic',
    'GetDataProtectionPolicy',
    'GetTopicAttributes',
    'ListSubscriptionsByTopic',
    'ListTagsForResource',
    'Publish',
    'PutDataProtectionPolicy',
    'Receive',
    'RemovePermission',
    'SetTopicAttributes',
    'Subscribe',
  ].map((name) => `sns:${name.toLowerCase()}`),
);

/** Tests whether a topic policy may name an action. AWS: actions are named one by one, without wildcards. */
const isTopicPolicyAction = (action: string) => TOPIC_ACTIONS.has(action.toLowerCase());

const TOPIC_ACTION_REFUSED = 'Policy statement action out of service scope!';

/** S3's messages by the fault of grammar. Source: S3's own MalformedPolicy messages. */
const S3_GRAMMAR: Readonly<Partial<Record<PolicyIssue['code'], string>>> = {
  MISSING_STATEMENT: 'Missing required field Statement',
  MISSING_EFFECT: 'Missing required field Effect',
  MISSING_ACTION: 'Missing required field Action',
  MISSING_RESOURCE: 'Missing required field Resource',
  MISSING_PRINCIPAL: 'Missing required field Principal',
  INVALID_VERSION: 'The policy must contain a valid version string',
  INVALID_ACTION_FORMAT: 'Policy has invalid action',
  INVALID_RESOURCE_FORMAT: 'Policy has invalid resource',
  INVALID_CONDITION_KEY_FORMAT: 'Policy has an invalid condition key',
};

/** The most actions in a statement of a queue policy. Source: SQS Developer Guide, "Limitations of custom policies". */
const MOST_QUEUE_ACTIONS = 7;
const QUEUE_REFUSED = 'Invalid value for the parameter Policy.';

const RULES: Readonly<Partial<Record<PolicyResourceType, Rules>>> = {
  'AWS::S3::Bucket': { malformed: s3Malformed, principal: 'Invalid principal in policy', faults: bucketFaults },
  'AWS::SQS::Queue': { malformed: () => QUEUE_REFUSED, principal: QUEUE_REFUSED, faults: queueFaults },
  'AWS::SNS::Topic': {
    malformed: ({ message }) => `Policy Error: ${message}`,
    principal: 'Policy Error: PrincipalNotFound',
    refusesAction: (action) => (isTopicPolicyAction(action) ? undefined : TOPIC_ACTION_REFUSED),
    faults: topicFaults,
  },
  // AWS: a key policy is refused for its principals, its characters, its length, and for locking the caller out. No source says that KMS
  // refuses an action of another service or one that does not exist: such a statement is saved without effect, as one without Action is.
  // Source: KMS API Reference, "PutKeyPolicy".
  'AWS::KMS::Key': {
    malformed: ({ message }) => message,
    principal: 'Policy contains a statement with one or more invalid principals.',
  },
  'AWS::SecretsManager::Secret': {
    malformed: ({ message }) => `This resource policy contains a syntax error: ${message}`,
    principal: 'This resource policy contains an unsupported principal.',
    faults: secretFaults,
  },
  'AWS::Lambda::Function': {
    malformed: ({ message }) => message,
    principal: 'The provided principal was invalid. Please check the principal and try again.',
    faults: functionFaults,
  },
  'AWS::DynamoDB::Table': { malformed: tableMalformed, principal: 'Invalid principal in policy', faults: tableFaults },
};

/** Returns DynamoDB's message for an invalid document, as AWS answers it. */
function tableMalformed({ code, message }: PolicyIssue): string {
  const fault = code === 'JSON_SYNTAX_ERROR' ? 'This policy contains invalid Json' : (S3_GRAMMAR[code] ?? message);
  return `Invalid policy document: ${fault}`;
}

function s3Malformed({ code, message }: PolicyIssue, text: string): string {
  if (code === 'JSON_SYNTAX_ERROR') {
    return text.trimStart().startsWith('{')
      ? 'This policy contains invalid Json'
      : "Policies must be valid JSON and the first byte must be '{'";
  }
  return S3_GRAMMAR[code] ?? message;
}

function* bucketFaults(statement: Statement, { policy, catalog, arn }: Asked): Iterable<SaveRefusal> {
  const { action, resource, principal, effect } = statement;
  const place = placesIn(policy, statement);
  if (effect === 'Allow' && principal?.negated)
    yield { sentence: 'Allow with NotPrincipal is not allowed.', path: place.member('NotPrincipal'), span: principal.span };
  const unknown = action.entries.findIndex(({ value }) => !namesAction(catalog, value, 's3'));
  if (unknown >= 0) yield place.entry('Action', action, unknown, 'Policy has invalid action');
  const texts = resource?.entries.map(({ value }) => value) ?? [];
  const foreign = arn === undefined ? -1 : texts.findIndex((text) => !isOfBucket(text, arn));
  if (resource && foreign >= 0) yield place.entry('Resource', resource, foreign, 'Policy has invalid resource');
  // NotAction and NotResource leave enough to match something.
  if (action.negated || !resource || resource.negated) return;
  // Services that are not loaded are not checked.
  if (!catalog.isLoaded('s3')) return;
  const all = catalog.resourceTypesOf('s3');
  const types = all.filter((type) => texts.some((text) => canMatchType(resourcePattern(text, true), type, all)));
  const here = new Set(types.map(({ name }) => name));
  const fitting = action.entries.map(({ value }) =>
    s3Actions(catalog, value).filter(({ resourceTypes }) => resourceTypes.some(({ name }) => here.has(name))),
  );
  const apart = fitting.findIndex((actions) => actions.length === 0);
  if (apart >= 0) yield place.entry('Action', action, apart, 'Action does not apply to any resource(s) in statement');
  for (const clause of statement.conditions) {
    if (!isKeyForS3(catalog, clause.key)) yield place.condition(clause, 'Policy has an invalid condition key');
    if (!/^s3:/i.test(clause.key) || fitting.every((actions) => actions.some((one) => carriesKey(one, here, all, clause.key))))
      continue;
    yield place.condition(clause, 'Conditions do not apply to combination of actions and resources in statement');
  }
}

function isOfBucket(text: string, arn: string): boolean {
  return text === arn || text.startsWith(`${arn}/`) || text === `${arn}*`;
}

function s3Actions(catalog: PolicyCatalog, entry: string): readonly CatalogAction[] {
  return entry === '*' ? catalog.actionsOf('s3') : (actionsNamed(catalog, entry) ?? []);
}

/** Tests whether an Action entry matches an action of the service. */
function namesAction(catalog: PolicyCatalog, entry: string, service: string): boolean {
  if (entry === '*') return true;
  if (!entry.toLowerCase().startsWith(`${service}:`)) return false;
  // Services that are not loaded are not checked.
  return !catalog.isLoaded(service) || (actionsNamed(catalog, entry)?.length ?? 0) > 0;
}

/** Tests whether a bucket policy can have a key: a global key, one of S3, or one about the caller. */
function isKeyForS3(catalog: PolicyCatalog, key: string): boolean {
  if (/^s3:/i.test(key)) return !catalog.isLoaded('s3') || catalog.conditionKey(key) !== undefined;
  if (/^aws:/i.test(key)) return catalog.isGlobalConditionKey(key) || catalog.conditionKey(key) !== undefined;
  return true;
}

/** Tests whether calls of an action on resources of these types carry a key. */
function carriesKey(
  action: CatalogAction,
  types: ReadonlySet<string>,
  all: readonly CatalogResourceType[],
  key: string,
): boolean {
  const onTypes = [...action.resourceTypes, ...all.filter(({ name }) => action.resourceTypes.some((one) => one.name === name))];
  const keys = [...action.conditionKeys, ...onTypes.flatMap(({ name, conditionKeys }) => (types.has(name) ? conditionKeys : []))];
  const asked = key.toLowerCase();
  return keys.some((one) => {
    const [family = '', member] = one.toLowerCase().split('/', 2);
    return member === undefined ? family === asked : asked.startsWith(`${family}/`);
  });
}

function* queueFaults(statement: Statement, { policy, catalog, arn }: Asked): Iterable<SaveRefusal> {
  const { action, resource } = statement;
  const place = placesIn(policy, statement);
  const unknown = action.entries.findIndex(({ value }) => !namesAction(catalog, value, 'sqs'));
  if (unknown >= 0) yield place.entry('Action', action, unknown, QUEUE_REFUSED);
  if (action.negated || action.entries.length > MOST_QUEUE_ACTIONS) yield place.element('Action', action, QUEUE_REFUSED);
  yield* elsewhere(place, resource, arn, () => QUEUE_REFUSED);
}

function* topicFaults(statement: Statement, { policy, arn }: Asked): Iterable<SaveRefusal> {
  const { action, resource } = statement;
  const place = placesIn(policy, statement);
  const unknown = action.entries.findIndex(({ value }) => !isTopicPolicyAction(value));
  if (unknown >= 0) yield place.entry('Action', action, unknown, TOPIC_ACTION_REFUSED);
  if (action.negated) yield place.element('Action', action, TOPIC_ACTION_REFUSED);
  yield* elsewhere(place, resource, arn, () => 'Policy Error: The resource of a statement must match the ARN of the topic.');
}

function* secretFaults(statement: Statement, { policy, catalog, arn }: Asked): Iterable<SaveRefusal> {
  const { action, resource } = statement;
  const place = placesIn(policy, statement);
  const unknown = action.entries.findIndex(({ value }) => !namesAction(catalog, value, 'secretsmanager'));
  if (unknown >= 0) yield place.entry('Action', action, unknown, 'This resource policy contains an unsupported action.');
  yield* elsewhere(place, resource, arn, () => 'This resource policy contains an unsupported resource.');
}

function* functionFaults(statement: Statement, { policy, catalog, arn }: Asked): Iterable<SaveRefusal> {
  const { action, resource } = statement;
  const place = placesIn(policy, statement);
  const unknown = action.entries.findIndex(({ value }) => !namesAction(catalog, value, 'lambda'));
  if (unknown >= 0) yield place.entry('Action', action, unknown, `Invalid action: ${action.entries[unknown]?.value}`);
  if (action.negated) yield place.element('Action', action, 'Invalid action: NotAction');
  yield* elsewhere(place, resource, arn, (text) => `Invalid resource: ${text}`, ':');
}

/** Actions on tables that a table's policy cannot have. Source: DynamoDB Developer Guide, "API operations supported by resource-based policies". */
const NOT_IN_TABLE_POLICIES: ReadonlySet<string> = new Set(['CreateTable', 'ImportTable', 'ListExports', 'ListImports']);
/** Resource types of actions that a table's policy can have. Policies of streams have others. */
const OF_TABLES: ReadonlySet<string> = new Set(['index', 'stream', 'table']);

/** Tests whether a table's policy can have an action. Actions on backups and global tables are not for such policies. */
function isTablePolicyAction({ name, resourceTypes }: CatalogAction): boolean {
  if (NOT_IN_TABLE_POLICIES.has(name) || !resourceTypes.every((type) => OF_TABLES.has(type.name))) return false;
  return resourceTypes.some((type) => type.name !== 'stream');
}

function* tableFaults(statement: Statement, { policy, catalog }: Asked): Iterable<SaveRefusal> {
  const { action, resource } = statement;
  const place = placesIn(policy, statement);
  const isKnown = ({ value }: PolicyEntry) =>
    value === '*' ||
    (/^dynamodb:/i.test(value) && (!catalog.isLoaded('dynamodb') || !!actionsNamed(catalog, value)?.some(isTablePolicyAction)));
  const unknown = action.entries.filter((entry) => !isKnown(entry));
  const [first] = unknown;
  if (first) {
    const names = unknown.map(({ value }) => `"${value}"`).join(', ');
    const sentence = `Invalid policy document: The following action names are invalid: ${names}`;
    yield place.entry('Action', action, action.entries.indexOf(first), sentence);
  }
  // AWS saves the ARN of another table, and the statement has no effect. Streams and backups have ARNs that no table policy can name.
  if (!resource || !catalog.isLoaded('dynamodb')) return;
  const all = catalog.resourceTypesOf('dynamodb');
  const isOfOthers = ({ value }: PolicyEntry) => {
    const matching = all.filter((type) => canMatchType(resourcePattern(value, true), type, all));
    return matching.length > 0 && matching.every(({ name }) => name !== 'table' && name !== 'index');
  };
  const other = resource.entries.find(isOfOthers);
  if (!other) return;
  const relativeId = other.value.split(':').slice(5).join(':');
  const sentence = `Invalid policy document: The relative-id "${relativeId}" is invalid for ARN "${other.value}"`;
  yield place.entry('Resource', resource, resource.entries.indexOf(other), sentence);
}

/** @param inside the text after the resource's ARN in the ARN of its part */
function* elsewhere(
  place: Places,
  resource: PolicyElement | undefined,
  arn: string | undefined,
  sentence: (text: string) => string,
  inside?: string,
): Iterable<SaveRefusal> {
  if (!resource || arn === undefined) return;
  const isHere = ({ value }: PolicyEntry) =>
    matchGlob(plainGlob(value), arn) || (inside !== undefined && value.startsWith(`${arn}${inside}`));
  const foreign = resource.entries.find((entry) => !isHere(entry));
  if (foreign) yield place.entry('Resource', resource, resource.entries.indexOf(foreign), sentence(foreign.value));
  if (resource.negated) yield place.element('Resource', resource, sentence('NotResource'));
}

type Places = ReturnType<typeof placesIn>;

/** Returns the positions in a statement for faults. */
function placesIn({ singleStatement }: Policy, { index }: Statement) {
  const base: Path = singleStatement ? ['Statement'] : ['Statement', index];
  const nameOf = (name: string, { negated }: PolicyElement) => (negated ? `Not${name}` : name);
  return {
    member: (name: string): Path => [...base, name],
    element: (name: string, element: PolicyElement, sentence: string): SaveRefusal => ({
      sentence,
      path: [...base, nameOf(name, element)],
      span: element.span,
    }),
    entry: (name: string, element: PolicyElement, at: number, sentence: string): SaveRefusal => ({
      sentence,
      path: [...base, nameOf(name, element), ...(element.scalar ? [] : [at])],
      span: element.entries[at]?.span ?? element.span,
    }),
    condition: ({ operator, key, span }: ConditionClause, sentence: string): SaveRefusal => ({
      sentence,
      path: [...base, 'Condition', operator, key],
      span,
    }),
  };
}
