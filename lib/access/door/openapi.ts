import { z } from 'zod';
import { MOST_BODY_BYTES, MOST_REQUESTS } from './limits';
import { DoorAnswer, DoorRequest } from './schema';

/** Where the door answers, below the address of the wire API. */
const DOOR_PATH = '/_gatehouse/authorize';

const Refusal = z.strictObject({ message: z.string() });
const Requests = z.strictObject({ requests: z.array(DoorRequest).min(1).max(MOST_REQUESTS) });

const REFUSALS: Readonly<Record<string, string>> = {
  400: 'The body is not JSON, or has another shape; the message says where.',
  403: 'The token is missing or wrong.',
  404: 'The door is off.',
  413: `More than ${MOST_REQUESTS} questions, or more than ${MOST_BODY_BYTES / 1024 ** 2} MiB.`,
  503: 'Nothing can be decided now. It means: deny.',
};

/** The description of the door in OpenAPI 3.1, made of the very schemas that questions are held against. */
export function doorDescription(server: string): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Gatehouse: the door for other programs',
      version: '1',
      description: 'Asks what callers may do. Whatever is no answer with `decision` and `obey` means: deny.',
    },
    servers: [{ url: server }],
    paths: {
      [DOOR_PATH]: {
        post: {
          operationId: 'authorize',
          summary: `Decides up to ${MOST_REQUESTS} questions, each by itself and in their order.`,
          security: [{ token: [] }],
          requestBody: { required: true, content: { 'application/json': { schema: schemaOf(Requests, 'input') } } },
          responses: {
            200: {
              description: 'An answer to each question.',
              content: { 'application/json': { schema: schemaOf(DoorAnswer, 'output') } },
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

/** OpenAPI 3.1 takes JSON Schema of 2020-12 as it is. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _, ...described } = z.toJSONSchema(schema, { io });
  return described;
}
