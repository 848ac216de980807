import type { AcquireRoleResponse, GetRoleTemplateVersionResponse } from '@aws-sdk/client-iam';
import { invalidInput, noSuchEntity } from '../../core/errors';
import { defineOperation, type Scope } from '../../core/operation';
import { AcquireRoleInput, GetRoleTemplateVersionInput } from './schema';

// AWS's services own all role templates, and AWS has published none. So every template is missing here.

export const GetRoleTemplateVersion = defineOperation({
  service: 'iam',
  name: 'GetRoleTemplateVersion',
  access: 'Read',
  input: GetRoleTemplateVersionInput,
  checks: ({ TemplateArn }) => [{ action: 'iam:GetRoleTemplateVersion', resource: TemplateArn }],
  run: async ({ TemplateArn }, scope): Promise<GetRoleTemplateVersionResponse> => refuseTemplate(scope, TemplateArn),
});

/** Creates a role from a template. */
export const AcquireRole = defineOperation({
  service: 'iam',
  name: 'AcquireRole',
  access: 'Write',
  input: AcquireRoleInput,
  checks: ({ TemplateArn }) => [
    {
      action: 'iam:AcquireRole',
      resource: TemplateArn,
      context: { 'iam:RoleTemplateARN': TemplateArn },
    },
  ],
  run: async ({ TemplateArn }, scope): Promise<AcquireRoleResponse> => refuseTemplate(scope, TemplateArn),
});

/** @throws AwsError InvalidInput for another ARN, NoSuchEntity for every role template */
function refuseTemplate({ partition }: Scope, arn: string): never {
  if (!new RegExp(`^arn:${partition}:iam::aws:role-template/[\\w.-]+/[\\w+=,.@-]+(?::\\d+)?$`).test(arn))
    throw invalidInput(`${arn} is not the ARN of a role template.`, 'TemplateArn');
  throw noSuchEntity(`The role template ${arn} cannot be found.`);
}
