'use client';

import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useOperation } from '@/app/(console)/_client/use-operation';
import { useRead } from '@/app/(console)/_client/use-read';
import { fieldOfMember } from '@/components/console/form/field-of-member';
import { FormPage } from '@/components/console/form/form-page';
import { TagEditor } from '@/components/console/form/tag-editor';
import { checkTags, type Tag } from '@/components/console/form/tag-rules';
import { PageHeader } from '@/components/console/page/page-header';
import { ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { RadioGroup } from '@/components/ui/radio-group';
import { paths } from '@/lib/console/paths';
import type { CreatedOidcProvider } from '@/lib/console/recipes/identity-provider';
import { FailedSteps } from '../../_components/failed-steps';
import { createOidcProvider, createSamlProvider } from '../actions';
import { tokenIssuerQuery } from '../queries';
import { NEW_OIDC, OidcFields, STS_AUDIENCE, thumbprintsIn } from './oidc-fields';
import { NEW_SAML, SamlFields } from './saml-fields';

const BREADCRUMBS = [{ label: 'Identity providers', href: paths.identityProviders }];

/** The fields of each type's form, by the member of the operation's input that they fill. */
const SAML_FIELDS = { Name: 'name', SAMLMetadataDocument: 'metadata', AddPrivateKey: 'privateKey' } as const;
const OIDC_FIELDS = { Url: 'url', ClientIDList: 'audience', ThumbprintList: 'thumbprints' } as const;

type AddProviderPageProps = {
  /** Fills in the account's own issuer. */
  ownIssuer: boolean;
};

/** Adds a provider of either type. */
export function AddProviderPage({ ownIssuer }: AddProviderPageProps) {
  const issuer = useRead(tokenIssuerQuery()).data?.IssuerUrl;
  const [type, setType] = useState<'saml' | 'oidc'>(ownIssuer ? 'oidc' : 'saml');
  const [tags, setTags] = useState<Tag[]>([]);
  const [tagsTried, setTagsTried] = useState(false);
  const [partial, setPartial] = useState<CreatedOidcProvider>();
  const saml = useForm({ defaultValues: NEW_SAML });
  const oidc = useForm({
    defaultValues: ownIssuer && issuer ? { ...NEW_OIDC, url: issuer, audience: STS_AUDIENCE } : NEW_OIDC,
  });
  const created = (arn: string, name: string) => ({
    text: `Identity provider ${name} was added.`,
    link: { href: paths.createRoleFor(arn), label: 'Assign role' },
  });
  const samlOperation = useOperation(createSamlProvider, {
    success: ({ Name }, { SAMLProviderArn }) => created(SAMLProviderArn, Name),
    goTo: (_, { SAMLProviderArn }) => paths.identityProvider(SAMLProviderArn),
    handlesError: () => true,
  });
  const oidcOperation = useOperation(createOidcProvider, {
    success: ({ url }, { arn, failed }) => (failed.length === 0 ? created(arn, url.replace('https://', '')) : undefined),
    goTo: (_, { arn, failed }) => (failed.length === 0 ? paths.identityProvider(arn) : ''),
    onSuccess: (provider) => {
      if (provider.failed.length > 0) setPartial(provider);
    },
    handlesError: () => true,
  });
  if (partial) return <PartialProvider provider={partial} />;

  const addSaml = saml.handleSubmit(async ({ name, metadata, encryption, privateKey }) => {
    const result = await samlOperation.run({
      Name: name,
      SAMLMetadataDocument: metadata,
      AssertionEncryptionMode: encryption,
      AddPrivateKey: privateKey.trim() === '' ? undefined : privateKey,
      Tags: tags.length > 0 ? tags : undefined,
    });
    const field = result.ok ? undefined : fieldOfMember(SAML_FIELDS, result.error);
    if (!result.ok && field) saml.setError(field, { message: result.error.message }, { shouldFocus: true });
  });
  const addOidc = oidc.handleSubmit(async ({ url, audience, thumbprints, keySet }) => {
    const result = await oidcOperation.run({
      url,
      audience,
      thumbprints: thumbprintsIn(thumbprints),
      keySet: url === issuer ? '' : keySet,
      tags,
    });
    const field = result.ok ? undefined : fieldOfMember(OIDC_FIELDS, result.error);
    if (!result.ok && field) oidc.setError(field, { message: result.error.message }, { shouldFocus: true });
  });
  const operation = type === 'saml' ? samlOperation : oidcOperation;
  const ofField = fieldOfMember<string>(type === 'saml' ? SAML_FIELDS : OIDC_FIELDS, operation.error);
  return (
    <FormPage
      title="Add identity provider"
      crumb="Add provider"
      breadcrumbs={BREADCRUMBS}
      description="Whom the account believes. What those may do is said afterwards, by a role that trusts the provider."
      submitLabel="Add provider"
      cancelHref={paths.identityProviders}
      pending={operation.running}
      error={ofField ? null : operation.error}
      dirty={saml.formState.isDirty || oidc.formState.isDirty || tags.length > 0}
      onSubmit={() => {
        setTagsTried(true);
        if (checkTags(tags).length === 0) void (type === 'saml' ? addSaml() : addOidc());
      }}
    >
      <Panel title="Provider type">
        <RadioGroup
          label="Provider type"
          hideLabel
          tiles
          columns={2}
          value={type}
          onValueChange={setType}
          options={[
            {
              value: 'saml',
              label: 'SAML',
              description: 'A company directory, such as Active Directory Federation Services, Okta or Keycloak. For people.',
            },
            {
              value: 'oidc',
              label: 'OpenID Connect',
              description: 'An issuer of signed tokens, such as GitHub Actions, Kubernetes or Google. For programs and apps.',
            },
          ]}
        />
      </Panel>
      {type === 'saml' ? <SamlFields form={saml} /> : <OidcFields form={oidc} ownIssuer={issuer} />}
      <Panel title="Tags" description="Optional. Keys and values to find, group and control access to the provider.">
        <TagEditor tags={tags} onTagsChange={setTags} showIssues={tagsTried} />
      </Panel>
    </FormPage>
  );
}

function PartialProvider({ provider }: { provider: CreatedOidcProvider }) {
  return (
    <>
      <PageHeader title="Add identity provider" crumb="Add provider" breadcrumbs={BREADCRUMBS} />
      <div className="max-w-4xl space-y-4">
        <FailedSteps steps={provider.failed} title="The provider was added, but its keys were not stored" />
        <p className="text-ink-2">Until it has keys, no token of it can be checked. Upload them on its page.</p>
        <div className="flex justify-end">
          <ButtonLink variant="primary" href={paths.identityProvider(provider.arn, 'keys')}>
            View provider
          </ButtonLink>
        </div>
      </div>
    </>
  );
}
