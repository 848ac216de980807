import { CompletionContext } from '@codemirror/autocomplete';
import { json } from '@codemirror/lang-json';
import { EditorState } from '@codemirror/state';
import type { DeclarativePolicyType } from '@gatehouse/policy/organization';
import { describe, expect, it } from 'vitest';
import { declarativeCompletion } from './declarative-completion';

/** Returns the offered texts at the `|` in a text. */
function offered(type: DeclarativePolicyType, text: string): string[] {
  const pos = text.indexOf('|');
  const state = EditorState.create({ doc: text.replace('|', ''), extensions: [json()] });
  const result = declarativeCompletion(type)(new CompletionContext(state, pos, true));
  return (result?.options ?? []).map(({ label }) => label);
}

const CONTROL = '@@operators_allowed_for_child_policies';

describe('the completion of declarative policies', () => {
  it('offers names of members that are not there yet, below entries with free names too', () => {
    expect(offered('TAG_POLICY', '{"|":{}}')).toEqual(['tags']);
    expect(offered('TAG_POLICY', '{"tags":{"Stage":{"tag_key":{},"|":{}}}}')).toEqual([
      'tag_value',
      'enforced_for',
      'report_required_tag_for',
      CONTROL,
    ]);
  });

  it('offers the operators that a setting takes', () => {
    expect(offered('TAG_POLICY', '{"tags":{"Stage":{"tag_value":{"|":[]}}}}')).toEqual([
      '@@assign',
      '@@append',
      '@@remove',
      CONTROL,
    ]);
    expect(offered('S3_POLICY', '{"s3_attributes":{"public_access_block_configuration":{"|":""}}}')).toEqual([
      '@@assign',
      CONTROL,
    ]);
  });

  it('offers enumerated values, resource types and Regions', () => {
    expect(offered('S3_POLICY', '{"S3_Attributes":{"public_access_block_configuration":{"@@assign":"|"}}}')).toEqual([
      'all',
      'none',
    ]);
    const types = offered('TAG_POLICY', '{"tags":{"Stage":{"enforced_for":{"@@append":["|"]}}}}');
    expect(types).toContain('s3:bucket');
    const regions = offered('SECURITYHUB_POLICY', '{"securityhub":{"enable_in_regions":{"@@assign":["|"]}}}');
    expect(regions).toEqual(expect.arrayContaining(['ALL_SUPPORTED', 'eu-central-1']));
    expect(offered('AISERVICES_OPT_OUT_POLICY', '{"services":{"|":{}}}')).toContain('default');
  });

  it('offers operators as values of a control, and nothing outside of the syntax', () => {
    expect(offered('TAG_POLICY', `{"tags":{"${CONTROL}":["|"]}}`)).toContain('@@none');
    expect(offered('TAG_POLICY', '{"other":{"|":1}}')).toEqual([]);
  });
});
