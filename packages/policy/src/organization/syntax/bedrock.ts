import { choice, entries, list, named, REGION, SOME_TEXT, single, syntax, text } from '../schema';

const guarding = single(choice('selective', 'comprehensive'));
const models = list(SOME_TEXT);

/** Source: Organizations User Guide, "Amazon Bedrock policy syntax". The form of a model's name is not documented here. */
export const BEDROCK_SYNTAX = syntax(
  'bedrock',
  named({
    guardrail_inference: entries(
      REGION,
      named({
        config_1: named({
          identifier: single(
            text(
              /^arn:[a-z-]+:bedrock:[a-z0-9-]+:\d{12}:guardrail\/[a-z0-9]+:[1-9]\d*$/,
              'the ARN of a guardrail with a numbered version',
            ),
          ),
          selective_content_guarding: named({ system: guarding, messages: guarding }),
          model_enforcement: named({ included_models: models, excluded_models: models }),
        }),
      }),
    ),
  }),
);
