/** What a guardrail of the library is filled in with: a list of texts. */
export type GuardrailParameter = {
  id: string;
  label: string;
  hint: string;
  /** What each text has to match, as a whole, and what is said where one does not. */
  pattern: RegExp;
  problem: string;
  /** What it begins with. `organization`: the id of the reader's own. */
  fresh: readonly string[] | 'organization';
  /** It may be left empty. */
  optional?: boolean;
  /** One text alone. */
  single?: boolean;
};

export type GuardrailValues = Readonly<Record<string, readonly string[]>>;
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
export type GuardrailStatement = {
  Sid: string;
  Effect: 'Deny';
  Principal?: '*';
  Action?: string | readonly string[];
  NotAction?: readonly string[];
  Resource: string | readonly string[];
  Condition?: Conditions;
};

/** A proven guardrail: what it is for, what it has to know, and the policy that follows. */
export type Guardrail = {
  id: string;
  type: 'scp' | 'rcp';
  title: string;
  /** What can no longer be done, in one sentence. */
  prevents: string;
  /** Whom and what it does not touch, and what to know before it is attached. */
  exempts: string;
  /** A name for the policy. */
  name: string;
  parameters: readonly GuardrailParameter[];
  /** @param values as they passed `parameterProblem` */
  statements: (values: GuardrailValues) => readonly GuardrailStatement[];
};

/** What the parameters begin with. */
export function freshValues({ parameters }: Guardrail, organizationId: string | undefined): GuardrailValues {
  const fresh = ({ fresh: begin }: GuardrailParameter) =>
    begin === 'organization' ? (organizationId === undefined ? [] : [organizationId]) : begin;
  return Object.fromEntries(parameters.map((parameter) => [parameter.id, fresh(parameter)]));
}

/** What is wrong with the texts of a parameter; undefined where nothing is. */
export function parameterProblem(parameter: GuardrailParameter, values: readonly string[]): string | undefined {
  if (values.length === 0) return parameter.optional ? undefined : 'Fill this in.';
  if (parameter.single && values.length > 1) return 'Only one is possible here.';
  const wrong = values.find((value) => !new RegExp(`^(?:${parameter.pattern.source})$`).test(value));
  return wrong === undefined ? undefined : `${wrong}: ${parameter.problem}`;
}

/** The policy document, laid out. */
export function guardrailDocument({ statements }: Guardrail, values: GuardrailValues): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements(values) }, null, 2);
}

/** Whom a guardrail lets off, as a parameter of many. */
export const EXEMPT_ROLES: GuardrailParameter = {
  id: 'roles',
  label: 'Roles that are let off',
  hint: 'By their names, with the path if they have one; * stands for any text. Whoever may make or change a role of that name is let off too: let it be in every account, and protect it.',
  pattern: /[\w+=,.@/*-]{1,128}/,
  problem: 'a role’s name has letters, digits and + = , . @ _ -',
  fresh: ['OrganizationAccountAccessRole'],
  optional: true,
};

/** Accounts outside the organization that are let in, as a parameter. */
export const OTHER_ACCOUNTS: GuardrailParameter = {
  id: 'accounts',
  label: 'Accounts outside that are let in',
  hint: 'Partners who need it, by their account IDs.',
  pattern: /\d{12}/,
  problem: 'an account ID has 12 digits',
  fresh: [],
  optional: true,
};

export const ORGANIZATION: GuardrailParameter = {
  id: 'organization',
  label: 'Organization ID',
  hint: 'Your own, unless several belong together.',
  pattern: /o-[a-z0-9]{10,32}/,
  problem: 'an organization’s ID begins with o- and has at least 10 letters and digits after it',
  fresh: 'organization',
};

export function valuesOf(values: GuardrailValues, { id }: GuardrailParameter): readonly string[] {
  return values[id] ?? [];
}

export const roleArns = (names: readonly string[]): string[] => names.map((name) => `arn:aws:iam::*:role/${name}`);

/** The conditions of a statement that lets those roles off; further ones hold as well. */
export function exceptRoles(values: GuardrailValues, further: Conditions = {}): { Condition?: Conditions } {
  const arns = roleArns(valuesOf(values, EXEMPT_ROLES));
  const conditions: Conditions =
    arns.length > 0 ? { ...further, ArnNotLike: { ...further.ArnNotLike, 'aws:PrincipalArn': arns } } : further;
  return Object.keys(conditions).length > 0 ? { Condition: conditions } : {};
}
