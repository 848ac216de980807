'use client';

import { useState } from 'react';
import { useOperation } from '@/components/console/kit/use-operation';
import { CopyCode } from '@/components/console/page/copy-code';
import { ErrorBox } from '@/components/console/page/error-box';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { ExpandableSection } from '@/components/ui/expandable-section';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { Select } from '@/components/ui/field/select';
import { Textarea } from '@/components/ui/field/textarea';
import { useText } from '@/components/ui/field/use-text';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import type { GetCallForms } from '@/lib/aws-api/coverage/call-operations';
import { paths } from '@/lib/console/paths';
import type { ReadOf } from '@/lib/console/query';
import type { ConsoleFailure } from '@/lib/console/result';
import { realCall } from '../actions';
import { inputOf, problemOf, readableOutput, textsAbout } from './call-input';

/** With more members, optional ones are shown on request. */
const FEW = 6;

type Call = Extract<ReadOf<typeof GetCallForms>, { ok: true }>['data']['Calls'][number];

type CallFormsProps = {
  calls: readonly Call[];
  /** The ARN for the call, or empty. */
  resource: string;
};

/** The real calls of an action. */
export function CallForms({ calls, resource }: CallFormsProps) {
  const [chosen, setChosen] = useText(calls[0]?.Name);
  const call = calls.find(({ Name }) => Name === chosen) ?? calls[0];
  if (!call) return null;
  return (
    <Panel
      title={`Make the call ${call.Name}`}
      description="The call is real, as from any page or program, and is recorded in the event history."
      actions={
        calls.length > 1 ? (
          <Select
            aria-label="Call"
            options={calls.map(({ Name }) => ({ value: Name, label: Name }))}
            value={call.Name}
            onValueChange={setChosen}
          />
        ) : undefined
      }
    >
      <CallForm key={`${call.Name} ${resource}`} call={call} resource={resource} />
    </Panel>
  );
}

function CallForm({ call, resource }: { call: Call; resource: string }) {
  const required = call.Members.filter(({ Required }) => Required);
  // Only visible values are sent. Optional members start empty, unless all are optional.
  const [texts, setTexts] = useState(() => textsAbout(resource, call.Service, required.length > 0 ? required : call.Members));
  const [output, setOutput] = useState<string>();
  const { run, running, error } = useOperation(realCall, { handlesError: () => true });
  const problems = call.Members.map((member) => {
    const { [member.Name]: text = '' } = texts;
    return problemOf(member, text);
  });
  const shown = call.Members.length <= FEW || required.length === 0 ? call.Members.slice(0, FEW) : required;
  const hidden = call.Members.filter((member) => !shown.includes(member));
  const fields = { texts, error, onChange: setTexts };
  const make = async () => {
    setOutput(undefined);
    const result = await run({ Service: call.Service, Name: call.Name, Input: inputOf(call.Members, texts) });
    if (result.ok) setOutput(readableOutput(result.data));
  };
  return (
    <form
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (problems.every((problem) => problem === undefined)) void make();
      }}
    >
      {call.Members.length === 0 ? <p className="text-ink-2">No input required.</p> : null}
      <MemberFields members={shown} {...fields} />
      {hidden.length > 0 ? (
        <ExpandableSection title="More inputs">
          <MemberFields members={hidden} {...fields} />
        </ExpandableSection>
      ) : null}
      <Button
        type="submit"
        variant="primary"
        loading={running}
        disabledReason={problems.some((problem) => problem !== undefined) ? 'Enter the required values first' : undefined}
      >
        Call {call.Name}
      </Button>
      {error && error.member === undefined ? <ErrorBox error={error} live /> : null}
      {output === undefined ? null : (
        <>
          <Alert kind="success" live title="The call succeeded">
            {call.Name} returned a response.{' '}
            <TextLink inline href={paths.events({ name: call.Name, kind: 'all' })}>
              View in event history
            </TextLink>
          </Alert>
          {output === '' ? null : <CopyCode code={output} label="Response" what="the response" language="json" />}
        </>
      )}
    </form>
  );
}

type MemberFieldsProps = {
  members: Call['Members'];
  texts: Readonly<Record<string, string>>;
  error: ConsoleFailure | undefined;
  onChange: (texts: Readonly<Record<string, string>>) => void;
};

function MemberFields({ members, texts, error, onChange }: MemberFieldsProps) {
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {members.map((member) => {
        const { [member.Name]: value = '' } = texts;
        const typed = value === '' ? undefined : problemOf(member, value);
        return (
          <MemberField
            key={member.Name}
            member={member}
            value={value}
            problem={error?.member === member.Name ? error.message : typed}
            onChange={(next) => onChange({ ...texts, [member.Name]: next })}
          />
        );
      })}
    </div>
  );
}

type MemberFieldProps = {
  member: Call['Members'][number];
  value: string;
  problem: string | undefined;
  onChange: (value: string) => void;
};

function MemberField({ member, value, problem, onChange }: MemberFieldProps) {
  const { Name, Kind, Required, Choices = [] } = member;
  const choices = Kind === 'boolean' ? ['true', 'false'] : Choices;
  if (choices.length > 0) {
    const left = Required ? [] : [{ value: '', label: 'Not sent' }];
    return (
      <Field label={Name} optional={!Required} error={problem}>
        <Select
          options={[...left, ...choices.map((choice) => ({ value: choice, label: choice }))]}
          value={value === '' && Required ? null : value}
          onValueChange={onChange}
        />
      </Field>
    );
  }
  if (Kind === 'json' || Kind === 'bytes') {
    return (
      <Field label={Name} optional={!Required} error={problem} hint={Kind === 'json' ? 'As JSON.' : 'As text.'}>
        <Textarea
          rows={3}
          spellCheck={false}
          className="font-mono"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      </Field>
    );
  }
  return (
    <Field label={Name} optional={!Required} error={problem}>
      <Input
        value={value}
        spellCheck={false}
        autoComplete="off"
        inputMode={Kind === 'number' ? 'numeric' : undefined}
        className="font-mono"
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
