export const DEFAULT_SETTINGS = { signUpOpen: true, mostClasses: 20, mostMembers: 200, deleteAfterDays: 90 } as const;
export const SETTINGS_MOST = { mostClasses: 1_000, mostMembers: 500, deleteAfterDays: 3_650 } as const;
