import {
  CreateApplicationAssignment,
  DeleteApplicationAssignment,
} from '../../identity-center/application/assignment-operations';
import { CreateApplicationInstance } from '../../identity-center/application/console-operations';
import { CreateApplication, PutApplicationAssignmentConfiguration } from '../../identity-center/application/operations';
import type { ConsoleFailure } from '../result';
import type { Recipe } from './recipe';
import { Steps } from './steps';

/** A new application. The URL is empty if the access portal should only list its name. */
export type NewApplication = {
  InstanceArn: string;
  type: 'SAML' | 'OAUTH';
  name: string;
  description: string;
  url: string;
  visible: boolean;
  assignmentRequired: boolean;
};

/** A created application, and the failure if it could not be given to all users. */
export type CreatedApplication = { id: string; failed: ConsoleFailure | null };

/** Creates an application of a type. A new one needs assignments, so giving it to all users is a second call. */
export const createApplication: Recipe<NewApplication, CreatedApplication> = async (run, asked) => {
  const { InstanceArn, type, name, description, url, visible, assignmentRequired } = asked;
  const settings = {
    Name: name,
    ...(description !== '' && { Description: description }),
    PortalOptions: {
      ...(url !== '' && { SignInOptions: { Origin: 'APPLICATION' as const, ApplicationUrl: url } }),
      Visibility: visible ? ('ENABLED' as const) : ('DISABLED' as const),
    },
  };
  const ApplicationProviderArn = `arn:${InstanceArn.split(':')[1]}:sso::aws:applicationProvider/custom`;
  const created =
    type === 'SAML'
      ? await run(CreateApplicationInstance, settings)
      : await run(CreateApplication, { InstanceArn, ApplicationProviderArn, ...settings });
  if (!created.ok) return created;
  const { ApplicationArn } = created.data;
  const id = ApplicationArn.slice(ApplicationArn.lastIndexOf('/') + 1);
  if (assignmentRequired) return { ok: true, data: { id, failed: null } };
  const opened = await run(PutApplicationAssignmentConfiguration, { ApplicationArn, AssignmentRequired: false });
  return { ok: true, data: { id, failed: opened.ok ? null : opened.error } };
};

type Principals = {
  ApplicationArn: string;
  principals: readonly { PrincipalType: 'USER' | 'GROUP'; PrincipalId: string }[];
};

/** Assigns users and groups to an application. An existing assignment is no failure. */
export const assignToApplication: Recipe<Principals, null> = async (run, { ApplicationArn, principals }) => {
  const steps = new Steps(run);
  for (const principal of principals)
    await steps.change(
      `Assign ${principal.PrincipalId}`,
      CreateApplicationAssignment,
      { ApplicationArn, ...principal },
      { unless: 'ConflictException' },
    );
  return steps.result(null);
};

/** Removes users and groups from an application. */
export const removeFromApplication: Recipe<Principals, null> = async (run, { ApplicationArn, principals }) => {
  const steps = new Steps(run);
  for (const { PrincipalType, PrincipalId } of principals)
    await steps.change(`Remove ${PrincipalId}`, DeleteApplicationAssignment, { ApplicationArn, PrincipalType, PrincipalId });
  return steps.result(null);
};
