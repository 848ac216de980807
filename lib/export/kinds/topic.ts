import { tagged } from '../cloudformation-values';
import { attributesWithPolicy, defineExportedKind, type Located, MESSAGES_LEFT_OUT, noted, reference, someTags } from './kind';

/** A topic. `attributes` are those that can be set, without the policy. */
export type TopicState = Located & { kind: 'topic'; name: string; attributes: Readonly<Record<string, string>> };

export const topic = defineExportedKind<TopicState>({
  kind: 'topic',
  nameOf: ({ name }) => name,
  last: {
    title: 'Topics',
    calls({ name: Name, attributes, tags }, { policy, call }) {
      const Attributes = attributesWithPolicy(attributes, policy);
      return [noted(call('sns', 'CreateTopic', { Name, Attributes, Tags: someTags(tags) }), policy)];
    },
  },
  template({ name: TopicName, attributes: { DisplayName }, tags }, { own, policy, document: PolicyDocument }) {
    const name = own('Topic');
    const Properties = { TopicName, ...(DisplayName && { DisplayName }), ...tagged(tags) };
    return [
      [name, { Type: 'AWS::SNS::Topic', Properties }],
      ...policy('AWS::SNS::TopicPolicy', { Topics: [{ Ref: name }], PolicyDocument }),
    ];
  },
  terraform({ name, attributes: { DisplayName } }, to) {
    const made = to.block('aws_sns_topic', { name, display_name: DisplayName }, { tagged: true });
    to.policy('aws_sns_topic_policy', { arn: reference(made, 'arn') });
  },
  leftOut: () => [MESSAGES_LEFT_OUT],
});
