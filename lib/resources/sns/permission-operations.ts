import { isAccountId } from '@gatehouse/policy/arn';
import { isTopicPolicyAction, TOPIC_ACTION_REFUSED } from '@gatehouse/policy/validate';
import { defineOperation, type Scope } from '../../core/operation';
import { storedJson } from '../../core/text/stored-json';
import { ownPolicy } from '../policies';
import { updateResource } from '../rows';
import { invalidParameter } from './errors';
import { findTopicByArn, requireTopic, topicCheck } from './rows';
import { AddPermissionInput, RemovePermissionInput } from './schema';
import { toStoredTopicPolicy } from './topic-policies';

type Document = { Statement: { Sid?: string }[] | { Sid?: string } };

/** Returns the statements of a stored policy, which is valid. A single statement may lack a list around it. */
function statementsOf({ Statement }: Document): { Sid?: string }[] {
  return Array.isArray(Statement) ? Statement : [Statement];
}

async function save(scope: Scope, topic: ReturnType<typeof requireTopic>, document: Document): Promise<void> {
  // A policy needs a statement, so without any the default applies again.
  const text = statementsOf(document).length === 0 ? '' : JSON.stringify(document);
  await updateResource(scope.db, topic, { policy: await toStoredTopicPolicy(scope, topic, text) });
}

/** Adds a statement that allows accounts. */
export const AddPermission = defineOperation({
  service: 'sns',
  name: 'AddPermission',
  access: 'Permissions management',
  input: AddPermissionInput,
  target: ({ TopicArn }, scope) => findTopicByArn(scope, TopicArn),
  checks: (_input, scope, topic) => topicCheck('sns:AddPermission', scope, topic),
  run: async ({ Label, AWSAccountId, ActionName }, scope, named) => {
    const topic = requireTopic(named);
    if (AWSAccountId.length === 0 || !AWSAccountId.every(isAccountId)) throw invalidParameter('AWSAccountId', 'AWSAccountId');
    const actions = ActionName.map((name) => `SNS:${name}`);
    if (actions.length === 0 || !actions.every(isTopicPolicyAction)) throw invalidParameter(TOPIC_ACTION_REFUSED, 'ActionName');
    const document = storedJson<Document>(ownPolicy(topic));
    const statements = statementsOf(document);
    if (statements.some(({ Sid }) => Sid === Label)) throw invalidParameter('Statement already exists', 'Label');
    const principals = AWSAccountId.map((id) => `arn:${scope.partition}:iam::${id}:root`);
    const added = {
      Sid: Label,
      Effect: 'Allow',
      Principal: { AWS: principals.length === 1 ? principals[0] : principals },
      Action: actions.length === 1 ? actions[0] : actions,
      Resource: topic.arn,
    };
    await save(scope, topic, { ...document, Statement: [...statements, added] });
  },
});

/** AWS: an unknown label is no error. */
export const RemovePermission = defineOperation({
  service: 'sns',
  name: 'RemovePermission',
  access: 'Permissions management',
  input: RemovePermissionInput,
  target: ({ TopicArn }, scope) => findTopicByArn(scope, TopicArn),
  checks: (_input, scope, topic) => topicCheck('sns:RemovePermission', scope, topic),
  run: async ({ Label }, scope, named) => {
    const topic = requireTopic(named);
    const document = storedJson<Document>(ownPolicy(topic));
    const kept = statementsOf(document).filter(({ Sid }) => Sid !== Label);
    await save(scope, topic, { ...document, Statement: kept });
  },
});
