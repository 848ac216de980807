/** The reason why a service of resources is emulated in part, for readers who miss an operation. */
export const TO_TRY_POLICIES_ON = 'It keeps resources only to show who may use them.';
