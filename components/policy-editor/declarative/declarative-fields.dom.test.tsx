import { DECLARATIVE_POLICY_TYPES, type DeclarativePolicyType, POLICY_TYPES } from '@gatehouse/policy/organization';
import { fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { blankDocument } from './blank-document';
import { DeclarativeFields } from './declarative-fields';
import { declarativeIssues } from './declarative-findings';

let written = '';

function Page({ type, begin }: { type: DeclarativePolicyType; begin: string }) {
  const [text, setText] = useState(begin);
  written = text;
  return <DeclarativeFields type={type} text={text} issues={declarativeIssues(type, text, 10_000)} onText={setText} />;
}

function open(type: DeclarativePolicyType, begin = blankDocument(type)) {
  written = begin;
  return render(<Page type={type} begin={begin} />);
}

const type = (label: string, text: string) => fireEvent.change(screen.getByLabelText(label), { target: { value: text } });
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

describe('the fields of a tag policy', () => {
  it('add a tag key with its capitalization, values and enforcement', () => {
    open('TAG_POLICY');
    type('New tag key', 'CostCenter');
    press('Add tag key');
    fireEvent.click(screen.getByLabelText('Specify allowed values for this tag key'));
    type('Values of Tag value compliance', 'Marketing\nSales');
    fireEvent.click(screen.getByLabelText('Prevent noncompliant operations for this tag'));
    type('Values of Resource types enforcement', 's3:bucket');
    expect(JSON.parse(written)).toEqual({
      tags: {
        CostCenter: {
          tag_key: { '@@assign': 'CostCenter' },
          tag_value: { '@@assign': ['Marketing', 'Sales'] },
          enforced_for: { '@@assign': ['s3:bucket'] },
        },
      },
    });
    expect(written).toContain('\n  "tags": {\n    "CostCenter": {');
  });

  it('rename the tag key with its spelling, and refuse a name that is there', () => {
    open('TAG_POLICY', '{"tags":{"a":{"tag_key":{"@@assign":"a"}},"b":{}}}');
    const [first] = screen.getAllByLabelText('Tag key');
    if (!first) throw new Error('There is no tag key.');
    fireEvent.change(first, { target: { value: 'Stage' } });
    fireEvent.blur(first);
    expect(written).toBe('{"tags":{"Stage":{"tag_key":{"@@assign":"Stage"}},"b":{}}}');
    fireEvent.change(first, { target: { value: 'b' } });
    fireEvent.keyDown(first, { key: 'Enter' });
    expect(screen.getByText('This name is already there.')).toBeTruthy();
    expect(written).toBe('{"tags":{"Stage":{"tag_key":{"@@assign":"Stage"}},"b":{}}}');
  });

  it('keep other operators and show them as they are written', () => {
    open('TAG_POLICY', '{ "tags": { "a": { "tag_value": { "@@append": ["x"], "@@assign": ["y"] } } } }');
    expect(screen.getByText('"@@append": ["x"]')).toBeTruthy();
    type('Values of Tag value compliance', 'y\nz');
    expect(written).toBe('{ "tags": { "a": { "tag_value": { "@@append": ["x"], "@@assign": ["y", "z"] } } } }');
  });

  it('show the fault of a value at its field', () => {
    open('TAG_POLICY', '{"tags":{"a":{"tag_value":{"@@assign":["*x*"]}}}}');
    expect(screen.getByText('The value must be text with at most one *.')).toBeTruthy();
  });

  it('are read-only and keep their last state while the text is not JSON', () => {
    const text = '{"tags":{"a":{}}}';
    const { rerender } = render(<DeclarativeFields type="TAG_POLICY" text={text} issues={[]} onText={() => {}} />);
    rerender(<DeclarativeFields type="TAG_POLICY" text={text.slice(0, -1)} issues={[]} onText={() => {}} />);
    expect(screen.getByText('The fields are read-only')).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>('Tag key').readOnly).toBe(true);
    expect(screen.queryByRole('button', { name: 'Add tag key' })).toBeNull();
  });
});

describe('the fields of other types', () => {
  it('write numbers, and a text where the value was a text', () => {
    open('DECLARATIVE_POLICY_EC2', '{"ec2_attributes":{"instance_metadata_defaults":{"http_endpoint":{"@@assign":"enabled"}}}}');
    type('HTTP PUT response hop limit', '2');
    expect(JSON.parse(written).ec2_attributes.instance_metadata_defaults.http_put_response_hop_limit).toEqual({ '@@assign': 2 });
  });

  it('add and remove a backup plan with a rule', () => {
    open('BACKUP_POLICY');
    type('New backup plan', 'daily');
    press('Add backup plan');
    type('New backup rule', 'night');
    press('Add backup rule');
    type('Backup vault', 'Default');
    expect(JSON.parse(written)).toEqual({
      plans: { daily: { rules: { night: { target_backup_vault_name: { '@@assign': 'Default' } } } } },
    });
    press('Remove backup plan daily');
    expect(JSON.parse(written)).toEqual({ plans: {} });
  });

  it.each(DECLARATIVE_POLICY_TYPES.filter((each) => POLICY_TYPES[each].syntax))('render %s from its syntax alone', (each) => {
    const { container } = open(each);
    expect(container.querySelectorAll('input, textarea, [role=combobox]').length).toBeGreaterThan(0);
  });
});
