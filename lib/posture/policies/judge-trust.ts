import {
  type AccessModel,
  type CheckWitness,
  checkNoPublicAccessSteps,
  type KnownFacts,
  outsideTrust,
  type TrustedEntity,
  trustedEntities,
} from '@gatehouse/policy/analyze';
import { accountOfArn, isAccountId } from '@gatehouse/policy/arn';
import { type Policy, parsePolicy } from '@gatehouse/policy/parse';
import { prepareTrustPolicy } from '../../core/authorization/prepared-policies';
import { BoundedMap } from '../../core/cache/bounded-map';
import { takeInTurns } from '../../core/work/bulk';
import type { RoleFacts } from '../facts';
import type { LetIn, Loose, NamedStatement, OutsideJudgement, TrustJudgement } from '../judgements';
import { nameStatement } from '../statement-name';
import { CHECK_EFFORT } from './check-effort';
import { securityWarnings } from './security-warnings';

/** The validation codes that the check `role-oidc-loose` covers. */
const NAMED_ELSEWHERE = new Set(['MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL', 'MISSING_GITHUB_REPO_CONDITION_KEY']);

const SAML = ':saml-provider/';
// Many accounts have the same roles from the same templates.
const judged = new BoundedMap<string, TrustJudgement>(5_000);

/** Judges the text of a trust policy, as readers see it, once for all roles with that text. */
export async function judgeTrust(text: string): Promise<TrustJudgement> {
  const known = judged.get(text);
  if (known) return known;
  const entities = trustedEntities(text);
  const providers = entities.flatMap((entity) => (entity.kind === 'provider' ? [entity.arn] : []));
  const parsed = parsePolicy(text, 'trust');
  const judgement: TrustJudgement = {
    open: parsed.ok ? await openness(parsed.policy) : null,
    everyone: entities.some(({ kind }) => kind === 'everyone'),
    services: entities.flatMap((entity) => (entity.kind === 'service' ? [entity.principal] : [])),
    openIdProviders: providers.filter((arn) => !arn.includes(SAML)),
    samlProviders: providers.filter((arn) => arn.includes(SAML)),
    accounts: [...new Set(entities.flatMap(accountOf))],
    warnings: parsed.ok ? securityWarnings(text, parsed.policy).filter(({ code }) => !NAMED_ELSEWHERE.has(code)) : [],
  };
  judged.set(text, judgement);
  return judgement;
}

function accountOf(entity: TrustedEntity): string[] {
  return 'accountId' in entity ? [entity.accountId] : [];
}

async function openness(policy: Policy): Promise<TrustJudgement['open']> {
  const check = await takeInTurns(checkNoPublicAccessSteps(policy, { effort: CHECK_EFFORT }));
  if (check.result === 'PASS') return null;
  const statements = check.findings.flatMap(({ statementIndex }) => policy.statements[statementIndex] ?? []).map(nameStatement);
  const witness = check.findings.find((finding) => finding.witness !== null)?.witness ?? null;
  return { certain: check.result === 'FAIL', statements, witness: witness && witnessText(witness) };
}

function witnessText({ principal, action, context }: CheckWitness): string {
  const who = principal?.type === 'User' ? `an IAM user of any account` : 'a caller without credentials';
  const keys = Object.keys(context);
  return `${action} by ${who}${keys.length > 0 ? `, with a chosen ${keys.join(', ')}` : ''}`;
}

/** @param model returns a model with the role's account, whose principals are not external */
export function judgeOutside(
  model: () => AccessModel,
  accountId: string,
  role: RoleFacts,
  trust: TrustJudgement,
): OutsideJudgement {
  const asked = new Asked(model, accountId, role);
  const foreign = trust.accounts.some((account) => account !== accountId) || trust.everyone || trust.open !== null;
  const accounts = foreign ? asked.letIn('sts:AssumeRole') : { anonymous: 'never' as const, outside: [] };
  return {
    accounts: accounts.outside,
    withoutExternalId:
      accounts.outside.length > 0 ? asked.letIn('sts:AssumeRole', { absentKeys: ['sts:ExternalId'] }).outside : [],
    anonymous: accounts.anonymous,
    openId: trust.openIdProviders.flatMap((provider) => looseOpenId(asked, provider)),
    saml: trust.samlProviders.flatMap((provider) => looseSaml(asked, provider)),
  };
}

class Asked {
  readonly policy;

  constructor(
    private readonly model: () => AccessModel,
    private readonly accountId: string,
    private readonly role: RoleFacts,
  ) {
    this.policy = prepareTrustPolicy({ roleArn: role.arn, document: role.shownTrust });
  }

  letIn(action: string, facts?: KnownFacts): { anonymous: 'always' | 'sometimes' | 'never'; outside: LetIn[] } {
    const { arn } = this.role;
    const answer = outsideTrust(this.model(), { arn, accountId: this.accountId, trust: this.policy }, action, facts);
    const outside = answer.outside.map(({ principal, access, deciding }): LetIn => {
      const statements = deciding.flatMap(({ policyId, statementIndex }) =>
        policyId === this.policy.ref.id ? (this.policy.policy.statements[statementIndex] ?? []) : [],
      );
      return {
        principal,
        accountId: isAccountId(principal) ? principal : accountOfArn(principal),
        access,
        statements: statements.map(nameStatement),
        conditions: statements.flatMap(({ conditions }) => conditions.map(({ operator, key }) => `${operator} ${key}`)),
      };
    });
    return { anonymous: answer.anonymous, outside };
  }

  /** Returns the statements that admit the provider's tokens with the given claims, or null. */
  provider(action: string, provider: string, knownContext: Readonly<Record<string, string>>): readonly NamedStatement[] | null {
    const found = this.letIn(action, { knownContext }).outside.find(({ principal }) => principal === provider);
    return found?.statements ?? null;
  }
}

/** A name that no policy contains. */
const SOMEBODY = 'somebody';

/** The claim that identifies the application, for providers that IAM knows without an ARN. */
const APPLICATION_CLAIM: Readonly<Record<string, string>> = {
  'cognito-identity.amazonaws.com': 'aud',
  'accounts.google.com': 'aud',
  'graph.facebook.com': 'app_id',
  'www.amazon.com': 'app_id',
};

/** Shared issuers whose subjects begin with the tenant: `repo:OWNER/`, `project_path:GROUP/`, `organization:NAME:`. */
const SHARED_ISSUER =
  /^(?:token\.actions\.githubusercontent\.com|gitlab\.com|app\.terraform\.io|agent\.buildkite\.com|oidc\.circleci\.com)(?:\/|$)/;
const NAMES_TENANT = /^[a-z_]+:[^*?/:]+[/:]/i;

function looseOpenId(asked: Asked, provider: string): Loose[] {
  const ACTION = 'sts:AssumeRoleWithWebIdentity';
  const issuer = provider.replace(/^arn:[^/]*:oidc-provider\//, '');
  const application = APPLICATION_CLAIM[issuer];
  const audience = `${issuer}:${application ?? 'aud'}`;
  const anyAudience = asked.provider(ACTION, provider, { [audience]: SOMEBODY });
  if (anyAudience) return [{ provider, because: `${audience} can be anything`, statements: anyAudience }];
  if (application !== undefined) return [];
  const subject = `${issuer}:sub`;
  for (const [text, because] of externalSubjects(asked.policy.policy, issuer, subject)) {
    const statements = asked.provider(ACTION, provider, { [subject]: text });
    if (statements) return [{ provider, because, statements }];
  }
  return [];
}

/** Returns subjects that tokens of the issuer's other customers can have, each with the fault of a policy that admits it. */
function externalSubjects(policy: Policy, issuer: string, key: string): [text: string, because: string][] {
  const shared = SHARED_ISSUER.test(issuer);
  const wide = policy.statements
    .flatMap(({ conditions }) => conditions)
    .filter((clause) => clause.key.toLowerCase() === key.toLowerCase())
    .flatMap(({ values }) => values.map(({ value }) => value))
    .filter((value) => (shared ? !NAMES_TENANT.test(value) : /^[*?]/.test(value)) && /[*?]/.test(value));
  return [
    [SOMEBODY, `${key} can be anything`],
    ...(shared ? [[`repo:${SOMEBODY}/somewhere:ref:refs/heads/main`, `${key} can be anything`] satisfies [string, string]] : []),
    ...wide.map((value): [string, string] => [value.replaceAll('*', SOMEBODY).replaceAll('?', 'x'), `${key} can be ${value}`]),
  ];
}

function looseSaml(asked: Asked, provider: string): Loose[] {
  const elsewhere = { 'SAML:aud': SOMEBODY, 'SAML:recipient': SOMEBODY };
  const statements = asked.provider('sts:AssumeRoleWithSAML', provider, elsewhere);
  return statements ? [{ provider, because: 'neither SAML:aud nor SAML:recipient is limited to a value', statements }] : [];
}
