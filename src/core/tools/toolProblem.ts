import { UserError } from '../userError';

/** A question that cannot be answered: the message says what is wrong, where, and what to do. */
export class ToolProblem extends UserError {}
