import { type Context, conditionHolds, contextOf, lookUpIn } from './conditions';
import { actionMatches, charactersOf, hasVariableTooEarly, resourceMatches } from './match';
import { type Caller, callerOf, isMadeByRoot, type Naming, namingBy, principalKeys, STRENGTH } from './principals';
import { type GivenPolicy, listOf, type ReferenceDocument, type ReferenceStatement, type World } from './world';

/** The result in the golden-case format. `identity/0#1` is the second statement of the first identity policy. */
export type Verdict = {
  decision: 'Allowed' | 'ExplicitDeny' | 'ImplicitDeny';
  blockedBy: string[];
  deciding: string[];
  /** The missing keys in lower case, sorted. */
  missing: string[];
  message: string | undefined;
};

export type Policy = { id: string; kind: string; arn?: string; document: ReferenceDocument };
export type Found = { policy: Policy; at: string; naming: Naming };

/**
 * Evaluates a request independently of the engine, by AWS's rules as simply as they read: without compiling, indexing or caching. If AWS is silent, it follows `evaluate/open-points.ts`.
 */
export function judge(world: World): Verdict {
  return new Judge(world).judge();
}

const FULL_ACCESS: ReferenceDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
};

function policyOf(given: GivenPolicy, kind: string, id: string): Policy {
  if (given === 'FullAWSAccess') return { id, kind, document: FULL_ACCESS };
  return 'document' in given ? { id, kind, arn: given.arn, document: given.document } : { id, kind, document: given };
}

/** An evaluator with one method per rule, so that another evaluator can override a single rule (`wrong.ts`). */
export class Judge {
  protected readonly caller: Caller;
  protected readonly context: Context;
  private readonly action: string;
  private readonly service: string;
  private readonly name: string;
  protected readonly owner: string;

  constructor(protected readonly world: World) {
    this.caller = callerOf(world.principal);
    this.context = contextOf({ ...principalKeys(world), ...world.context });
    this.action = world.action.toLowerCase();
    [this.service = '', this.name = ''] = this.action.split(':');
    const inArn = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(world.resource)?.[1];
    this.owner = this.changesWhatAwsOwns() ? 'aws' : (world.resourceAccount ?? inArn ?? this.caller.account);
  }

  judge(): Verdict {
    const free = this.needsNoPermission();
    if (free === 'always') return this.allowed([], []);
    if (this.isRefusedByCredential()) {
      return { decision: 'ExplicitDeny', blockedBy: ['credential'], deciding: [], missing: [], message: this.refusal() };
    }
    if (free === 'ofUsers') return this.allowed([], []);
    const missing = this.missingKeys();
    const denies = this.denies();
    if (denies.length > 0) {
      const blockedBy = denies.map(({ type }) => type);
      const message = this.explicitMessage(denies[0]);
      return {
        decision: 'ExplicitDeny',
        blockedBy,
        deciding: denies.flatMap(({ found }) => found.map(({ at }) => at)),
        missing,
        message,
      };
    }
    const needs = this.needs();
    const blockedBy = needs.filter(({ found }) => found === undefined).map(({ type }) => type);
    const deciding = needs.flatMap(({ found }) => (found === undefined ? [] : [found.at]));
    if (blockedBy.length === 0) return this.allowed(deciding, missing);
    const types = [...new Set(blockedBy)];
    const [firstType = ''] = types;
    return { decision: 'ImplicitDeny', blockedBy: types, deciding: [], missing, message: this.implicitMessage(firstType) };
  }

  private allowed(deciding: string[], missing: string[]): Verdict {
    return { decision: 'Allowed', blockedBy: [], deciding, missing, message: undefined };
  }

  // Calls that need no permission, and credentials that may not make some calls.

  private needsNoPermission(): 'always' | 'ofUsers' | null {
    const { type, account } = this.caller;
    if (this.action === 'sts:getcalleridentity' && (account !== '' || type === 'Service')) return 'always';
    return this.action === 'sts:getsessiontoken' && (type === 'User' || type === 'Root') ? 'ofUsers' : null;
  }

  private isRefusedByCredential(): boolean {
    const { action, service } = this;
    if (this.isRootAssuming()) return true;
    const sts = service === 'sts' && action !== 'sts:getcalleridentity';
    switch (this.world.credential ?? USUAL_CREDENTIAL[this.caller.type]) {
      case 'assumeRole':
        return action === 'sts:getfederationtoken' || action === 'sts:getsessiontoken';
      case 'federationToken':
        return service === 'iam' || sts;
      case 'sessionToken':
        return service === 'iam' || (sts && action !== 'sts:assumerole');
      case 'sessionTokenWithMfa':
        return sts && action !== 'sts:assumerole';
      default:
        return false;
    }
  }

  /** Tests for changes of AWS managed policies and of the aliases of AWS managed keys. */
  private changesWhatAwsOwns(): boolean {
    const [, , service, , account, ...rest] = this.world.resource.split(':');
    const change = /^(create|update|delete|setdefault|tag|untag)(policy|policyversion|alias)$/.test(this.name);
    if (!change || service !== this.service) return false;
    return service === 'iam' ? account === 'aws' : service === 'kms' && rest.join(':').startsWith('alias/aws/');
  }

  private isRootAssuming(): boolean {
    return this.caller.type === 'Root' && (this.action === 'sts:assumerole' || this.action === 'sts:assumeroot');
  }

  // The existing policies, and which of them apply.

  protected list(kind: string, given: readonly GivenPolicy[] | undefined, prefix = kind): Policy[] {
    return (given ?? []).map((one, i) => policyOf(one, kind, `${prefix}/${i}`));
  }

  private single(kind: string, given: GivenPolicy | undefined, id = kind): Policy[] {
    return given === undefined ? [] : [policyOf(given, kind, id)];
  }

  protected levels(kind: 'scp' | 'rcp'): Policy[][] {
    return (this.world[kind] ?? []).map((level, i) => {
      const policies = this.list(kind, level, `${kind}/${i}`);
      return kind === 'scp' ? policies : [...policies, policyOf(FULL_ACCESS, kind, `rcp/${i}/p-RCPFullAWSAccess`)];
    });
  }

  protected get hasOwnPolicies(): boolean {
    return ['User', 'AssumedRole', 'FederatedUser'].includes(this.caller.type) && !isMadeByRoot(this.caller);
  }

  protected get identity(): Policy[] {
    return this.hasOwnPolicies ? this.list('identity', this.world.identity) : [];
  }

  protected get boundary(): Policy[] {
    return this.hasOwnPolicies ? this.single('boundary', this.world.boundary) : [];
  }

  private get needsSessionAllow(): boolean {
    const { type } = this.caller;
    return type === 'FederatedUser' || type === 'AssumedRoot' || (type === 'AssumedRole' && this.world.session !== undefined);
  }

  private get session(): Policy[] {
    return this.needsSessionAllow ? this.list('session', this.world.session) : [];
  }

  /** Each scope-down policy must allow on its own. */
  private get scopes(): Policy[] {
    return this.list('session', this.world.scopes, 'scopes');
  }

  protected get resource(): Policy[] {
    const { trustPolicy, resourcePolicy } = this.world;
    if (this.changesWhatAwsOwns()) return [];
    if (trustPolicy !== undefined) return this.service === 'sts' ? this.single('trust', trustPolicy, 'trustPolicy') : [];
    if (this.world.organization.ownersOnly === true && this.caller.account !== this.owner) return [];
    return this.single('resource', resourcePolicy, 'resourcePolicy');
  }

  private get vpcEndpoint(): Policy[] {
    return this.single('vpcEndpoint', this.world.vpcEndpoint);
  }

  protected get scp(): Policy[][] {
    const { account, serviceLinked } = this.caller;
    const exempt = account === '' || serviceLinked || this.world.organization.principalInManagementAccount === true;
    return exempt ? [] : this.levels('scp');
  }

  protected get rcp(): Policy[][] {
    const { resourceInManagementAccount, resourceIsAwsManagedKey, rcpServices } = this.world.organization;
    const unsupported = rcpServices !== undefined && !rcpServices.includes(this.service);
    const exempt = resourceInManagementAccount === true || resourceIsAwsManagedKey === true || this.caller.serviceLinked;
    return exempt || unsupported || this.action === 'kms:retiregrant' ? [] : this.levels('rcp');
  }

  // Statements.

  protected naming(policy: Policy, statement: ReferenceStatement): Naming {
    const names = ['trust', 'resource', 'vpcEndpoint', 'rcp'].includes(policy.kind);
    return names ? namingBy(statement, this.caller, policy.kind, this.boundary.length > 0) : 'DIRECT';
  }

  protected actionHolds({ Action, NotAction }: ReferenceStatement): boolean {
    const some = (entries: readonly string[]) => entries.some((entry) => actionMatches(entry, this.action));
    return Action === undefined ? !some(listOf(NotAction)) : some(listOf(Action));
  }

  /** Returns the compared resource. A call without a resource is about the whole account, for which some services have an ARN. */
  private get compared(): string {
    if (this.world.resource !== '*') return this.world.resource;
    const partition = 'arn' in this.caller ? this.caller.arn.split(':')[1] || 'aws' : 'aws';
    const given = Object.entries({ ...this.world.context }).find(([key]) => key.toLowerCase() === 'aws:requestedregion')?.[1];
    const region = typeof given === 'string' ? given : '*';
    const { name } = this;
    if (this.service === 's3') return `arn:${partition}:s3:::*`;
    if (this.service === 'sns') return `arn:${partition}:sns:${region}:${this.owner}:*`;
    if (this.action === 'sqs:listqueues') return `arn:${partition}:sqs:${region}:${this.owner}:`;
    if (this.action === 'dynamodb:listtables') return `arn:${partition}:dynamodb:${region}:${this.owner}:table/*`;
    const lists: Record<string, string> = {
      listusers: 'user/',
      listgroups: 'group/',
      listroles: 'role/',
      listpolicies: 'policy/',
      listinstanceprofiles: 'instance-profile/',
      listservercertificates: 'server-certificate/',
      listvirtualmfadevices: 'mfa/',
      listsamlproviders: 'saml-provider/*',
      listopenidconnectproviders: 'oidc-provider/*',
    };
    const listed = this.service === 'iam' && Object.hasOwn(lists, name) ? lists[name] : undefined;
    return listed === undefined ? '*' : `arn:${partition}:iam::${this.owner}:${listed}`;
  }

  protected resourceHolds({ Effect, Resource, NotResource }: ReferenceStatement, variables: boolean): boolean {
    const lookUp = lookUpIn(this.context);
    const some = (entries: readonly string[]) =>
      entries.some((entry) => resourceMatches(entry, this.compared, variables, lookUp));
    if (Resource !== undefined) return some(listOf(Resource));
    if (NotResource === undefined) return true;
    // An Allow with an unresolvable NotResource entry grants nothing.
    const nameless = (entry: string) =>
      variables && (hasVariableTooEarly(entry) || charactersOf(entry, variables, lookUp) === null);
    if (Effect === 'Allow' && listOf(NotResource).some(nameless)) return false;
    return !some(listOf(NotResource));
  }

  protected conditionsHold(statement: ReferenceStatement, variables: boolean): boolean {
    return clausesOf(statement).every(([operator, key, values]) => this.conditionHolds(operator, key, values, variables));
  }

  protected conditionHolds(operator: string, key: string, values: readonly string[], variables: boolean): boolean {
    return conditionHolds(operator, key, values, this.context, variables);
  }

  protected find(policies: readonly Policy[], effect: string): Found[] {
    return policies.flatMap((policy) =>
      policy.document.Statement.flatMap((statement, i): Found[] => {
        const variables = policy.document.Version === '2012-10-17';
        const naming = this.naming(policy, statement);
        const applies =
          statement.Effect === effect &&
          naming !== 'NONE' &&
          this.actionHolds(statement) &&
          this.resourceHolds(statement, variables) &&
          this.conditionsHold(statement, variables);
        return applies ? [{ policy, at: `${policy.id}#${i}`, naming }] : [];
      }),
    );
  }

  protected allow(policies: readonly Policy[]): Found | undefined {
    return this.find(policies, 'Allow')[0];
  }

  /** Returns the Allow of the resource policy that names the caller most directly. */
  protected grant(): Found | undefined {
    return this.find(this.resource, 'Allow').reduce<Found | undefined>(
      (best, one) => (best === undefined || STRENGTH[one.naming] > STRENGTH[best.naming] ? one : best),
      undefined,
    );
  }

  // The flow.

  protected denies(): { type: string; found: Found[] }[] {
    const found = (type: string, policies: readonly Policy[]) => ({ type, found: this.find(policies, 'Deny') });
    return [
      found('scp', this.scp.flat()),
      found('rcp', this.rcp.flat()),
      found(this.resourceType, this.isRootRepairing() ? [] : this.resource),
      found('identity', this.identity),
      found('boundary', this.boundary),
      found('session', [...this.session, ...this.scopes]),
      found('vpcEndpoint', this.vpcEndpoint),
    ].filter((one) => one.found.length > 0);
  }

  /** Tests whether the owner's root user repairs a bucket or queue policy that denies everybody. */
  private isRootRepairing(): boolean {
    const { type, account } = this.caller;
    const repair = /^(s3:(get|put|delete)bucketpolicy|sqs:(get|set)queueattributes)$/.test(this.action);
    return repair && account === this.owner && (type === 'Root' || type === 'AssumedRoot');
  }

  private get isTrust(): boolean {
    if (this.resource.length > 0) return this.resource[0]?.kind === 'trust';
    return this.service === 'sts' && /^arn:[^:]*:iam:[^:]*:[^:]*:role\//.test(this.world.resource);
  }

  private get resourceType(): string {
    return this.isTrust ? 'trust' : 'resource';
  }

  protected needs(): { type: string; found: Found | undefined }[] {
    const needs = [
      ...this.rcp.map((level) => ({ type: 'rcp', found: this.allow(level) })),
      ...this.scp.map((level) => ({ type: 'scp', found: this.allow(level) })),
    ];
    if (this.vpcEndpoint.length > 0) needs.push({ type: 'vpcEndpoint', found: this.allow(this.vpcEndpoint) });
    const scopes = this.scopes.map((policy) => ({ type: 'session', found: this.allow([policy]) }));
    return [
      ...needs,
      ...this.grants(),
      ...scopes,
      ...(this.isKeptFromPublic() ? [{ type: 'blockPublicAccess', found: undefined }] : []),
    ];
  }

  /** Returns the Allow of the caller's own policies. */
  protected ownAllow(): Found | undefined {
    return this.allow(this.identity);
  }

  /** Tests whether both accounts must allow, regardless of who the resource policy names. */
  protected isAcross(_grant: Found | undefined): boolean {
    return this.caller.account !== this.owner && this.action !== 'sts:assumeroot';
  }

  /** Tests whether the caller needs no permission in its own account, like a root user. */
  protected get needsNoPolicy(): boolean {
    return this.caller.type === 'Root' || this.caller.type === 'AssumedRoot';
  }

  /** Returns the required grants of both sides, after SCPs and RCPs. */
  protected grants(): { type: string; found: Found | undefined }[] {
    const { account } = this.caller;
    const grant = this.grant();
    const resource = { type: this.resourceType, found: grant };
    const limits = [
      ...(this.boundary.length > 0 ? [{ type: 'boundary', found: this.allow(this.boundary) }] : []),
      ...(this.needsSessionAllow ? [{ type: 'session', found: this.allow(this.session) }] : []),
    ];
    const own = [...(this.hasOwnPolicies ? [{ type: 'identity', found: this.ownAllow() }] : []), ...limits];
    if (account === '') return [{ ...resource, found: grant?.naming === 'DIRECT' ? grant : undefined }];
    if (this.isAcross(grant)) return [resource, ...own];
    const mustBeNamed = this.isTrust || /^arn:[^:]*:kms:[^:]*:[^:]*:key\//.test(this.world.resource);
    if (this.needsNoPolicy) return mustBeNamed || grant !== undefined ? [resource, ...limits] : limits;
    switch (grant?.naming) {
      case 'DIRECT':
        return [resource];
      case 'ROLE':
      case 'FED_SOURCE_USER':
        return [resource, ...limits];
      case 'ACCOUNT':
        return mustBeNamed ? [resource, ...own] : own;
      default:
        return mustBeNamed ? [resource] : own;
    }
  }

  /** Tests whether S3 Block Public Access denies the caller. It allows only the owner's account and services. */
  private isKeptFromPublic(): boolean {
    const { type, account } = this.caller;
    return this.world.organization.blockPublicAccess === true && type !== 'Service' && account !== this.owner;
  }

  // The keys that could change the answer.

  private missingKeys(): string[] {
    const binding = [
      this.identity,
      this.boundary,
      this.session,
      this.scopes,
      this.resource,
      this.vpcEndpoint,
      ...this.scp,
      ...this.rcp,
    ].flat();
    const keys = binding.flatMap((policy) =>
      policy.document.Statement.filter((one) => this.actionHolds(one) && this.naming(policy, one) !== 'NONE').flatMap((one) =>
        keysAskedBy(one, policy.document.Version === '2012-10-17'),
      ),
    );
    return [...new Set(keys)].filter((key) => !this.context.has(key)).sort();
  }

  // Messages.

  private refusal(): string {
    if (this.isRootAssuming()) return 'Roles may not be assumed by root accounts.';
    return `Cannot call ${this.world.action.split(':')[1]} with session credentials`;
  }

  private sentence(reason: string): string {
    const { type, arn, outside } = this.caller;
    const { action } = this.world;
    if (type === 'WebIdentity' || type === 'Saml') return `Not authorized to perform ${action}`;
    const name = type === 'Anonymous' ? 'anonymous' : type === 'Service' ? outside : arn;
    const said = { s3: '', kms: '*', lambda: '*' }[this.service] ?? (this.compared === '*' ? '' : this.compared);
    const resource = this.world.resource === '*' ? said : this.world.resource;
    return `User: ${name} is not authorized to perform: ${action}${resource === '' ? '' : ` on resource: ${resource}`} ${reason}`;
  }

  private explicitMessage(first?: { type: string; found: readonly Found[] }): string {
    const { type = '' } = first ?? {};
    const article = type === 'identity' ? 'an' : type === 'trust' ? 'the' : 'a';
    const arn = first?.found[0]?.policy.arn;
    const named = arn !== undefined && !['resource', 'trust', 'vpcEndpoint'].includes(type);
    return this.sentence(`with an explicit deny in ${article} ${TYPE_WORDS[type]}${named ? `: ${arn}` : ''}`);
  }

  private implicitMessage(type: string): string {
    if (type === 'blockPublicAccess')
      return this.sentence('because public access is prevented by the RestrictPublicBuckets setting in S3 Block Public Access');
    return this.sentence(`because no ${TYPE_WORDS[type]} allows the ${this.world.action} action`);
  }
}

const USUAL_CREDENTIAL: Readonly<Record<string, string>> = { AssumedRole: 'assumeRole', FederatedUser: 'federationToken' };

const TYPE_WORDS: Readonly<Record<string, string>> = {
  identity: 'identity-based policy',
  resource: 'resource-based policy',
  trust: 'role trust policy',
  boundary: 'permissions boundary',
  session: 'session policy',
  scp: 'service control policy',
  rcp: 'resource control policy',
  vpcEndpoint: 'VPC endpoint policy',
};

type Clause = readonly [operator: string, key: string, values: readonly string[]];

function clausesOf({ Condition = {} }: ReferenceStatement): Clause[] {
  return Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]): Clause => [operator, key, listOf(values)]),
  );
}

/** Returns the lower-case keys in a statement's conditions and variables. */
function keysAskedBy(statement: ReferenceStatement, variables: boolean): string[] {
  const texts = [...listOf(statement.Resource), ...listOf(statement.NotResource)].filter((entry) => !hasVariableTooEarly(entry));
  const keys = clausesOf(statement).map(([, key]) => key.toLowerCase());
  for (const [operator, , values] of clausesOf(statement)) if (/String|Arn|Bool/.test(operator)) texts.push(...values);
  if (!variables) return keys;
  const inTexts = texts.flatMap((text) => [...text.matchAll(/\$\{([^\s,'{}*?$]+)(?:, '[^']*')?\}/g)]);
  return [...keys, ...inTexts.map(([, key = '']) => key.toLowerCase())];
}
