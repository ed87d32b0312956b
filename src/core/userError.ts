/**
 * What a person did, and what to do about it: the message is theirs to read. Every other error is a bug, and is reported
 * with its stack.
 */
export class UserError extends Error {}
