'use client';

import type { ComponentType } from 'react';
import type { FieldValues } from 'react-hook-form';
import { Panel } from '../../ui/panel';
import { FormPage } from '../form/form-page';
import { type FormField, FormFields, type FormValue, type OwnField, useFormValue } from './form-value';
import { useTools } from './tools';

type PanelValue<Values extends FieldValues> = { title: string; description?: string; fields: readonly FormField<Values>[] };

type PageValue<Given, Values extends FieldValues, Input, Output> = FormValue<Given, Values, Input, Output> & {
  title: string;
  /** The actions that it calls. A reader who may not is told so before they fill it in. */
  takes?: string | readonly string[];
  /** The list to which it adds. */
  list: { label: string; href: string };
  /** The end of the breadcrumbs, where it is not the title. */
  crumb?: string;
  goTo: (input: Input, output: Output) => string;
  /** Panels of fields, and components that bring a panel of their own. */
  panels: readonly (PanelValue<Values> | OwnField<Values>)[];
  Help?: ComponentType;
};

/** Returns a page with a form: it makes something new, and goes to it. `Given` are the props of the page, from which the form starts. */
export function formPage<Values extends FieldValues, Input, Output, Given extends object = Record<never, never>>(
  value: PageValue<Given, Values, Input, Output>,
): ComponentType<Given> {
  return (given) => <PageOf of={value} given={given} />;
}

type PageProps<Given, Values extends FieldValues, Input, Output> = { of: PageValue<Given, Values, Input, Output>; given: Given };

function PageOf<Given, Values extends FieldValues, Input, Output>(props: PageProps<Given, Values, Input, Output>) {
  const { of: value, given } = props;
  const { title, crumb, list, takes = [], panels, goTo, Help } = value;
  const { missing } = useTools();
  const { form, frame } = useFormValue(value, given, { goTo });
  return (
    <>
      <FormPage
        title={title}
        crumb={crumb}
        breadcrumbs={[list]}
        cancelHref={list.href}
        missing={missing(...(typeof takes === 'string' ? [takes] : takes))}
        {...frame}
      >
        {panels.map((panel, at) =>
          'as' in panel ? (
            <panel.Field key={String(at)} form={form} />
          ) : (
            <Panel key={panel.title} title={panel.title} description={panel.description}>
              <div className="space-y-5">
                <FormFields of={panel.fields} form={form} />
              </div>
            </Panel>
          ),
        )}
      </FormPage>
      {Help ? <Help /> : null}
    </>
  );
}
