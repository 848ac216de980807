/** A parameter of a guardrail in the library: a list of texts. */
export type GuardrailParameter = {
  id: string;
  label: string;
  hint: string;
  /** The pattern that each whole text must match, and the message if one does not. */
  pattern: RegExp;
  problem: string;
  /** The default value. `organization`: the id of the reader's organization. */
  fresh: readonly string[] | 'organization';
  /** True if it may stay empty. */
  optional?: boolean;
  /** True if it is a single text. */
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

/** A tested guardrail: its purpose, its parameters and its policy. */
export type Guardrail = {
  id: string;
  type: 'scp' | 'rcp';
  title: string;
  /** One sentence about what it prevents. */
  prevents: string;
  /** The exempt principals and resources, and what to know before attaching it. */
  exempts: string;
  /** The default name of the policy. */
  name: string;
  parameters: readonly GuardrailParameter[];
  /** @param values valid by `parameterProblem` */
  statements: (values: GuardrailValues) => readonly GuardrailStatement[];
};

/** Returns the default values of the parameters. */
export function freshValues({ parameters }: Guardrail, organizationId: string | undefined): GuardrailValues {
  const fresh = ({ fresh: begin }: GuardrailParameter) =>
    begin === 'organization' ? (organizationId === undefined ? [] : [organizationId]) : begin;
  return Object.fromEntries(parameters.map((parameter) => [parameter.id, fresh(parameter)]));
}

/** Returns the problem with a parameter's values, or undefined. */
export function parameterProblem(parameter: GuardrailParameter, values: readonly string[]): string | undefined {
  if (values.length === 0) return parameter.optional ? undefined : 'Fill this in.';
  if (parameter.single && values.length > 1) return 'Only one value is possible.';
  const wrong = values.find((value) => !new RegExp(`^(?:${parameter.pattern.source})$`).test(value));
  return wrong === undefined ? undefined : `${wrong}: ${parameter.problem}`;
}

/** Returns the formatted policy document. */
export function guardrailDocument({ statements }: Guardrail, values: GuardrailValues): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements(values) }, null, 2);
}

/** The parameter with the exempt roles, which many guardrails have. */
export const EXEMPT_ROLES: GuardrailParameter = {
  id: 'roles',
  label: 'Exempt roles',
  hint: 'Role names, with the path if they have one. Use * as a wildcard. Anyone who can create or change a role with this name is exempt too, so create it in every account and protect it.',
  pattern: /[\w+=,.@/*-]{1,128}/,
  problem: 'a role name has letters, digits and + = , . @ _ -',
  fresh: ['OrganizationAccountAccessRole'],
  optional: true,
};

/** The parameter with the external accounts that are allowed. */
export const OTHER_ACCOUNTS: GuardrailParameter = {
  id: 'accounts',
  label: 'External accounts with access',
  hint: 'The account IDs of partners that need access.',
  pattern: /\d{12}/,
  problem: 'an account ID has 12 digits',
  fresh: [],
  optional: true,
};

export const ORGANIZATION: GuardrailParameter = {
  id: 'organization',
  label: 'Organization ID',
  hint: 'Your own organization, or several that belong together.',
  pattern: /o-[a-z0-9]{10,32}/,
  problem: 'an organization ID begins with o-, followed by at least 10 letters and digits',
  fresh: 'organization',
};

export function valuesOf(values: GuardrailValues, { id }: GuardrailParameter): readonly string[] {
  return values[id] ?? [];
}

export const roleArns = (names: readonly string[]): string[] => names.map((name) => `arn:aws:iam::*:role/${name}`);

/** Returns the conditions of a statement that exempts the roles. Further conditions are added. */
export function exceptRoles(values: GuardrailValues, further: Conditions = {}): { Condition?: Conditions } {
  const arns = roleArns(valuesOf(values, EXEMPT_ROLES));
  const conditions: Conditions =
    arns.length > 0 ? { ...further, ArnNotLike: { ...further.ArnNotLike, 'aws:PrincipalArn': arns } } : further;
  return Object.keys(conditions).length > 0 ? { Condition: conditions } : {};
}
