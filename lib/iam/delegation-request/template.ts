import { malformedPolicyMessage, parsePolicy } from '@gatehouse/policy/parse';
import { packedPercent } from '../../core/authorization/packed-size';
import { readManagedPolicy } from '../../core/authorization/principal-policies';
import { type AwsError, invalidInput } from '../../core/errors';
import type { Scope } from '../../core/operation';
import type { Permissions } from './schema';

/** AWS: the characters of a rendered policy. Source: IAM User Guide, "Policy templates". */
const MOST_CHARACTERS = 2048;

/** Returns the values of a parameter: one for a string, any number for a list. */
type ValuesOf = (name: string) => readonly string[];

/**
 * Returns the policy of a request: its template with the parameters. AWS registers the templates of product providers. Here, every
 * managed policy of the provider's account, or of AWS, is a template, and `@{name}` stands for a parameter. A policy that its token
 * could not be exchanged for is refused here, since nobody could mend the request later.
 * @throws AwsError InvalidInput for an unknown template, a missing parameter, and an invalid or too large policy
 */
export async function policyOfTemplate(
  { db, accountId }: Pick<Scope, 'db' | 'accountId'>,
  { PolicyTemplateArn: arn, Parameters = [] }: Permissions,
): Promise<string> {
  if (arn === undefined) throw invalidInput('Permissions must contain PolicyTemplateArn.', 'Permissions');
  const owner = arn.split(':')[4];
  const template = owner === 'aws' || owner === accountId ? await readManagedPolicy(db, arn) : null;
  if (!template) throw invalidInput(`The policy template ${arn} is not registered for this account.`, 'Permissions');
  const document = JSON.stringify(render(JSON.parse(template.document), valuesIn(Parameters)));
  if (document.length > MOST_CHARACTERS || packedPercent({ sessionPolicy: document }, []) > 100) throw tooLarge();
  const parsed = parsePolicy(document, 'session');
  if (!parsed.ok) throw invalidInput(malformedPolicyMessage(parsed.issues, 'session'), 'Permissions');
  return document;
}

function valuesIn(parameters: NonNullable<Permissions['Parameters']>): ValuesOf {
  const given = new Map(parameters.map((parameter) => [parameter.Name, parameter]));
  return (name) => {
    const { Values = [], Type } = given.get(name) ?? {};
    if (Values.length === 0) throw invalidInput(`The parameter ${name} of the policy template is missing.`, 'Permissions');
    if (Values.length > 1 && Type !== 'stringList')
      throw invalidInput(`The parameter ${name} of the policy template has several values but is no stringList.`, 'Permissions');
    return Values;
  };
}

/** Returns a part of a template with the parameters. As in AWS, a text with lists becomes one text for each combination of values. */
function render(part: unknown, valuesOf: ValuesOf): unknown {
  if (typeof part === 'string') {
    const texts = expand(part, valuesOf);
    return texts.length === 1 ? texts[0] : texts;
  }
  if (Array.isArray(part)) return part.flatMap((one) => render(one, valuesOf));
  if (typeof part !== 'object' || part === null) return part;
  const members = Object.entries(part).flatMap(([name, value]) => {
    const rendered = render(value, valuesOf);
    return expand(name, valuesOf).map((one) => [one, rendered] as const);
  });
  return Object.fromEntries(members);
}

function expand(text: string, valuesOf: ValuesOf): string[] {
  let texts = [''];
  for (const part of text.split(/(@\{[^{}]+\})/)) {
    const values = part.startsWith('@{') ? valuesOf(part.slice(2, -1)) : [part];
    texts = texts.flatMap((before) => values.map((value) => before + value));
    if (texts.join('').length > MOST_CHARACTERS) throw tooLarge();
  }
  return texts;
}

function tooLarge(): AwsError {
  return invalidInput(`The policy of the template is larger than ${MOST_CHARACTERS} characters.`, 'Permissions');
}
