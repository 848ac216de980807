export function createPrivateFiles(): void;
export function makeFilesPrivate(settings: { dataDir: string; databaseUrl: string }): void;
