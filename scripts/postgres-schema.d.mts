export function toPostgresSchema(schema: string, output?: string): string;
