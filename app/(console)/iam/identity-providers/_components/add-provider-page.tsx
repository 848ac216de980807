'use client';

import { useState } from 'react';
import { FailedSteps } from '@/app/(console)/_client/failed-steps';
import { FormPage } from '@/components/console/form/form-page';
import { TagsField } from '@/components/console/form/tags-field';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { ButtonLink } from '@/components/ui/button';
import { RadioGroup } from '@/components/ui/field/radio-group';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import type { CreatedOidcProvider } from '@/lib/console/recipes/identity-provider';
import { createOidcProvider, createSamlProvider } from '../actions';
import { tokenIssuerQuery } from '../queries';
import { NEW_OIDC, OidcFields, STS_AUDIENCE, thumbprintsIn } from './oidc-fields';
import { NEW_SAML, SamlFields } from './saml-fields';

const BREADCRUMBS = [{ label: 'Identity providers', href: paths.identityProviders }];

/** The fields of each type's form, by the member of the operation's input that they fill. */
const SAML_FIELDS = { Name: 'name', SAMLMetadataDocument: 'metadata', AddPrivateKey: 'privateKey' } as const;
const OIDC_FIELDS = { Url: 'url', ClientIDList: 'audience', ThumbprintList: 'thumbprints' } as const;

type AddProviderPageProps = {
  /** True fills in the account's own token issuer. */
  ownIssuer: boolean;
};

/** Renders the page that adds a provider of either type. */
export function AddProviderPage({ ownIssuer }: AddProviderPageProps) {
  const issuer = useRead(tokenIssuerQuery()).data?.IssuerUrl;
  const [type, setType] = useState<'saml' | 'oidc'>(ownIssuer ? 'oidc' : 'saml');
  const [partial, setPartial] = useState<CreatedOidcProvider>();
  const created = (arn: string, name: string) => ({
    text: `Identity provider ${name} was added.`,
    link: { href: paths.createRoleFor(arn), label: 'Assign role' },
  });
  const saml = useOperationForm(createSamlProvider, {
    defaultValues: NEW_SAML,
    fields: SAML_FIELDS,
    toInput: ({ name, metadata, encryption, privateKey, tags }) => ({
      Name: name,
      SAMLMetadataDocument: metadata,
      AssertionEncryptionMode: encryption,
      AddPrivateKey: privateKey.trim() === '' ? undefined : privateKey,
      Tags: tags.length > 0 ? tags : undefined,
    }),
    success: ({ Name }, { SAMLProviderArn }) => created(SAMLProviderArn, Name),
    goTo: (_, { SAMLProviderArn }) => paths.identityProvider(SAMLProviderArn),
  });
  const oidc = useOperationForm(createOidcProvider, {
    defaultValues: ownIssuer && issuer ? { ...NEW_OIDC, url: issuer, audience: STS_AUDIENCE } : NEW_OIDC,
    fields: OIDC_FIELDS,
    toInput: ({ url, audience, thumbprints, keySet, tags }) => ({
      url,
      audience,
      thumbprints: thumbprintsIn(thumbprints),
      keySet: url === issuer ? '' : keySet,
      tags,
    }),
    success: ({ url }, { arn, failed }) => (failed.length === 0 ? created(arn, url.replace('https://', '')) : undefined),
    goTo: (_, { arn, failed }) => (failed.length === 0 ? paths.identityProvider(arn) : ''),
    onSuccess: (provider) => {
      if (provider.failed.length > 0) setPartial(provider);
    },
  });
  if (partial) return <PartialProvider provider={partial} />;

  const { pending, error, onSubmit } = (type === 'saml' ? saml : oidc).submission;
  // The tags are kept when the type changes.
  const choose = (next: 'saml' | 'oidc') => {
    if (next === 'oidc') oidc.form.setValue('tags', saml.form.getValues('tags'));
    else saml.form.setValue('tags', oidc.form.getValues('tags'));
    setType(next);
  };
  return (
    <FormPage
      title="Add identity provider"
      crumb="Add provider"
      breadcrumbs={BREADCRUMBS}
      description="Add a provider that the account trusts. Its users get permissions from roles that trust the provider."
      submitLabel="Add provider"
      cancelHref={paths.identityProviders}
      pending={pending}
      error={error}
      dirty={saml.submission.dirty || oidc.submission.dirty}
      onSubmit={onSubmit}
    >
      <Panel title="Provider type">
        <RadioGroup
          label="Provider type"
          hideLabel
          tiles
          columns={2}
          value={type}
          onValueChange={choose}
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
      {type === 'saml' ? <SamlFields form={saml.form} /> : <OidcFields form={oidc.form} ownIssuer={issuer} />}
      <Panel title="Tags" description="Optional. Keys and values to find, group and control access to the provider.">
        {type === 'saml' ? (
          <TagsField key="saml" form={saml.form} name="tags" />
        ) : (
          <TagsField key="oidc" form={oidc.form} name="tags" />
        )}
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
        <p className="text-ink-2">Without keys, Gatehouse cannot verify its tokens. Upload them on its page.</p>
        <div className="flex justify-end">
          <ButtonLink variant="primary" href={paths.identityProvider(provider.arn, 'keys')}>
            View provider
          </ButtonLink>
        </div>
      </div>
    </>
  );
}
