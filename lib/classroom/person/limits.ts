export const NAME_MOST = 40;
export const PASSWORD_LEAST = 12;
export const PASSWORD_MOST = 128;
export const PASSWORD_RULE = `Use ${PASSWORD_LEAST} to ${PASSWORD_MOST} characters.`;
