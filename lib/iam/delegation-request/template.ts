import { malformedPolicyMessage, parsePolicy } from '@gatehouse/policy/parse';
import { readManagedPolicy } from '../../core/authorization/principal-policies';
import { invalidInput } from '../../core/errors';
import type { Scope } from '../../core/operation';
import type { Permissions } from './schema';

const PLACEHOLDER = /@\{([^{}]+)\}/g;

/**
 * Returns the policy of a request: its template with the parameters. AWS registers the templates of product providers. Here, every
 * managed policy of the provider's account, or of AWS, is a template, and `@{name}` stands for a parameter.
 * @throws AwsError InvalidInput for an unknown template, a missing parameter or an invalid policy
 */
export async function policyOfTemplate(
  { db, accountId }: Pick<Scope, 'db' | 'accountId'>,
  { PolicyTemplateArn: arn, Parameters = [] }: Permissions,
): Promise<string> {
  if (arn === undefined) throw invalidInput('Permissions must contain PolicyTemplateArn.', 'Permissions');
  const owner = arn.split(':')[4];
  const template = owner === 'aws' || owner === accountId ? await readManagedPolicy(db, arn) : null;
  if (!template) throw invalidInput(`The policy template ${arn} is not registered for this account.`, 'Permissions');
  const values = new Map(Parameters.map(({ Name = '', Values = [], Type }) => [Name, { Values, isList: Type === 'stringList' }]));
  const parameterOf = (name: string) => {
    const value = values.get(name);
    if (!value || value.Values.length === 0)
      throw invalidInput(`The parameter ${name} of the policy template is missing.`, 'Permissions');
    return value;
  };
  const document = template.document
    .replace(/"@\{([^{}"]+)\}"/g, (whole, name: string) => {
      const { Values, isList } = parameterOf(name);
      return isList ? JSON.stringify(Values) : whole;
    })
    .replace(PLACEHOLDER, (_, name: string) => JSON.stringify(parameterOf(name).Values[0] ?? '').slice(1, -1));
  const parsed = parsePolicy(document, 'session');
  if (!parsed.ok) throw invalidInput(malformedPolicyMessage(parsed.issues, 'session'), 'Permissions');
  return document;
}
