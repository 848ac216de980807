import { z } from 'zod';
import { MOST_BODY_BYTES, MOST_REQUESTS } from './limits';
import { AuthorizationAnswer, AuthorizationQuestion } from './schema';

/** The path of the authorization API on the wire API's address. */
const AUTHORIZE_PATH = '/_gatehouse/authorize';

const Refusal = z.strictObject({ message: z.string() });
const Requests = z.strictObject({ requests: z.array(AuthorizationQuestion).min(1).max(MOST_REQUESTS) });

const REFUSALS: Readonly<Record<string, string>> = {
  400: 'The body is not JSON or not a valid request. The message names the position.',
  403: 'The token is missing or wrong.',
  404: 'The authorization API is turned off.',
  413: `More than ${MOST_REQUESTS} questions or ${MOST_BODY_BYTES / 1024 ** 2} MiB.`,
  503: 'No decision is possible now. Treat this as a denial.',
};

/** Returns the OpenAPI 3.1 description of the authorization API, generated from the schemas that parse its questions. */
export function authorizationApiDescription(server: string): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Gatehouse authorization API',
      version: '1',
      description: 'Answers what callers may do. Treat every response without `decision` and `obey` as a denial.',
    },
    servers: [{ url: server }],
    paths: {
      [AUTHORIZE_PATH]: {
        post: {
          operationId: 'authorize',
          summary: `Decides up to ${MOST_REQUESTS} questions independently and returns the answers in order.`,
          security: [{ token: [] }],
          requestBody: { required: true, content: { 'application/json': { schema: schemaOf(Requests, 'input') } } },
          responses: {
            200: {
              description: 'One answer per question.',
              content: { 'application/json': { schema: schemaOf(AuthorizationAnswer, 'output') } },
            },
            ...Object.fromEntries(
              Object.entries(REFUSALS).map(([status, description]) => [
                status,
                { description, content: { 'application/json': { schema: schemaOf(Refusal, 'output') } } },
              ]),
            ),
          },
        },
      },
    },
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  };
}

/** Converts a schema. OpenAPI 3.1 uses JSON Schema 2020-12 unchanged. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _, ...described } = z.toJSONSchema(schema, { io });
  return described;
}
