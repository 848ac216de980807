/** The format of an export. */
export type ExportFormat = 'cli' | 'cloudformation' | 'terraform';
