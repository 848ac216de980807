'use client';

import { RadioField } from '@/components/console/form/choice-field';
import { FormPage } from '@/components/console/form/form-page';
import { useMissing } from '@/components/console/kit/use-missing';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import { GatedPage, IDENTITY_CENTER } from '../../_components/in-identity-center';
import { createApplication } from '../actions';
import { ApplicationFields, type ApplicationSettings } from './application-fields';

const TITLE = 'Add application';

type NewApplication = ApplicationSettings & {
  type: 'SAML' | 'OAUTH';
  visibility: 'visible' | 'hidden';
  method: 'required' | 'all';
};
const NEW: NewApplication = { type: 'OAUTH', name: '', description: '', url: '', visibility: 'visible', method: 'required' };

/** Renders the page that adds a customer managed application. */
export function CreateApplicationPage() {
  return <GatedPage title={TITLE}>{({ InstanceArn }) => <Form InstanceArn={InstanceArn} />}</GatedPage>;
}

function Form({ InstanceArn }: { InstanceArn: string }) {
  const { form, submission } = useOperationForm(createApplication, {
    defaultValues: NEW,
    fields: { Name: 'name', Description: 'description', ApplicationUrl: 'url' },
    toInput: ({ visibility, method, ...asked }: NewApplication) => ({
      InstanceArn,
      ...asked,
      visible: visibility === 'visible',
      assignmentRequired: method === 'required',
    }),
    success: ({ name }, { id, failed }) => ({
      text: failed
        ? `The application ${name} was added, but it still needs assignments: ${failed.message}`
        : `The application ${name} was added.`,
      link: { href: paths.application(id), label: 'View application' },
    }),
    goTo: (_, { id }) => paths.application(id),
  });
  const missing = useMissing();
  const type = form.watch('type');
  return (
    <FormPage
      title={TITLE}
      description="Gatehouse keeps the entry and who has it. People do not sign in to the application through it."
      breadcrumbs={[IDENTITY_CENTER, { label: 'Applications', href: paths.applications }]}
      submitLabel="Add application"
      cancelHref={paths.applications}
      missing={missing(type === 'SAML' ? 'sso:CreateApplicationInstance' : 'sso:CreateApplication')}
      {...submission}
    >
      <Panel title="Application">
        <div className="space-y-4">
          <RadioField
            form={form}
            name="type"
            label="Application type"
            options={[
              { value: 'OAUTH', label: 'OAuth 2.0', description: 'The operation CreateApplication creates it.' },
              { value: 'SAML', label: 'SAML 2.0', description: 'As in AWS, only the console creates it.' },
            ]}
          />
          <ApplicationFields form={form} />
        </div>
      </Panel>
      <Panel title="Access">
        <div className="space-y-4">
          <RadioField
            form={form}
            name="method"
            label="User and group assignment method"
            options={[
              { value: 'required', label: 'Require assignments', description: 'Only users and groups that you assign have it.' },
              { value: 'all', label: 'Do not require assignments', description: 'All users have it.' },
            ]}
          />
          <RadioField
            form={form}
            name="visibility"
            label="Visibility in the access portal"
            hint="You cannot change it later."
            options={[
              { value: 'visible', label: 'Visible' },
              { value: 'hidden', label: 'Not visible' },
            ]}
          />
        </div>
      </Panel>
    </FormPage>
  );
}
