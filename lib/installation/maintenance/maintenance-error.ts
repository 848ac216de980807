/** Something the operator has to change; its message is a sentence that says what. */
export class MaintenanceError extends Error {}
